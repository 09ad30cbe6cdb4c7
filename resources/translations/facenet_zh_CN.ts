<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About FaceNet GUI</source>
        <translation>关于 FaceNet GUI</translation>
    </message>
    <message>
        <source>Version {0} · Python {1} · Qt {2}</source>
        <translation>版本 {0} · Python {1} · Qt {2}</translation>
    </message>
    <message>
        <source>Trains a face embedding, measures it, and recognises people with it, on this computer. It is not a lock: a photograph held to a camera looks like the person.</source>
        <translation>在本机上训练人脸嵌入、评估它，并用它识别人员。它不是门锁：举到摄像头前的照片看起来与本人一样。</translation>
    </message>
    <message>
        <source>Everything that is installed beside it</source>
        <translation>同时安装的所有组件</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>AdviceCard</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Stop, set {0}, go on</source>
        <translation>停止，设置 {0}，继续</translation>
    </message>
    <message>
        <source>New training with {0}</source>
        <translation>以 {0} 新建训练</translation>
    </message>
    <message>
        <source>New training with it</source>
        <translation>以此新建训练</translation>
    </message>
</context>
<context>
    <name>AskAboutUnsaved</name>
    <message>
        <source>Save the changes?</source>
        <translation>保存更改？</translation>
    </message>
    <message>
        <source>Corrections of data sets are not saved yet.</source>
        <translation>对数据集的修正尚未保存。</translation>
    </message>
    <message>
        <source>{0}: 1 change</source>
        <translation>{0}：1 处更改</translation>
    </message>
    <message>
        <source>{0}: {1} changes</source>
        <translation>{0}：{1} 处更改</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>Discard them</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>{0} gets another name.</source>
        <translation>{0} 将改用另一个名字。</translation>
    </message>
    <message>
        <source>Merge with</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>All pictures of {0} go to the person whom you choose, whose name and cover remain.</source>
        <translation>{0} 的所有图片归您选择的人，其名字和封面保留。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>1 picture becomes a person of its own.</source>
        <translation>1 张图片将成为单独的人员。</translation>
    </message>
    <message>
        <source>{0} pictures become a person of their own.</source>
        <translation>{0} 张图片将成为单独的人员。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
</context>
<context>
    <name>BlendDialog</name>
    <message>
        <source>Blend faces</source>
        <translation>混合人脸</translation>
    </message>
    <message>
        <source>Each is made of two people of {0} and shows nobody. A network that learns from another one needs many different faces, and these are as new to it as strangers. Another name makes other ones.</source>
        <translation>每张都由 {0} 中的两个人混合而成，不是任何真实的人。向另一个网络学习的网络需要许多不同的人脸，而这些对它来说和陌生人一样新。换一个名称会生成另一批。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>BrowsePanel</name>
    <message>
        <source>Train on it</source>
        <translation>用它训练</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>What the import left out</source>
        <translation>导入时排除的内容</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>Opening {0}</source>
        <translation>正在打开 {0}</translation>
    </message>
    <message>
        <source>Made from {0}.</source>
        <translation>来自 {0}。</translation>
    </message>
    <message>
        <source>Nothing was left out.</source>
        <translation>没有排除任何内容。</translation>
    </message>
    <message>
        <source>There is no import report.</source>
        <translation>没有导入报告。</translation>
    </message>
    <message>
        <source>{0} people</source>
        <translation>{0} 人</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>{0} people held out</source>
        <translation>留出 {0} 人</translation>
    </message>
    <message>
        <source>{0} pixels</source>
        <translation>{0} 像素</translation>
    </message>
    <message>
        <source>aligned by somebody else</source>
        <translation>由他人对齐</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>The name of somebody in the data set, or a new one.</source>
        <translation>数据集中某人的名字，或新名字。</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>移动 {0}</translation>
    </message>
    <message>
        <source>Another name for {0}</source>
        <translation>{0} 的新名字</translation>
    </message>
    <message>
        <source>The name of somebody else merges the two.</source>
        <translation>若为他人的名字，两者将合并。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Type another name.</source>
        <translation>请输入另一个名字。</translation>
    </message>
    <message>
        <source>{0} is in the data set already.</source>
        <translation>{0} 已在数据集中。</translation>
    </message>
    <message>
        <source>{0} will be new.</source>
        <translation>{0} 将是新人员。</translation>
    </message>
    <message>
        <source>Save as a new data set</source>
        <translation>另存为新数据集</translation>
    </message>
    <message>
        <source>The one that is shown stays as it is.</source>
        <translation>当前显示的数据集保持不变。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>正在保存 {0}</translation>
    </message>
    <message>
        <source>Stopped; the data set is as it was, and your changes still wait to be saved.</source>
        <translation>已停止；数据集没有变化，您的更改仍待保存。</translation>
    </message>
    <message>
        <source>Blend its faces…</source>
        <translation>混合其中的人脸…</translation>
    </message>
    <message>
        <source>Delete data set…</source>
        <translation>删除数据集…</translation>
    </message>
</context>
<context>
    <name>CalibrationDialog</name>
    <message>
        <source>Strangers</source>
        <translation>陌生人</translation>
    </message>
    <message>
        <source>A stranger is accepted once in</source>
        <translation>陌生人被接受的频率</translation>
    </message>
    <message>
        <source>Folder of strangers</source>
        <translation>陌生人文件夹</translation>
    </message>
    <message>
        <source>Optional: strangers, one folder per person</source>
        <translation>可选：陌生人，每人一个文件夹</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Distance threshold</source>
        <translation>距离阈值</translation>
    </message>
    <message>
        <source>How rarely may somebody who is not in the gallery get a name? The promise holds for one picture against the whole gallery as it is now, at 95 % confidence. It is about people like those it was measured on: rates differ by age, skin and sex.</source>
        <translation>不在图库中的人多久才可得到一次名字？此保证针对一张图片与当前整个图库的比较，置信度 95 %。它适用于与测量对象相似的人：比率因年龄、肤色和性别而异。</translation>
    </message>
    <message>
        <source>Or by hand</source>
        <translation>或手动设定</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>How strict is the gallery?</source>
        <translation>图库有多严格？</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A stranger is accepted once in {0}</source>
        <translation>陌生人每 {0} 次被接受一次</translation>
    </message>
    <message>
        <source>That takes {0} strangers; your gallery counts as {1}, the folder&apos;s people come on top.</source>
        <translation>这需要 {0} 个陌生人；您的图库相当于 {1} 个，文件夹中的人另计。</translation>
    </message>
    <message>
        <source>That takes {0} strangers; your gallery&apos;s own people count as {1}. Enough.</source>
        <translation>这需要 {0} 个陌生人；您图库中的人相当于 {1} 个。足够了。</translation>
    </message>
    <message>
        <source>That takes {0} strangers; your gallery&apos;s own people count as {1}. Give a folder of more.</source>
        <translation>这需要 {0} 个陌生人；您图库中的人相当于 {1} 个。请提供含更多人的文件夹。</translation>
    </message>
    <message>
        <source>Calibrating</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Calibrated: the distance threshold is {0} from now on.</source>
        <translation>已校准：从现在起距离阈值为 {0}。</translation>
    </message>
    <message>
        <source>The distance threshold is {0} from now on.</source>
        <translation>从现在起距离阈值为 {0}。</translation>
    </message>
    <message>
        <source>The model {0} has no distance threshold yet.</source>
        <translation>模型 {0} 还没有距离阈值。</translation>
    </message>
    <message>
        <source>In force: {0}, from the calibration of this gallery.</source>
        <translation>生效：{0}，来自此图库的校准。</translation>
    </message>
    <message>
        <source>In force: {0}, chosen by hand.</source>
        <translation>生效：{0}，手动选择。</translation>
    </message>
    <message>
        <source>In force: {0}, the model&apos;s own.</source>
        <translation>生效：{0}，模型自带。</translation>
    </message>
    <message>
        <source>The model&apos;s own is {0}.</source>
        <translation>模型自带的为 {0}。</translation>
    </message>
    <message>
        <source>Nobody knows how often it takes a stranger; a calibration does.</source>
        <translation>没人知道它多久会接受一个陌生人；校准才能知道。</translation>
    </message>
    <message>
        <source>It is meant for a single comparison. With many people strangers are accepted more often.</source>
        <translation>它适用于单次比较。人员多时，陌生人会更常被接受。</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>任意多</translation>
    </message>
    <message>
        <source>Asked for: once in {0}. Of {1} strangers {2} would be accepted: between once in {3} and once in {4} (95 % confidence), for {5} people.</source>
        <translation>要求：{0} 次中一次。{1} 个陌生人中会接受 {2} 个：介于 {3} 次中一次与 {4} 次中一次之间（95 % 置信度），共 {5} 人。</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Which camera?</source>
        <translation>哪个摄像头？</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Each is open only for its picture.</source>
        <translation>每个摄像头只在取画面时打开。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Waiting until the cameras are free …</source>
        <translation>正在等待摄像头空闲……</translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message>
        <source>added {0}</source>
        <translation>添加 {0}</translation>
    </message>
    <message>
        <source>added pictures of {0}</source>
        <translation>添加 {0} 的图片</translation>
    </message>
    <message>
        <source>renamed to {0}</source>
        <translation>改名为 {0}</translation>
    </message>
    <message>
        <source>merged into {0}</source>
        <translation>合并到 {0}</translation>
    </message>
    <message>
        <source>split {0} off</source>
        <translation>拆分出 {0}</translation>
    </message>
    <message>
        <source>removed a picture of {0}</source>
        <translation>移除 {0} 的一张图片</translation>
    </message>
    <message>
        <source>deleted {0}</source>
        <translation>删除 {0}</translation>
    </message>
    <message>
        <source>chose a cover for {0}</source>
        <translation>为 {0} 选择封面</translation>
    </message>
    <message>
        <source>said that a face is not {0}</source>
        <translation>指出某张人脸不是 {0}</translation>
    </message>
    <message>
        <source>imported people</source>
        <translation>导入人员</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>撤销：{0}</translation>
    </message>
    <message>
        <source>Undone: {0}.</source>
        <translation>已撤销：{0}。</translation>
    </message>
    <message>
        <source>{0} is now {1}.</source>
        <translation>{0} 现在叫 {1}。</translation>
    </message>
    <message>
        <source>{0} is now part of {1}, who has {2} pictures.</source>
        <translation>{0} 现已并入 {1}，共有 {2} 张图片。</translation>
    </message>
    <message>
        <source>{0} was deleted.</source>
        <translation>已删除 {0}。</translation>
    </message>
    <message>
        <source>It can be undone until deleted data is erased for good.</source>
        <translation>在永久擦除已删除的数据之前可以撤销。</translation>
    </message>
    <message>
        <source>{0} is a person of their own now, with {1} pictures.</source>
        <translation>{0} 现在是单独的人员，有 {1} 张图片。</translation>
    </message>
    <message>
        <source>1 picture was removed.</source>
        <translation>已移除 1 张图片。</translation>
    </message>
    <message>
        <source>{0} pictures were removed.</source>
        <translation>已移除 {0} 张图片。</translation>
    </message>
    <message>
        <source>1 picture is back.</source>
        <translation>1 张图片已恢复。</translation>
    </message>
    <message>
        <source>{0} pictures are back.</source>
        <translation>{0} 张图片已恢复。</translation>
    </message>
</context>
<context>
    <name>ChangesBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Changes not saved: {0}</source>
        <translation>未保存的更改：{0}</translation>
    </message>
</context>
<context>
    <name>ChoosePerson</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>搜索人员</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CoachDialog</name>
    <message>
        <source>Enroll with the camera</source>
        <translation>用摄像头录入</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>No camera was found</source>
        <translation>未找到摄像头</translation>
    </message>
    <message>
        <source>Plug one in and look again, or open a video of one person: it works with it just the same.</source>
        <translation>请接上一个再查找，或打开某人的视频：效果一样。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Open a video…</source>
        <translation>打开视频…</translation>
    </message>
    <message>
        <source>Pictures taken</source>
        <translation>拍摄的图片</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>已拍摄</translation>
    </message>
    <message>
        <source>Nothing is written before you have reviewed the pictures and given a name.</source>
        <translation>在您查看图片并给出名字之前，不会写入任何内容。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A video…</source>
        <translation>视频…</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在准备……</translation>
    </message>
    <message>
        <source>The networks are being loaded.</source>
        <translation>正在加载网络。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The video is over.</source>
        <translation>视频已结束。</translation>
    </message>
    <message>
        <source>Review the pictures that were taken, or play it again for more.</source>
        <translation>请查看拍摄的图片，或再次播放以获得更多。</translation>
    </message>
    <message>
        <source>No good face was found in it. Take one in better light, or come closer.</source>
        <translation>其中没有找到好的人脸。请在更好的光线下拍摄，或靠近一些。</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>再次播放</translation>
    </message>
    <message>
        <source>This looks like {0} already. Give that name in the review to add to their pictures.</source>
        <translation>这看起来像已有的 {0}。要加入其图片，请在查看时填写该名字。</translation>
    </message>
    <message>
        <source>Not taken: {0}.</source>
        <translation>未采用：{0}。</translation>
    </message>
    <message>
        <source>Quality {0}</source>
        <translation>质量 {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Review 1 picture</source>
        <translation>查看 1 张图片</translation>
    </message>
    <message>
        <source>Review {0} pictures</source>
        <translation>查看 {0} 张图片</translation>
    </message>
    <message>
        <source>A video of one person</source>
        <translation>某人的视频</translation>
    </message>
    <message>
        <source>Videos ({0});;All files (*)</source>
        <translation>视频 ({0});;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>The data set is small: {0} images of {1} identities. An embedding learned from so few people knows them, not faces in general.</source>
        <translation>数据集很小：只有 {1} 个身份的 {0} 张图片。从这么少的人学到的嵌入只认识这些人，而不是一般的人脸。</translation>
    </message>
    <message>
        <source>Import more ({0} people with {1} images or more), or start from a trained model.</source>
        <translation>请导入更多数据（至少 {0} 人、{1} 张图片），或从训练好的模型开始。</translation>
    </message>
    <message>
        <source>No identities are held out, so nothing tells whether the embedding works for strangers.</source>
        <translation>没有留出任何身份，因此无法得知嵌入对陌生人是否有效。</translation>
    </message>
    <message>
        <source>Import again and hold out 5 % of the people or more.</source>
        <translation>请重新导入，并留出至少 5 % 的人员。</translation>
    </message>
    <message>
        <source>The embeddings have collapsed: every face becomes nearly the same point (spread {0}), and the loss stays near the margin.</source>
        <translation>嵌入已经坍缩：每张人脸几乎都成了同一个点（离散度 {0}），损失停留在间隔附近。</translation>
    </message>
    <message>
        <source>Begin again with a smaller learning rate ({0}), or with batch_all, which forgives more.</source>
        <translation>请用更小的学习率（{0}）重新开始，或改用更宽容的 batch_all。</translation>
    </message>
    <message>
        <source>The loss runs away: {0} over {1} steps, after {2} before.</source>
        <translation>损失正在发散：{1} 步的平均值为 {0}，此前为 {2}。</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint with a smaller learning rate ({0}) and clip_norm 1.</source>
        <translation>请从最后一个检查点继续，使用更小的学习率（{0}）和 clip_norm 1。</translation>
    </message>
    <message>
        <source>The loss jumps up and down by more than half from step to step and does not fall: the steps are too large.</source>
        <translation>损失逐步上下跳动一半以上，且没有下降：步长太大。</translation>
    </message>
    <message>
        <source>Use a smaller learning rate ({0}).</source>
        <translation>请使用更小的学习率（{0}）。</translation>
    </message>
    <message>
        <source>Fewer than {0} of the triplets are active: nearly every batch is solved already.</source>
        <translation>活跃的三元组不到 {0}：几乎每个批次都已解决。</translation>
    </message>
    <message>
        <source>Switch to batch_hard, which looks for the hardest ones, or use larger batches.</source>
        <translation>请改用寻找最难三元组的 batch_hard，或使用更大的批次。</translation>
    </message>
    <message>
        <source>Hardly any anchor has an active triplet: the batches are solved already.</source>
        <translation>几乎没有锚点拥有活跃的三元组：这些批次已经解决。</translation>
    </message>
    <message>
        <source>Use more identities in a batch ({0}), a larger margin, or end the training here.</source>
        <translation>请在每个批次中使用更多身份（{0}）或更大的间隔，或者就此结束训练。</translation>
    </message>
    <message>
        <source>The batches hold images of one identity only: there is no negative, so there is nothing to learn.</source>
        <translation>批次里只有一个身份的图片：没有负样本，也就无可学习。</translation>
    </message>
    <message>
        <source>Set identities_per_batch to 2 or more; 16 and up work well.</source>
        <translation>请将 identities_per_batch 设为 2 或更大；16 及以上效果较好。</translation>
    </message>
    <message>
        <source>For {0} epochs the training loss has fallen while the held-out identities are told apart less well: the network learns its people by heart.</source>
        <translation>连续 {0} 轮训练损失下降，而留出的身份却越来越难区分：网络正在死记它的人员。</translation>
    </message>
    <message>
        <source>Stop here (the best model is kept), or go on with more people, stronger augmentation or dropout.</source>
        <translation>请就此停止（最佳模型会保留），或增加人员、加强数据增强或 dropout 后继续。</translation>
    </message>
    <message>
        <source>Held-out identities are told apart less well than by the start: AUC {0} instead of {1}.</source>
        <translation>对留出身份的区分不如起点：AUC 为 {0}，而非 {1}。</translation>
    </message>
    <message>
        <source>Begin again with a lower learning rate ({0}) and the start&apos;s batch statistics, or let the start be the teacher too.</source>
        <translation>请用更低的学习率（{0}）和起点的批次统计重新开始，或让起点同时担任教师。</translation>
    </message>
    <message>
        <source>After {0} steps the held-out identities are still told apart no better than by tossing a coin.</source>
        <translation>{0} 步之后，区分留出身份的能力仍与抛硬币无异。</translation>
    </message>
    <message>
        <source>Begin again with batch_all_steps 500: fresh weights learn from all triplets before they can learn from the hardest.</source>
        <translation>请设 batch_all_steps 为 500 重新开始：全新的权重要先从所有三元组学习，才能从最难的学习。</translation>
    </message>
    <message>
        <source>Look whether the pictures show the people whose names they bear. If they do, train longer, or begin again with a higher learning rate ({0}).</source>
        <translation>请检查图片中的人是否与其名字相符。若相符，请延长训练，或用更高的学习率（{0}）重新开始。</translation>
    </message>
    <message>
        <source>Restored from {0}.</source>
        <translation>已从 {0} 恢复。</translation>
    </message>
    <message>
        <source>The run had no checkpoint yet and begins at its first step.</source>
        <translation>此运行还没有检查点，从第一步开始。</translation>
    </message>
    <message>
        <source>The run goes on with {0}.</source>
        <translation>运行以 {0} 继续。</translation>
    </message>
    <message>
        <source>The one before it is used.</source>
        <translation>将使用它之前的那个。</translation>
    </message>
    <message>
        <source>Epoch {0} of {1} is done.</source>
        <translation>第 {0} 轮（共 {1} 轮）已完成。</translation>
    </message>
    <message>
        <source>Ask for more epochs.</source>
        <translation>请要求更多轮次。</translation>
    </message>
    <message>
        <source>The learning rate is too high, or float16 overflowed.</source>
        <translation>学习率太高，或 float16 溢出。</translation>
    </message>
    <message>
        <source>too small ({0} px, at least {1} are needed)</source>
        <translation>太小（{0} px，至少需要 {1}）</translation>
    </message>
    <message>
        <source>blurred (sharpness {0}, {1} is needed)</source>
        <translation>模糊（清晰度 {0}，需要 {1}）</translation>
    </message>
    <message>
        <source>too dark (brightness {0} of 255)</source>
        <translation>太暗（亮度 {0}，满值 255）</translation>
    </message>
    <message>
        <source>too bright (brightness {0} of 255)</source>
        <translation>太亮（亮度 {0}，满值 255）</translation>
    </message>
    <message>
        <source>turned away by {0}° to the person&apos;s left</source>
        <translation>向本人左侧偏转 {0}°</translation>
    </message>
    <message>
        <source>turned away by {0}° to the person&apos;s right</source>
        <translation>向本人右侧偏转 {0}°</translation>
    </message>
    <message>
        <source>turned up by {0}°</source>
        <translation>上仰 {0}°</translation>
    </message>
    <message>
        <source>turned down by {0}°</source>
        <translation>下俯 {0}°</translation>
    </message>
    <message>
        <source>cut off by the picture&apos;s border ({0} is missing)</source>
        <translation>被图片边缘截断（缺少 {0}）</translation>
    </message>
    <message>
        <source>not surely a face ({0})</source>
        <translation>不能确定是人脸（{0}）</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>{0} is not a picture of a known format.</source>
        <translation>{0} 不是已知格式的图片。</translation>
    </message>
    <message>
        <source>{0} is truncated or damaged ({1}).</source>
        <translation>{0} 不完整或已损坏（{1}）。</translation>
    </message>
    <message>
        <source>{0} is empty (0 bytes).</source>
        <translation>{0} 是空文件（0 字节）。</translation>
    </message>
    <message>
        <source>no face was found</source>
        <translation>未找到人脸</translation>
    </message>
    <message>
        <source>two faces of similar size</source>
        <translation>有两张大小相近的人脸</translation>
    </message>
    <message>
        <source>does not look like the person in the other faces</source>
        <translation>与其他人脸不像同一个人</translation>
    </message>
    <message>
        <source>looks like {0} (distance {1})</source>
        <translation>看起来像 {0}（距离 {1}）</translation>
    </message>
    <message>
        <source>most of the pictures look like {0}</source>
        <translation>大部分图片看起来像 {0}</translation>
    </message>
    <message>
        <source>does not look like the person in the other pictures</source>
        <translation>与其他图片中的人不像</translation>
    </message>
    <message>
        <source>left out by hand</source>
        <translation>手动排除</translation>
    </message>
    <message>
        <source>There is only one picture; three to five, on other days and in other light, make recognition surer.</source>
        <translation>只有一张图片；在不同日子、不同光线下的三到五张会让识别更可靠。</translation>
    </message>
    <message>
        <source>There are only {0} pictures; three to five, on other days and in other light, make recognition surer.</source>
        <translation>只有 {0} 张图片；在不同日子、不同光线下的三到五张会让识别更可靠。</translation>
    </message>
    <message>
        <source>The pictures are much alike; add some in other light, from another side or with another expression.</source>
        <translation>这些图片非常相似；请添加一些不同光线、不同角度或不同表情的图片。</translation>
    </message>
    <message>
        <source>{0} of the {1} people in these pairs have names that {2} was trained on ({3}). Its figures are better than they would be for strangers.</source>
        <translation>这些配对的 {1} 人中，有 {0} 人的名字曾用于训练 {2}（{3}）。其数字会比对陌生人时更好。</translation>
    </message>
    <message>
        <source>CPU ({0} cores)</source>
        <translation>CPU（{0} 核）</translation>
    </message>
    <message>
        <source>blending faces</source>
        <translation>正在混合人脸</translation>
    </message>
    <message>
        <source>writing the data set</source>
        <translation>正在写入数据集</translation>
    </message>
    <message>
        <source>finding faces</source>
        <translation>正在查找人脸</translation>
    </message>
    <message>
        <source>loading the face detector</source>
        <translation>正在加载人脸检测器</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>正在解压</translation>
    </message>
    <message>
        <source>drawing faces</source>
        <translation>正在绘制人脸</translation>
    </message>
    <message>
        <source>drawing frames</source>
        <translation>正在绘制帧</translation>
    </message>
    <message>
        <source>drawing photos</source>
        <translation>正在绘制照片</translation>
    </message>
    <message>
        <source>looking for photos</source>
        <translation>正在查找照片</translation>
    </message>
    <message>
        <source>finding faces and embedding them</source>
        <translation>正在查找人脸并计算嵌入</translation>
    </message>
    <message>
        <source>reading images</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>comparing people</source>
        <translation>正在比对人员</translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>exporting people</source>
        <translation>正在导出人员</translation>
    </message>
    <message>
        <source>importing people</source>
        <translation>正在导入人员</translation>
    </message>
    <message>
        <source>embedding everybody anew</source>
        <translation>正在重新嵌入所有人</translation>
    </message>
    <message>
        <source>choosing the precision</source>
        <translation>正在选择运算精度</translation>
    </message>
    <message>
        <source>reading the gallery</source>
        <translation>正在读取图库</translation>
    </message>
    <message>
        <source>embedding held-out faces</source>
        <translation>正在嵌入留出的人脸</translation>
    </message>
    <message>
        <source>asking the teacher</source>
        <translation>正在询问教师模型</translation>
    </message>
    <message>
        <source>waiting for the other workers</source>
        <translation>正在等待其他工作进程</translation>
    </message>
    <message>
        <source>building the network</source>
        <translation>正在构建网络</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>tracing the first step</source>
        <translation>正在跟踪编译第一步</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>erasing</source>
        <translation>正在擦除</translation>
    </message>
    <message>
        <source>getting the networks ready</source>
        <translation>正在准备网络</translation>
    </message>
    <message>
        <source>getting the network ready</source>
        <translation>正在准备网络</translation>
    </message>
    <message>
        <source>enrolling people</source>
        <translation>正在录入人员</translation>
    </message>
    <message>
        <source>embedding held-out people</source>
        <translation>正在嵌入留出的人员</translation>
    </message>
    <message>
        <source>arranging by neighbours</source>
        <translation>正在按邻近关系排列</translation>
    </message>
    <message>
        <source>fetching the ImageNet weights</source>
        <translation>正在获取 ImageNet 权重</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Show this plot alone</source>
        <translation>只显示此图</translation>
    </message>
    <message>
        <source>{0} (mean {1})</source>
        <translation>{0}（平均 {1}）</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Active triplets</source>
        <translation>活跃三元组</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Held-out people</source>
        <translation>留出人员</translation>
    </message>
    <message>
        <source>L_match</source>
        <translation>L_match</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Not smoothed</source>
        <translation>不平滑</translation>
    </message>
    <message>
        <source>Mean of {0} steps</source>
        <translation>{0} 步平均</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>对数轴</translation>
    </message>
    <message>
        <source>All plots</source>
        <translation>所有图</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>重置视图</translation>
    </message>
    <message>
        <source>Zoom with the wheel, move by dragging; this shows everything again.</source>
        <translation>用滚轮缩放，拖动平移；此按钮重新显示全部。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>All figures as CSV…</source>
        <translation>全部数据存为 CSV…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>active</source>
        <translation>活跃</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>正样本</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>负样本</translation>
    </message>
    <message>
        <source>farthest positive</source>
        <translation>最远正样本</translation>
    </message>
    <message>
        <source>nearest negative</source>
        <translation>最近负样本</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>to the teacher</source>
        <translation>到教师</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Show all plots</source>
        <translation>显示所有图</translation>
    </message>
    <message>
        <source>Show this plot alone</source>
        <translation>只显示此图</translation>
    </message>
    <message>
        <source>A folder for the plots</source>
        <translation>存放图的文件夹</translation>
    </message>
</context>
<context>
    <name>DataChores</name>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止；没有任何更改。</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Making sample faces</source>
        <translation>正在生成示例人脸</translation>
    </message>
    <message>
        <source>{0} is ready.</source>
        <translation>{0} 已就绪。</translation>
    </message>
    <message>
        <source>People who do not exist, to try training with.</source>
        <translation>并不存在的人，用于试用训练。</translation>
    </message>
    <message>
        <source>{0} blended</source>
        <translation>{0} 混合</translation>
    </message>
    <message>
        <source>Blending faces</source>
        <translation>正在混合人脸</translation>
    </message>
    <message>
        <source>Faces that two people share, for a network to learn from another one.</source>
        <translation>由两个人混合而成的人脸，供一个网络向另一个网络学习。</translation>
    </message>
    <message>
        <source>Learn from both</source>
        <translation>用两者一起学习</translation>
    </message>
    <message>
        <source>Downloading LFW</source>
        <translation>正在下载 LFW</translation>
    </message>
    <message>
        <source>waiting for the answer of the host …</source>
        <translation>正在等待服务器响应……</translation>
    </message>
    <message>
        <source>Stopped; what came is kept, and the next download goes on from there.</source>
        <translation>已停止；已下载的部分会保留，下次从那里继续。</translation>
    </message>
    <message>
        <source>LFW is here: {0}</source>
        <translation>LFW 位于：{0}</translation>
    </message>
    <message>
        <source>Measure a model on it</source>
        <translation>用它评估模型</translation>
    </message>
    <message>
        <source>Delete the data set?</source>
        <translation>删除数据集？</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>删除 {0}？</translation>
    </message>
    <message>
        <source>The faces in it are deleted for good. The photos they came from stay.</source>
        <translation>其中的人脸将被永久删除。原始照片会保留。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Deleting {0}</source>
        <translation>正在删除 {0}</translation>
    </message>
    <message>
        <source>{0} was deleted.</source>
        <translation>已删除 {0}。</translation>
    </message>
    <message>
        <source>Deleting what is kept</source>
        <translation>正在删除保留的内容</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Import photos…</source>
        <translation>导入照片…</translation>
    </message>
    <message>
        <source>Make sample faces…</source>
        <translation>生成示例人脸…</translation>
    </message>
    <message>
        <source>Get LFW…</source>
        <translation>获取 LFW…</translation>
    </message>
    <message>
        <source>Choose a data set</source>
        <translation>请选择数据集</translation>
    </message>
    <message>
        <source>Its people are shown here.</source>
        <translation>其中的人员会显示在这里。</translation>
    </message>
    <message>
        <source>No data sets yet</source>
        <translation>还没有数据集</translation>
    </message>
    <message>
        <source>Import a folder with one folder of photos per person, or make faces of people who do not exist to try everything out.</source>
        <translation>导入每人一个照片文件夹的文件夹，或生成并不存在的人脸来试用全部功能。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Photos become aligned faces to train on.</source>
        <translation>把照片变成可供训练的对齐人脸。</translation>
    </message>
    <message>
        <source>Undo change</source>
        <translation>撤销更改</translation>
    </message>
    <message>
        <source>Look for data sets again</source>
        <translation>重新查找数据集</translation>
    </message>
    <message>
        <source>Browse this data set</source>
        <translation>浏览此数据集</translation>
    </message>
    <message>
        <source>Look at these photos</source>
        <translation>查看这些照片</translation>
    </message>
    <message>
        <source>One folder at a time, please.</source>
        <translation>一次只能一个文件夹。</translation>
    </message>
    <message>
        <source>To import several people, drop the folder that holds their folders.</source>
        <translation>要导入多人，请拖入包含他们各自文件夹的那个文件夹。</translation>
    </message>
    <message>
        <source>{0} is an archive.</source>
        <translation>{0} 是压缩包。</translation>
    </message>
    <message>
        <source>Unpack it, and drop the folder with one folder of photos per person.</source>
        <translation>请先解压，再拖入每人一个照片文件夹的文件夹。</translation>
    </message>
    <message>
        <source>Looking for data sets</source>
        <translation>正在查找数据集</translation>
    </message>
    <message>
        <source>The data set {0} is no longer there.</source>
        <translation>数据集 {0} 已不存在。</translation>
    </message>
    <message>
        <source>Its folder was deleted or moved: {0}</source>
        <translation>它的文件夹已被删除或移动：{0}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation>用它训练</translation>
    </message>
    <message>
        <source>Blend its faces…</source>
        <translation>混合其中的人脸…</translation>
    </message>
    <message>
        <source>Delete data set…</source>
        <translation>删除数据集…</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续导入</translation>
    </message>
    <message>
        <source>Delete what is kept</source>
        <translation>删除保留的内容</translation>
    </message>
    <message>
        <source>{0} is damaged</source>
        <translation>{0} 已损坏</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开……</translation>
    </message>
    <message>
        <source>A folder with one folder per person</source>
        <translation>每人一个子文件夹的文件夹</translation>
    </message>
    <message>
        <source>The changes are saved in {0}.</source>
        <translation>更改已保存到 {0}。</translation>
    </message>
</context>
<context>
    <name>DataWork</name>
    <message>
        <source>Give the data set a name.</source>
        <translation>请为数据集命名。</translation>
    </message>
    <message>
        <source>A name has none of / \ : * ? &quot; &lt; &gt; | and begins with no dot.</source>
        <translation>名称不能含有 / \ : * ? &quot; &lt; &gt; |，且不能以点开头。</translation>
    </message>
    <message>
        <source>There is a data set of this name already.</source>
        <translation>已有同名数据集。</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人员</translation>
    </message>
</context>
<context>
    <name>DatasetChoice</name>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>More data sets</source>
        <translation>更多数据集</translation>
    </message>
    <message>
        <source>Learn from others as well. Who is held out comes from the first one alone.</source>
        <translation>也从其他数据集学习。留出人员只来自第一个。</translation>
    </message>
    <message>
        <source>Import photos, or make sample faces</source>
        <translation>请导入照片，或生成示例人脸</translation>
    </message>
    <message>
        <source>{0} ({1} images)</source>
        <translation>{0}（{1} 张图片）</translation>
    </message>
    <message>
        <source>{0} people with {1} images to learn from; {2} people are held out to measure.</source>
        <translation>用 {0} 人的 {1} 张图片学习；留出 {2} 人用于评估。</translation>
    </message>
    <message>
        <source>{0} Together with {1}.</source>
        <translation>{0}另加 {1}。</translation>
    </message>
</context>
<context>
    <name>DatasetList</name>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>import not finished</source>
        <translation>导入未完成</translation>
    </message>
    <message>
        <source>{0} images, {1} people</source>
        <translation>{0} 张图片，{1} 人</translation>
    </message>
</context>
<context>
    <name>DetPlot</name>
    <message>
        <source>FPIR (strangers who get a name)</source>
        <translation>FPIR（得到名字的陌生人）</translation>
    </message>
    <message>
        <source>FNIR (people who are not recognised)</source>
        <translation>FNIR（未被识别的人）</translation>
    </message>
</context>
<context>
    <name>DistancePanel</name>
    <message>
        <source>Distance threshold</source>
        <translation>距离阈值</translation>
    </message>
    <message>
        <source>Drag the line, or use the arrow keys.</source>
        <translation>拖动直线，或使用方向键。</translation>
    </message>
    <message>
        <source>FAR</source>
        <translation>FAR</translation>
    </message>
    <message>
        <source>Share of impostor pairs that would be accepted.</source>
        <translation>会被接受的冒名配对比例。</translation>
    </message>
    <message>
        <source>FRR</source>
        <translation>FRR</translation>
    </message>
    <message>
        <source>Share of genuine pairs that would be refused.</source>
        <translation>会被拒绝的真实配对比例。</translation>
    </message>
    <message>
        <source>Accuracy at it</source>
        <translation>此处的准确率</translation>
    </message>
    <message>
        <source>Share of all pairs judged rightly.</source>
        <translation>判断正确的配对比例。</translation>
    </message>
    <message>
        <source>Use this threshold</source>
        <translation>使用此阈值</translation>
    </message>
    <message>
        <source>The gallery decides with it from now on, for this model.</source>
        <translation>从现在起，图库对此模型以它判定。</translation>
    </message>
    <message>
        <source>Back to the most accurate</source>
        <translation>回到最准确处</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Share of pairs in %</source>
        <translation>配对比例 (%)</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>two people</source>
        <translation>两个人</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
</context>
<context>
    <name>DuplicatesPanel</name>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Suspected duplicates</source>
        <translation>疑似重复</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>没有重复</translation>
    </message>
    <message>
        <source>Nobody looks like somebody else here.</source>
        <translation>这里没有人看起来像别人。</translation>
    </message>
    <message>
        <source>These people lie closer together than the threshold: one person under two names?</source>
        <translation>这些人之间的距离小于阈值：是同一人用了两个名字吗？</translation>
    </message>
    <message>
        <source>The nearest {0} of {1} are shown.</source>
        <translation>显示 {1} 组中最近的 {0} 组。</translation>
    </message>
    <message>
        <source>distance {0}</source>
        <translation>距离 {0}</translation>
    </message>
    <message>
        <source>Same person: merge</source>
        <translation>同一人：合并</translation>
    </message>
    <message>
        <source>Different people</source>
        <translation>不同的人</translation>
    </message>
    <message>
        <source>Remembers it: neither will get the other&apos;s name from these faces again.</source>
        <translation>会记住：两者都不会再因这些人脸得到对方的名字。</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 张图片</translation>
    </message>
</context>
<context>
    <name>Enrolling</name>
    <message>
        <source>Photos of one person</source>
        <translation>某人的照片</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>照片 ({0})</translation>
    </message>
    <message>
        <source>A folder of one person, or with one folder per person</source>
        <translation>某人的文件夹，或每人一个子文件夹的文件夹</translation>
    </message>
    <message>
        <source>Pictures are being read already.</source>
        <translation>已在读取图片。</translation>
    </message>
    <message>
        <source>Wait until they are, or stop it.</source>
        <translation>请等待完成，或停止它。</translation>
    </message>
    <message>
        <source>Looking at {0} pictures</source>
        <translation>正在查看 {0} 张图片</translation>
    </message>
    <message>
        <source>finishing the pictures in hand …</source>
        <translation>正在完成手头的图片……</translation>
    </message>
    <message>
        <source>There is no face to enroll in these pictures.</source>
        <translation>这些图片中没有可录入的人脸。</translation>
    </message>
    <message>
        <source>{0} is enrolled, with {1} pictures.</source>
        <translation>已录入 {0}，共 {1} 张图片。</translation>
    </message>
    <message>
        <source>{0} is enrolled, with 1 picture.</source>
        <translation>已录入 {0}，共 1 张图片。</translation>
    </message>
    <message>
        <source>Recognise live</source>
        <translation>实时识别</translation>
    </message>
    <message>
        <source>Enrolling {0} people</source>
        <translation>正在录入 {0} 人</translation>
    </message>
    <message>
        <source>finishing the person in hand …</source>
        <translation>正在完成手头的人员……</translation>
    </message>
</context>
<context>
    <name>EvaluationChoice</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models to measure</source>
        <translation>要评估的模型</translation>
    </message>
    <message>
        <source>Average with the mirror image</source>
        <translation>与镜像取平均</translation>
    </message>
    <message>
        <source>Embeds each face and its mirror image. A little better, twice the time.</source>
        <translation>同时嵌入每张人脸及其镜像。效果略好，时间加倍。</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>评估对象</translation>
    </message>
    <message>
        <source>LFW</source>
        <translation>LFW</translation>
    </message>
    <message>
        <source>My own pairs</source>
        <translation>我自己的配对</translation>
    </message>
    <message>
        <source>A folder of people</source>
        <translation>人员文件夹</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Get LFW…</source>
        <translation>获取 LFW…</translation>
    </message>
    <message>
        <source>List of pairs</source>
        <translation>配对列表</translation>
    </message>
    <message>
        <source>pairs.txt or CSV</source>
        <translation>pairs.txt 或 CSV</translation>
    </message>
    <message>
        <source>Faces are aligned already</source>
        <translation>人脸已对齐</translation>
    </message>
    <message>
        <source>Takes the pictures whole and looks for no faces.</source>
        <translation>直接采用整张图片，不查找人脸。</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>LFW&apos;s folder, with pairs.txt in it or beside it.</source>
        <translation>LFW 的文件夹，其中或旁边有 pairs.txt。</translation>
    </message>
    <message>
        <source>path_a,path_b,same in each line, and the folder below which the paths lie.</source>
        <translation>每行为 path_a,path_b,same，以及这些路径所在的文件夹。</translation>
    </message>
    <message>
        <source>One folder per person. Some are enrolled, the others are strangers: who is recognised, and who gets a name that is not theirs?</source>
        <translation>每人一个文件夹。一部分人被录入，其余是陌生人：谁被识别，谁得到了不属于自己的名字？</translation>
    </message>
    <message>
        <source>A measurement is running.</source>
        <translation>正在进行评估。</translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation>请选择模型。</translation>
    </message>
    <message>
        <source>A folder of people takes one model at a time.</source>
        <translation>人员文件夹一次只能用一个模型。</translation>
    </message>
    <message>
        <source>Choose what to measure on.</source>
        <translation>请选择评估对象。</translation>
    </message>
</context>
<context>
    <name>EvaluationPage</name>
    <message>
        <source>Measure</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>How well a model tells people apart whom it has never seen.</source>
        <translation>模型区分从未见过的人的能力。</translation>
    </message>
    <message>
        <source>Nothing is measured yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>Choose one or more models and what to measure them on. LFW&apos;s protocol: thousands of pairs of faces, each judged one person or two.</source>
        <translation>选择一个或多个模型以及评估对象。LFW 协议：数千对人脸，逐对判断是同一人还是两个人。</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Distances and threshold</source>
        <translation>距离与阈值</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Measure on this list of pairs</source>
        <translation>用此配对列表评估</translation>
    </message>
    <message>
        <source>Measure on this folder</source>
        <translation>用此文件夹评估</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>finishing the pictures in hand …</source>
        <translation>正在完成手头的图片……</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>正在评估……</translation>
    </message>
    <message>
        <source>Each face is found, aligned and embedded once; what was found is kept for the next time. The figures come at the end.</source>
        <translation>每张人脸只查找、对齐和嵌入一次；结果会保留供下次使用。数字在最后给出。</translation>
    </message>
    <message>
        <source>The measurement was stopped.</source>
        <translation>评估已停止。</translation>
    </message>
    <message>
        <source>What was found is kept; the next one goes on from there.</source>
        <translation>已找到的内容会保留；下次从那里继续。</translation>
    </message>
    <message>
        <source>{0}: open-set identification, {1} random splits</source>
        <translation>{0}：开集识别，{1} 次随机划分</translation>
    </message>
    <message>
        <source>A folder for report.html and report.json</source>
        <translation>存放 report.html 和 report.json 的文件夹</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>正在写入报告</translation>
    </message>
    <message>
        <source>The report is {0}</source>
        <translation>报告：{0}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The gallery decides with a distance of {0} for {1} from now on.</source>
        <translation>从现在起，图库对 {1} 以距离 {0} 判定。</translation>
    </message>
    <message>
        <source>A calibration on the People page replaces it.</source>
        <translation>在“人员”页校准后将取代它。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>Write names and faces in clear, for anybody to read</source>
        <translation>以明文写出姓名和人脸，任何人都能读取</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export everybody</source>
        <translation>导出所有人</translation>
    </message>
    <message>
        <source>{0} people with names, faces and embeddings go into one file that another computer can import. Nobody can open it without the passphrase, and nobody can restore a lost one.</source>
        <translation>{0} 人的姓名、人脸和嵌入将写入一个文件，可由另一台电脑导入。没有口令谁也打不开，丢失的口令也无人能恢复。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>At least {0} characters.</source>
        <translation>至少 {0} 个字符。</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>两次输入不同。</translation>
    </message>
</context>
<context>
    <name>FaceActions</name>
    <message>
        <source>This face cannot be used</source>
        <translation>无法使用此人脸</translation>
    </message>
    <message>
        <source>Yes, add this picture of {0}</source>
        <translation>是的，把这张图片加入 {0}</translation>
    </message>
    <message>
        <source>Not {0}</source>
        <translation>不是 {0}</translation>
    </message>
    <message>
        <source>Remembering that this is not {0}</source>
        <translation>正在记住这不是 {0}</translation>
    </message>
    <message>
        <source>This face will not be called {0} again.</source>
        <translation>此人脸不会再被称为 {0}。</translation>
    </message>
    <message>
        <source>Enroll as…</source>
        <translation>录入为…</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>Enrolling {0}</source>
        <translation>正在录入 {0}</translation>
    </message>
    <message>
        <source>{0} is enrolled.</source>
        <translation>已录入 {0}。</translation>
    </message>
    <message>
        <source>It can be undone on the People page.</source>
        <translation>可在“人员”页撤销。</translation>
    </message>
</context>
<context>
    <name>FacesPanel</name>
    <message>
        <source>Look at the held-out people</source>
        <translation>查看留出人员</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Hardest triplets</source>
        <translation>最难三元组</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Map of the held-out people&apos;s embeddings</source>
        <translation>留出人员的嵌入分布图</translation>
    </message>
    <message>
        <source>Arrange by neighbours (t-SNE)</source>
        <translation>按邻近排列 (t-SNE)</translation>
    </message>
    <message>
        <source>Back to PCA</source>
        <translation>返回 PCA</translation>
    </message>
    <message>
        <source>Show in the data set</source>
        <translation>在数据集中显示</translation>
    </message>
    <message>
        <source>The data set is gone</source>
        <translation>数据集已不在</translation>
    </message>
    <message>
        <source>Its pictures were in {0}.</source>
        <translation>其图片曾在 {0}。</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>The held-out people are looked at before the first step and after every epoch.</source>
        <translation>在第一步之前和每轮之后会查看留出人员。</translation>
    </message>
    <message>
        <source>How does this run see people it has never met?</source>
        <translation>此运行如何看待从未见过的人？</translation>
    </message>
    <message>
        <source>Its best model embeds the data set&apos;s held-out pictures. This may take a minute.</source>
        <translation>用其最佳模型嵌入数据集的留出图片。可能需要一分钟。</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>The run has none until its first epoch is over.</source>
        <translation>第一轮结束之前，此运行还没有模型。</translation>
    </message>
    <message>
        <source>After step {0}: anchor, positive, negative. Of the {1} hardest, {2} have the stranger nearer than the person&apos;s own picture.</source>
        <translation>第 {0} 步之后：锚点、正样本、负样本。最难的 {1} 组中，有 {2} 组的陌生人比本人图片更近。</translation>
    </message>
    <message>
        <source>t-SNE of an earlier step; arrange again for step {0}.</source>
        <translation>这是较早步骤的 t-SNE；请为第 {0} 步重新排列。</translation>
    </message>
    <message>
        <source>own {0} · stranger {1}</source>
        <translation>本人 {0} · 陌生人 {1}</translation>
    </message>
    <message>
        <source>Looking at the held-out people …</source>
        <translation>正在查看留出人员……</translation>
    </message>
    <message>
        <source>Looking at held-out people of {0}</source>
        <translation>正在查看 {0} 的留出人员</translation>
    </message>
    <message>
        <source>{0} pictures of {1} held-out people after step {2}; PCA.</source>
        <translation>第 {2} 步后，{1} 名留出人员的 {0} 张图片；PCA。</translation>
    </message>
    <message>
        <source>Arranging … some seconds; the map stays usable.</source>
        <translation>正在排列……需几秒钟；期间仍可使用分布图。</translation>
    </message>
    <message>
        <source>Arranging the map</source>
        <translation>正在排列分布图</translation>
    </message>
    <message>
        <source>t-SNE finishes first …</source>
        <translation>t-SNE 会先完成……</translation>
    </message>
    <message>
        <source>Neighbours stay neighbours (t-SNE); far distances mean nothing.</source>
        <translation>邻近者仍邻近 (t-SNE)；远距离没有意义。</translation>
    </message>
    <message>
        <source>{0}: {1} pictures</source>
        <translation>{0}：{1} 张图片</translation>
    </message>
    <message>
        <source>Anchor and positive</source>
        <translation>锚点与正样本</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>负样本</translation>
    </message>
    <message>
        <source>{0}: show {1} in the data set</source>
        <translation>{0}：在数据集中显示 {1}</translation>
    </message>
</context>
<context>
    <name>FoldsPlot</name>
    <message>
        <source>Fold</source>
        <translation>折</translation>
    </message>
    <message>
        <source>Accuracy in %</source>
        <translation>准确率 (%)</translation>
    </message>
</context>
<context>
    <name>FoundPanel</name>
    <message>
        <source>in work …</source>
        <translation>进行中……</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>photos to import</source>
        <translation>待导入的照片</translation>
    </message>
    <message>
        <source>Back to the data sets</source>
        <translation>返回数据集</translation>
    </message>
    <message>
        <source>Check the photos</source>
        <translation>检查照片</translation>
    </message>
    <message>
        <source>Looks for the face in each photo and says what is wrong, before a data set is written. Nothing is done twice: the import goes on from there.</source>
        <translation>在写入数据集之前，在每张照片中查找人脸并指出问题。不会重复劳动：导入会接着进行。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation>用它训练</translation>
    </message>
    <message>
        <source>Browse it</source>
        <translation>浏览</translation>
    </message>
    <message>
        <source>People in the folder</source>
        <translation>文件夹中的人员</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Images per person</source>
        <translation>每人图片数</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>Looking at the folder …</source>
        <translation>正在查看文件夹……</translation>
    </message>
    <message>
        <source>Looking at {0}</source>
        <translation>正在查看 {0}</translation>
    </message>
    <message>
        <source>laid out as LFW</source>
        <translation>按 LFW 方式存放</translation>
    </message>
    <message>
        <source>one folder per person</source>
        <translation>每人一个文件夹</translation>
    </message>
    <message>
        <source>{0} people</source>
        <translation>{0} 人</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>{0} other files ignored</source>
        <translation>忽略 {0} 个其他文件</translation>
    </message>
    <message>
        <source>{0} of {1} photos are usable.</source>
        <translation>{1} 张照片中有 {0} 张可用。</translation>
    </message>
    <message>
        <source>From names alone. “Check the photos” also finds what cannot be read, photos without a face or with several, and duplicates.</source>
        <translation>仅根据文件名。“检查照片”还会找出无法读取的文件、没有人脸或有多张人脸的照片，以及重复照片。</translation>
    </message>
    <message>
        <source>Problems ({0})</source>
        <translation>问题 ({0})</translation>
    </message>
    <message>
        <source>Checking the photos of {0}</source>
        <translation>正在检查 {0} 的照片</translation>
    </message>
    <message>
        <source>{0} of {1} photos of {2} people can be used.</source>
        <translation>{2} 人的 {1} 张照片中有 {0} 张可用。</translation>
    </message>
    <message>
        <source>Nothing is written yet; the import takes it from here.</source>
        <translation>尚未写入任何内容；导入会从这里继续。</translation>
    </message>
    <message>
        <source>At least two people with enough photos are needed.</source>
        <translation>至少需要两个照片足够的人。</translation>
    </message>
    <message>
        <source>Importing {0}</source>
        <translation>正在导入 {0}</translation>
    </message>
    <message>
        <source>{0} images of {1} people</source>
        <translation>{1} 人的 {0} 张图片</translation>
    </message>
    <message>
        <source>{0} is ready: {1} to train on; {2} held out.</source>
        <translation>{0} 已就绪：用于训练 {1}；留出 {2}。</translation>
    </message>
    <message>
        <source>1 file was left out; “Problems” says why.</source>
        <translation>排除了 1 个文件；原因见“问题”。</translation>
    </message>
    <message>
        <source>{0} files were left out; “Problems” says why.</source>
        <translation>排除了 {0} 个文件；原因见“问题”。</translation>
    </message>
    <message>
        <source>finishing the photos in hand …</source>
        <translation>正在完成手头的照片……</translation>
    </message>
    <message>
        <source>This folder cannot be imported</source>
        <translation>无法导入此文件夹</translation>
    </message>
    <message>
        <source>Stopped while looking at the folder</source>
        <translation>查看文件夹时已停止</translation>
    </message>
    <message>
        <source>Stopped. The photos that are finished are kept.</source>
        <translation>已停止。已完成的照片会保留。</translation>
    </message>
    <message>
        <source>Import goes on from there, today or another day, under the same name.</source>
        <translation>以后用相同名称导入时，会从那里继续。</translation>
    </message>
</context>
<context>
    <name>GalleryInUse</name>
    <message>
        <source>The gallery {0} is no longer there.</source>
        <translation>图库 {0} 已不在。</translation>
    </message>
    <message>
        <source>Plug in the drive that it is on, or put the file back, and try again.</source>
        <translation>请接上它所在的驱动器，或放回文件，然后重试。</translation>
    </message>
    <message>
        <source>Waiting for the system&apos;s keyring, which keeps the gallery&apos;s key …</source>
        <translation>正在等待保存图库密钥的系统密钥环……</translation>
    </message>
    <message>
        <source>It may be asking for its password in a window of its own.</source>
        <translation>它可能正在自己的窗口中询问密码。</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Back to the help for the page</source>
        <translation>返回本页帮助</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>关闭帮助</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>本页帮助</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>Data: photos become faces</source>
        <translation>数据：照片变成人脸</translation>
    </message>
    <message>
        <source>Choose a folder with one folder of photos per person, or drop it anywhere on the window. What is in it is shown before anything is written.</source>
        <translation>选择每人一个照片文件夹的文件夹，或把它拖到窗口任意处。写入任何内容之前，会先显示其中有什么。</translation>
    </message>
    <message>
        <source>Training: a network learns</source>
        <translation>训练：网络在学习</translation>
    </message>
    <message>
        <source>Choose a data set and start; curves and a doctor tell how it goes. Not needed to recognise.</source>
        <translation>选择数据集并开始；曲线和建议会说明进展。仅做识别则不需要。</translation>
    </message>
    <message>
        <source>Evaluation: how good is it?</source>
        <translation>评估：效果如何？</translation>
    </message>
    <message>
        <source>Tick models, say what to measure them on, and press Measure.</source>
        <translation>勾选模型，选择评估对象，然后按“评估”。</translation>
    </message>
    <message>
        <source>People: who is to be recognised</source>
        <translation>人员：要识别谁</translation>
    </message>
    <message>
        <source>Enroll somebody from three to five pictures or the camera, with the built-in model at once.</source>
        <translation>用三到五张图片或摄像头录入某人，使用内置模型即可立刻进行。</translation>
    </message>
    <message>
        <source>Live: who is there</source>
        <translation>实时：谁在那里</translation>
    </message>
    <message>
        <source>Start a camera or open a video; strangers stay unknown. F1 explains the page in front.</source>
        <translation>启动摄像头或打开视频；陌生人保持未知。按 F1 可查看当前页的说明。</translation>
    </message>
    <message>
        <source>Five pages, in the order of the work</source>
        <translation>五个页面，按工作顺序排列</translation>
    </message>
    <message>
        <source>Only to recognise people, two are enough: People, then Live. Ctrl+1 to Ctrl+5 lead to them.</source>
        <translation>仅识别人员时两页就够：先“人员”，再“实时”。按 Ctrl+1 至 Ctrl+5 可切换。</translation>
    </message>
</context>
<context>
    <name>HyperparameterForm</name>
    <message>
        <source>Show expert settings</source>
        <translation>显示专家设置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>The settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Changed; back to {0}</source>
        <translation>已更改；恢复为 {0}</translation>
    </message>
    <message>
        <source>Reset all ({0} changed)</source>
        <translation>全部重置（已改 {0} 项）</translation>
    </message>
    <message>
        <source>Hide expert settings</source>
        <translation>隐藏专家设置</translation>
    </message>
    <message>
        <source>Show expert settings ({0} changed)</source>
        <translation>显示专家设置（已改 {0} 项）</translation>
    </message>
</context>
<context>
    <name>Hyperparameters</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>From {0} to {1}.</source>
        <translation>从 {0} 到 {1}。</translation>
    </message>
    <message>
        <source>Triplet strategy</source>
        <translation>三元组策略</translation>
    </message>
    <message>
        <source>Which triplets of a batch teach: all that violate the margin, the hardest one of each anchor, the semi-hard ones, or the hardest with a correction of the bias that choosing them brings.</source>
        <translation>批次中由哪些三元组来教：所有违反间隔的、每个锚点最难的、半难的，或最难的并校正由选择带来的偏差。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>How much further the negative must be from the anchor than the positive before a triplet stops teaching.</source>
        <translation>负样本须比正样本离锚点远多少，三元组才不再起作用。</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Soft margin</source>
        <translation>软间隔</translation>
    </message>
    <message>
        <source>Replace the hinge by softplus, which never stops pulling; the margin is then not used.</source>
        <translation>用 softplus 代替合页函数，它永远不会停止拉动；此时不使用间隔。</translation>
    </message>
    <message>
        <source>Squared</source>
        <translation>平方</translation>
    </message>
    <message>
        <source>Use squared distances in the loss, as FaceNet&apos;s equation 2 does. Matching never does.</source>
        <translation>损失中使用平方距离，与 FaceNet 的公式 2 相同。匹配从不使用。</translation>
    </message>
    <message>
        <source>Match weight</source>
        <translation>L_match 权重</translation>
    </message>
    <message>
        <source>λ of batch_adaptive: how strongly the chosen triplets are held to the batch&apos;s own means.</source>
        <translation>batch_adaptive 的 λ：所选三元组受批次自身均值约束的强度。</translation>
    </message>
    <message>
        <source>Match norm</source>
        <translation>L_match 范数</translation>
    </message>
    <message>
        <source>L_match as the mean squared distance between means (Yu et al. 2018), or as Facenet-TF&apos;s sum of norms.</source>
        <translation>L_match 取均值之间的均方距离（Yu et al. 2018），或如 Facenet-TF 取范数之和。</translation>
    </message>
    <message>
        <source>Batch all steps</source>
        <translation>batch_all 步数</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Name or path of a model whose embeddings the network learns to reproduce, such as dlib-resnet. Empty: none.</source>
        <translation>一个模型的名称或路径，网络学习复现其嵌入，例如 dlib-resnet。留空：无。</translation>
    </message>
    <message>
        <source>Teacher steps</source>
        <translation>教师步数</translation>
    </message>
    <message>
        <source>Steps in which the teacher teaches alone, without labels, before the triplets take over; 0 with a teacher_weight of 0 means all of them.</source>
        <translation>在三元组接手之前，教师单独教学、不用标签的步数；若为 0 且 teacher_weight 为 0，则表示全部步数。</translation>
    </message>
    <message>
        <source>Teacher weight</source>
        <translation>教师权重</translation>
    </message>
    <message>
        <source>How strongly the teacher still holds the embeddings once the triplets have taken over.</source>
        <translation>三元组接手之后，教师对嵌入的约束强度。</translation>
    </message>
    <message>
        <source>Relation weight</source>
        <translation>关系权重</translation>
    </message>
    <message>
        <source>How strongly the teacher&apos;s distances between the images of a batch count beside its embeddings.</source>
        <translation>除嵌入之外，教师给出的批次内图片间距离所占的分量。</translation>
    </message>
    <message>
        <source>Identities per batch</source>
        <translation>每批身份数</translation>
    </message>
    <message>
        <source>P: how many identities one batch holds.</source>
        <translation>P：一个批次包含多少个身份。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>identities</source>
        <translation>个身份</translation>
    </message>
    <message>
        <source>Images per identity</source>
        <translation>每身份图片数</translation>
    </message>
    <message>
        <source>K: how many images of each identity one batch holds.</source>
        <translation>K：一个批次中每个身份有多少张图片。</translation>
    </message>
    <message>
        <source>images</source>
        <translation>张图片</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>The embedding network. `tiny` is a toy for tests and demonstrations.</source>
        <translation>嵌入网络。`tiny` 是用于测试和演示的小玩具。</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>Side of the network&apos;s input. Smaller trains faster, larger sees more.</source>
        <translation>网络输入的边长。小则训练快，大则看得更清。</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Embedding size</source>
        <translation>嵌入大小</translation>
    </message>
    <message>
        <source>How many numbers describe a face.</source>
        <translation>用多少个数描述一张人脸。</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of the pooled activations dropped before the embedding layer.</source>
        <translation>在嵌入层之前丢弃的池化激活的比例。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Steps that use batch_all before the chosen strategy takes over, where the weights are fresh or ImageNet&apos;s: under the hardest triplets alone those collapse. From a model that knows faces the strategy begins at once.</source>
        <translation>权重为全新或来自 ImageNet 时，在所选策略接手之前使用 batch_all 的步数：只用最难三元组时这些权重会坍缩。若从认识人脸的模型开始，则立即采用所选策略。</translation>
    </message>
    <message>
        <source>One of {0}.</source>
        <translation>可选：{0}。</translation>
    </message>
    <message>
        <source>Default: {0}.</source>
        <translation>默认：{0}。</translation>
    </message>
    <message>
        <source>Teacher form</source>
        <translation>教师形式</translation>
    </message>
    <message>
        <source>What of the teacher&apos;s embeddings is learnt: their directions from the mean of all, or points laid on the sphere so that their distances stay.</source>
        <translation>学习教师嵌入中的什么：相对于总体均值的方向，或铺在球面上并保持相互距离的点。</translation>
    </message>
    <message>
        <source>Identity pull</source>
        <translation>身份聚拢</translation>
    </message>
    <message>
        <source>How far the teacher&apos;s embeddings of one identity are drawn together before they are learnt; 0 needs no names, 1 makes them one point.</source>
        <translation>学习之前，把教师对同一身份的嵌入聚拢多少；0 不需要名字，1 使它们成为一个点。</translation>
    </message>
    <message>
        <source>Where the weights come from: `auto` (the built-in start network where network and embedding size are its own, else fresh weights), `scratch`, `imagenet`, or the name or path of a model or run.</source>
        <translation>权重来源：`auto`（网络和嵌入大小与内置起始网络一致时用它，否则用全新权重）、`scratch`、`imagenet`，或模型或运行的名称或路径。</translation>
    </message>
    <message>
        <source>Freeze until</source>
        <translation>冻结到</translation>
    </message>
    <message>
        <source>Name of the last layer kept as it is (for instance mixed7); empty trains every layer.</source>
        <translation>保持不变的最后一层的名称（例如 mixed7）；留空则训练所有层。</translation>
    </message>
    <message>
        <source>Freeze batch statistics</source>
        <translation>冻结批次统计</translation>
    </message>
    <message>
        <source>Keep the means and variances of batch normalisation as the start brought them. Fresh weights bring none, and learn them all the same.</source>
        <translation>保持批归一化的均值和方差与起始模型一致。全新权重没有这些值，仍会照常学习。</translation>
    </message>
    <message>
        <source>Batch norm momentum</source>
        <translation>批归一化动量</translation>
    </message>
    <message>
        <source>How slowly the running means and variances of batch normalisation follow the batches.</source>
        <translation>批归一化的滑动均值和方差跟随批次的快慢。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>The optimizer. FaceNet used Adagrad, Facenet-TF Adam.</source>
        <translation>优化器。FaceNet 用 Adagrad，Facenet-TF 用 Adam。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The highest learning rate. Too high and every face becomes the same point.</source>
        <translation>最高学习率。太高时，所有人脸会变成同一个点。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>时间表</translation>
    </message>
    <message>
        <source>How the rate goes on from there: not at all, down a cosine to 1 % at the end, or in steps.</source>
        <translation>学习率此后如何变化：保持不变、按余弦降到最后的 1 %，或分阶段下降。</translation>
    </message>
    <message>
        <source>Warmup steps</source>
        <translation>预热步数</translation>
    </message>
    <message>
        <source>Steps over which the rate rises from nothing.</source>
        <translation>学习率从零上升所用的步数。</translation>
    </message>
    <message>
        <source>Decay steps</source>
        <translation>衰减步数</translation>
    </message>
    <message>
        <source>Staircase: steps between two reductions.</source>
        <translation>阶梯：两次降低之间的步数。</translation>
    </message>
    <message>
        <source>Decay rate</source>
        <translation>衰减率</translation>
    </message>
    <message>
        <source>Staircase: the factor of each reduction.</source>
        <translation>阶梯：每次降低的系数。</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Adam&apos;s and Adagrad&apos;s ε. Facenet-TF used 0.1.</source>
        <translation>Adam 和 Adagrad 的 ε。Facenet-TF 用 0.1。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>SGD&apos;s momentum.</source>
        <translation>SGD 的动量。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Decoupled weight decay (AdamW).</source>
        <translation>解耦权重衰减 (AdamW)。</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>梯度范数上限</translation>
    </message>
    <message>
        <source>Largest norm of the whole gradient; 0 leaves it as it is.</source>
        <translation>整个梯度的最大范数；0 表示不限制。</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Mirror half of the images.</source>
        <translation>对一半图片做镜像。</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>How far a crop may shift inside the chip&apos;s margin, as a share of the chip.</source>
        <translation>裁剪在人脸图边距内可移动多远，以占图的比例表示。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>How much larger or smaller a crop may be.</source>
        <translation>裁剪可以放大或缩小多少。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Strength of random brightness, contrast and saturation.</source>
        <translation>随机亮度、对比度和饱和度的强度。</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Share of the images that are blurred as a poor camera would.</source>
        <translation>像差摄像头那样变模糊的图片比例。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>How many epochs to train.</source>
        <translation>训练多少轮。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Steps per epoch</source>
        <translation>每轮步数</translation>
    </message>
    <message>
        <source>Steps between two evaluations; 0 means once through the data.</source>
        <translation>两次评估之间的步数；0 表示遍历一次数据。</translation>
    </message>
    <message>
        <source>Checkpoint steps</source>
        <translation>检查点步数</translation>
    </message>
    <message>
        <source>A checkpoint is written after so many steps, and at the end of each epoch.</source>
        <translation>每隔这么多步以及每轮结束时写一个检查点。</translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation>保留检查点</translation>
    </message>
    <message>
        <source>How many of the latest checkpoints are kept, besides the best.</source>
        <translation>除最佳之外，保留最近多少个检查点。</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>验证图片</translation>
    </message>
    <message>
        <source>Most images of held-out identities that an epoch&apos;s evaluation embeds.</source>
        <translation>每轮评估最多嵌入多少张留出身份的图片。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Arithmetic of the network: mixed precision where it is bfloat16 or float16. `auto` measures when the run begins and leaves float32 only where another one is a good deal faster, as on most GPUs.</source>
        <translation>网络的运算精度：bfloat16 或 float16 为混合精度。`auto` 在运行开始时测量，只有在另一种明显更快时才不用 float32，多数 GPU 上如此。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Decides initial weights, batches and augmentation; the same seed gives the same run on a CPU.</source>
        <translation>决定初始权重、批次和数据增强；在 CPU 上，相同的种子得到相同的运行。</translation>
    </message>
</context>
<context>
    <name>ImagesHistogram</name>
    <message>
        <source>images of a person</source>
        <translation>每人图片数</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Histogram of images per person</source>
        <translation>每人图片数直方图</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Where a name is taken, add the pictures to that person</source>
        <translation>名字已存在时，将图片加入该人</translation>
    </message>
    <message>
        <source>Otherwise nothing is imported when a name is taken.</source>
        <translation>否则，名字已存在时不会导入任何内容。</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>导入人员</translation>
    </message>
    <message>
        <source>All of them come in, or where anything is wrong nobody. It can be undone.</source>
        <translation>要么全部导入，要么在出错时一个也不导入。可以撤销。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
    <message>
        <source>Images to train on</source>
        <translation>训练图片</translation>
    </message>
    <message>
        <source>The network learns from these.</source>
        <translation>网络从这些图片学习。</translation>
    </message>
    <message>
        <source>Images held out</source>
        <translation>留出图片</translation>
    </message>
    <message>
        <source>Of people whom the training never sees.</source>
        <translation>来自训练从未见过的人。</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Photos of no use; Problems tells why.</source>
        <translation>无法使用的照片；“问题”说明原因。</translation>
    </message>
    <message>
        <source>{0} images of {1} people</source>
        <translation>{1} 人的 {0} 张图片</translation>
    </message>
</context>
<context>
    <name>ImproveDialog</name>
    <message>
        <source>Make it better at these people</source>
        <translation>针对这些人改进</translation>
    </message>
    <message>
        <source>{0} ({1} people)</source>
        <translation>{0}（{1} 人）</translation>
    </message>
    <message>
        <source>Make it better</source>
        <translation>改进</translation>
    </message>
    <message>
        <source>A model is trained on for some minutes with the faces of your gallery and those of other people. A third of your people&apos;s pictures is kept back to measure on: the new model is kept only if it recognises them better and tells everybody else apart no worse. The gallery itself stays as it is until you say otherwise.</source>
        <translation>用您图库中的人脸和其他人的人脸继续训练模型几分钟。您的人员的三分之一图片留作测量：只有新模型更能识别他们、且对其他所有人的区分不变差时，才会保留。在您另作决定之前，图库本身保持不变。</translation>
    </message>
    <message>
        <source>Its weights hold something of these faces: treat it as you treat the gallery.</source>
        <translation>其权重包含这些人脸的某些信息：请像对待图库一样对待它。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Other people</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>ImprovementDialog</name>
    <message>
        <source>Before and after</source>
        <translation>改进前后</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Use it for this gallery</source>
        <translation>用于此图库</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>偶然</translation>
    </message>
    <message>
        <source>The nearest person is the right one</source>
        <translation>最近的人就是本人</translation>
    </message>
    <message>
        <source>Separation of your people from strangers</source>
        <translation>您的人员与陌生人的分离度</translation>
    </message>
    <message>
        <source>Everybody else told apart (AUC)</source>
        <translation>对其他所有人的区分 (AUC)</translation>
    </message>
    <message>
        <source>Everybody else confused (EER)</source>
        <translation>对其他所有人的混淆 (EER)</translation>
    </message>
    <message>
        <source>Missed, where {0} of strangers get a name</source>
        <translation>当 {0} 的陌生人得到名字时漏识的比例</translation>
    </message>
    <message>
        <source>Everybody else: VAL at FAR {0}</source>
        <translation>其他所有人：FAR {0} 时的 VAL</translation>
    </message>
    <message>
        <source>Measured on {0} pictures of your people and {1} of {2} strangers, none of which was learnt from. A gain must be larger than chance, a loss must not. It took {3}.</source>
        <translation>用您的人员的 {0} 张图片和 {2} 个陌生人的 {1} 张图片测量，均未用于学习。进步必须大于偶然，退步则不得大于偶然。用时 {3}。</translation>
    </message>
    <message>
        <source>There were too few pictures of strangers to speak of {0} of them.</source>
        <translation>陌生人图片太少，不足以说明其中的 {0}。</translation>
    </message>
    <message>
        <source>Left out of the data set, because the gallery has people of their names: {0}.</source>
        <translation>因图库中有同名的人，已从数据集中排除：{0}。</translation>
    </message>
    <message>
        <source>{0} recognises your people better.</source>
        <translation>{0} 更能识别您的人员。</translation>
    </message>
    <message>
        <source>Everybody else is told apart as before. Use it, and the faces are embedded anew.</source>
        <translation>对其他所有人的区分与之前相同。使用它时，会重新嵌入人脸。</translation>
    </message>
    <message>
        <source>{0} recognises at least as many of your people&apos;s pictures as before, and more clearly.</source>
        <translation>{0} 识别出的图片不少于之前，而且更清楚。</translation>
    </message>
    <message>
        <source>It did not get better: everybody else was told apart worse than before.</source>
        <translation>没有变好：对其他所有人的区分比之前差。</translation>
    </message>
    <message>
        <source>Nothing was kept. A larger data set of other people helps it not to forget them.</source>
        <translation>没有保留任何内容。更大的其他人数据集有助于不忘记他们。</translation>
    </message>
    <message>
        <source>It did not get better, or not by more than chance.</source>
        <translation>没有变好，或进步不大于偶然。</translation>
    </message>
    <message>
        <source>Nothing was kept. More pictures of your people help most, on other days and in other light.</source>
        <translation>没有保留任何内容。最有帮助的是您的人员在不同日子、不同光线下的更多图片。</translation>
    </message>
</context>
<context>
    <name>Improving</name>
    <message>
        <source>One thing after the other: {0} still runs.</source>
        <translation>请逐项进行：“{0}”仍在运行。</translation>
    </message>
    <message>
        <source>No model here can be trained further.</source>
        <translation>这里没有可继续训练的模型。</translation>
    </message>
    <message>
        <source>The built-in one comes without a way to train it. Train a model that learns from it first.</source>
        <translation>内置模型无法训练。请先训练一个向它学习的模型。</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>A data set of other people is needed, some of them held out.</source>
        <translation>需要一个其他人的数据集，其中留出一部分人。</translation>
    </message>
    <message>
        <source>It keeps the model from forgetting everybody else, and tells whether it did.</source>
        <translation>它防止模型忘记其他所有人，并显示是否忘记了。</translation>
    </message>
    <message>
        <source>Import photos</source>
        <translation>导入照片</translation>
    </message>
    <message>
        <source>Making {0}</source>
        <translation>正在生成 {0}</translation>
    </message>
    <message>
        <source>{0} is still being made; leaving now keeps nothing of it.</source>
        <translation>{0} 仍在生成；现在离开将不会保留任何内容。</translation>
    </message>
    <message>
        <source>finishing the step …</source>
        <translation>正在完成此步……</translation>
    </message>
    <message>
        <source>Before and after…</source>
        <translation>改进前后…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was kept, and the gallery is as it was.</source>
        <translation>已停止。没有保留任何内容，图库没有变化。</translation>
    </message>
</context>
<context>
    <name>JobLine</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>stopping …</source>
        <translation>正在停止……</translation>
    </message>
    <message>
        <source>starting …</source>
        <translation>正在启动……</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>en</source>
        <translation>zh_CN</translation>
    </message>
</context>
<context>
    <name>LatestStrip</name>
    <message>
        <source>Latest faces</source>
        <translation>最新人脸</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Saving what was done, then closing …</source>
        <translation>正在保存已完成的内容，随后关闭……</translation>
    </message>
    <message>
        <source>Nothing is broken off by force; the step or file in hand is finished first.</source>
        <translation>不会强行中断；手头的步骤或文件会先完成。</translation>
    </message>
    <message>
        <source>Close the window?</source>
        <translation>关闭窗口？</translation>
    </message>
    <message>
        <source>What was done so far is saved, and can be taken up again.</source>
        <translation>到目前为止的内容已保存，可以继续。</translation>
    </message>
    <message>
        <source>Stop, save and close</source>
        <translation>停止、保存并关闭</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续工作</translation>
    </message>
</context>
<context>
    <name>LfwDialog</name>
    <message>
        <source>Download LFW?</source>
        <translation>下载 LFW？</translation>
    </message>
    <message>
        <source>Labeled Faces in the Wild: 13,233 photos of 5,749 people, the usual test of face embeddings.

From: {0}
Size: {1}, {2} when unpacked
To: {3}</source>
        <translation>Labeled Faces in the Wild：5,749 人的 13,233 张照片，人脸嵌入的常用测试集。

来源：{0}
大小：{1}，解压后 {2}
保存到：{3}</translation>
    </message>
    <message>
        <source>LFW is here already</source>
        <translation>LFW 已经存在</translation>
    </message>
    <message>
        <source>It lies in {0}; nothing needs to be downloaded.</source>
        <translation>它位于 {0}；无需下载。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Import it</source>
        <translation>导入它</translation>
    </message>
    <message>
        <source>Measure a model on it</source>
        <translation>用它评估模型</translation>
    </message>
</context>
<context>
    <name>LivePage</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Privacy pause</source>
        <translation>隐私暂停</translation>
    </message>
    <message>
        <source>Save a snapshot…</source>
        <translation>保存快照…</translation>
    </message>
    <message>
        <source>Open a video or picture…</source>
        <translation>打开视频或图片…</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>开始…</translation>
    </message>
    <message>
        <source>Snapshot…</source>
        <translation>快照…</translation>
    </message>
    <message>
        <source>Nobody in front of it yet</source>
        <translation>前面还没有人</translation>
    </message>
    <message>
        <source>Start a camera, or open a video or pictures. Names come from the people whom you have enrolled; everybody else is unknown. Nothing leaves this computer, and nothing is recorded.</source>
        <translation>请启动摄像头，或打开视频或图片。名字来自您录入的人；其他人都是未知。数据不会离开这台电脑，也不会录制任何内容。</translation>
    </message>
    <message>
        <source>Start a camera</source>
        <translation>启动摄像头</translation>
    </message>
    <message>
        <source>Open a video…</source>
        <translation>打开视频…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Who is there, as soon as they are. Not a lock: a photo held to the camera can pass.</source>
        <translation>谁在那里，一出现就能知道。不是门锁：举到摄像头前的照片也可能通过。</translation>
    </message>
    <message>
        <source>Recognise the people in this video</source>
        <translation>识别此视频中的人</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>解锁…</translation>
    </message>
    <message>
        <source>starting …</source>
        <translation>正在启动……</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Recognising the last picture …</source>
        <translation>正在识别最后的画面……</translation>
    </message>
    <message>
        <source>The end of {0}</source>
        <translation>{0} 已结束</translation>
    </message>
    <message>
        <source>distance {0}</source>
        <translation>距离 {0}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Privacy pause: nothing is looked at.</source>
        <translation>隐私暂停：不查看任何画面。</translation>
    </message>
    <message>
        <source>{0} pictures a second · {1} recognised a second · {2} ms from picture to name</source>
        <translation>每秒 {0} 帧 · 每秒识别 {1} 次 · 从画面到名字 {2} ms</translation>
    </message>
    <message>
        <source>{0} pictures a second</source>
        <translation>每秒 {0} 帧</translation>
    </message>
    <message>
        <source>{0} pictures a second · getting ready to recognise …</source>
        <translation>每秒 {0} 帧 · 正在准备识别……</translation>
    </message>
    <message>
        <source>Privacy pause: nothing is looked at</source>
        <translation>隐私暂停：不查看任何画面</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>{0} could not be written.</source>
        <translation>无法写入 {0}。</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>请选择其他位置。</translation>
    </message>
    <message>
        <source>Save who was seen when</source>
        <translation>保存谁在何时出现</translation>
    </message>
    <message>
        <source>That face is no longer in the picture.</source>
        <translation>那张人脸已不在画面中。</translation>
    </message>
</context>
<context>
    <name>LiveTraining</name>
    <message>
        <source>Training {0}</source>
        <translation>训练 {0}</translation>
    </message>
    <message>
        <source>The training of {0} is still going on.</source>
        <translation>{0} 的训练仍在进行。</translation>
    </message>
    <message>
        <source>finishing the step and saving …</source>
        <translation>正在完成此步并保存……</translation>
    </message>
</context>
<context>
    <name>LiveWork</name>
    <message>
        <source>{0} has exactly this picture already.</source>
        <translation>{0} 已有完全相同的图片。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何更改。</translation>
    </message>
</context>
<context>
    <name>LossCards</name>
    <message>
        <source>All triplets</source>
        <translation>所有三元组</translation>
    </message>
    <message>
        <source>Every triplet that breaks the margin teaches, each as much as any other. The one for fresh weights.</source>
        <translation>每个违反间隔的三元组都同等参与学习。适合全新权重。</translation>
    </message>
    <message>
        <source>Each face learns from the farthest one of its own person and the nearest stranger only. Fresh weights collapse under it.</source>
        <translation>每张人脸只从本人最远的一张和最近的陌生人学习。全新权重会因此坍缩。</translation>
    </message>
    <message>
        <source>The hardest ones, held to the batch&apos;s own means. The one for a start that knows faces.</source>
        <translation>最难的三元组，并受批次自身均值约束。适合已认识人脸的起始模型。</translation>
    </message>
    <message>
        <source>Hardest triplets</source>
        <translation>最难三元组</translation>
    </message>
    <message>
        <source>Adaptive triplets</source>
        <translation>自适应三元组</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Import photos…</source>
        <translation>导入照片(&amp;I)…</translation>
    </message>
    <message>
        <source>Open &amp;gallery…</source>
        <translation>打开图库(&amp;G)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Show the &amp;folder with everything</source>
        <translation>显示数据所在文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>页面(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>本页帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Show me around</source>
        <translation>带我看看(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>欢迎(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;About FaceNet GUI</source>
        <translation>关于 FaceNet GUI(&amp;A)</translation>
    </message>
    <message>
        <source>A folder with one folder per person</source>
        <translation>每人一个子文件夹的文件夹</translation>
    </message>
    <message>
        <source>Open a gallery</source>
        <translation>打开图库</translation>
    </message>
    <message>
        <source>Galleries (*.sqlite)</source>
        <translation>图库 (*.sqlite)</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
</context>
<context>
    <name>MakeDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Make them</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0} pictures, about {1}</source>
        <translation>{0} 张图片，约 {1}</translation>
    </message>
</context>
<context>
    <name>ManyPanel</name>
    <message>
        <source>People to enroll</source>
        <translation>要录入的人员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>What becomes of them</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>Review this one…</source>
        <translation>查看此人…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>（无名字）</translation>
    </message>
    <message>
        <source>Added to their pictures</source>
        <translation>已加入其图片</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Review to give a name</source>
        <translation>请查看并命名</translation>
    </message>
    <message>
        <source>Not looked at: stopped</source>
        <translation>未查看：已停止</translation>
    </message>
    <message>
        <source>Not enrolled: looks like {0}</source>
        <translation>未录入：看起来像 {0}</translation>
    </message>
    <message>
        <source>no face was found</source>
        <translation>未找到人脸</translation>
    </message>
    <message>
        <source>Not enrolled: {0}</source>
        <translation>未录入：{0}</translation>
    </message>
    <message>
        <source>1 picture enrolled</source>
        <translation>已录入 1 张图片</translation>
    </message>
    <message>
        <source>{0} enrolled</source>
        <translation>已录入 {0}</translation>
    </message>
    <message>
        <source>{0}, {1} left out</source>
        <translation>{0}，排除 {1}</translation>
    </message>
    <message>
        <source>{0} people in these folders</source>
        <translation>这些文件夹中有 {0} 人</translation>
    </message>
    <message>
        <source>{0} of {1} were enrolled. Review a person to see each picture and decide otherwise.</source>
        <translation>{1} 人中录入了 {0} 人。可查看某人的每张图片并另作决定。</translation>
    </message>
    <message>
        <source>Each folder is one person. Poor pictures and people who are there already are left out.</source>
        <translation>每个文件夹是一个人。质量差的图片和已有的人会被排除。</translation>
    </message>
    <message>
        <source>Enroll {0} people</source>
        <translation>录入 {0} 人</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>waiting …</source>
        <translation>等待中……</translation>
    </message>
</context>
<context>
    <name>MistakesPanel</name>
    <message>
        <source>Kind of mistake</source>
        <translation>错误类型</translation>
    </message>
    <message>
        <source>One person, refused (false rejects)</source>
        <translation>同一人被拒绝（错误拒绝）</translation>
    </message>
    <message>
        <source>Two people, accepted (false accepts)</source>
        <translation>两个人被接受（错误接受）</translation>
    </message>
    <message>
        <source>Mistaken pairs</source>
        <translation>误判的配对</translation>
    </message>
    <message>
        <source>No mistakes of this kind</source>
        <translation>没有此类错误</translation>
    </message>
    <message>
        <source>distance {0}</source>
        <translation>距离 {0}</translation>
    </message>
    <message>
        <source>{0} at a threshold of {1}; the hardest pairs first.</source>
        <translation>阈值 {1} 时的{0}；最难的配对在前。</translation>
    </message>
</context>
<context>
    <name>ModelBanner</name>
    <message>
        <source>Their people are recognised from their other pictures.</source>
        <translation>这些人会通过其他图片识别。</translation>
    </message>
    <message>
        <source>Until then 1 person cannot be recognised. The pictures were kept; nobody has to come back.</source>
        <translation>在此之前有 1 人无法识别。图片已保留；无需任何人重新拍摄。</translation>
    </message>
    <message>
        <source>Until then {0} people cannot be recognised. The pictures were kept; nobody has to come back.</source>
        <translation>在此之前有 {0} 人无法识别。图片已保留；无需任何人重新拍摄。</translation>
    </message>
    <message>
        <source>1 face needs re-embedding with {0}.</source>
        <translation>1 张人脸需要用 {0} 重新嵌入。</translation>
    </message>
    <message>
        <source>{0} faces need re-embedding with {1}.</source>
        <translation>{0} 张人脸需要用 {1} 重新嵌入。</translation>
    </message>
    <message>
        <source>Re-embed</source>
        <translation>重新嵌入</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>{0} is known: the pictures are added to theirs.</source>
        <translation>已有 {0}：图片会加入其中。</translation>
    </message>
    <message>
        <source>There is somebody of that name already.</source>
        <translation>已有叫这个名字的人。</translation>
    </message>
</context>
<context>
    <name>NewPassphraseDialog</name>
    <message>
        <source>Take the passphrase away</source>
        <translation>取消口令</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>选择口令</translation>
    </message>
    <message>
        <source>Passphrase of now</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>The gallery then opens for whoever is logged in as you.</source>
        <translation>此后，以您的身份登录的人都能打开图库。</translation>
    </message>
    <message>
        <source>Several words that only you think of together are better than one strange one. Nobody can open the gallery without it, and nobody can give you another: export the gallery, or write it down.</source>
        <translation>几个只有您会联想到一起的词，胜过一个古怪的词。没有口令谁也打不开图库，也没有人能给您另一个：请导出图库，或把口令写下来。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>两次输入还不相同。</translation>
    </message>
</context>
<context>
    <name>NewTraining</name>
    <message>
        <source>Batches of {0} × {1} = {2} images</source>
        <translation>每批 {0} × {1} = {2} 张图片</translation>
    </message>
    <message>
        <source>the data set has {0} people only</source>
        <translation>数据集只有 {0} 人</translation>
    </message>
    <message>
        <source>{0} steps in {1} epochs</source>
        <translation>{1} 轮共 {0} 步</translation>
    </message>
    <message>
        <source>{0} epochs, each once through {1} images</source>
        <translation>{0} 轮，每轮遍历 {1} 张图片</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>学习依据</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>There is no data set yet.</source>
        <translation>还没有数据集。</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在准备……</translation>
    </message>
    <message>
        <source>Without a GPU, InceptionV3 learns for many hours from nothing.</source>
        <translation>没有 GPU 时，InceptionV3 从零开始需要学习许多小时。</translation>
    </message>
    <message>
        <source>The small network shows within minutes how a training goes; it never gets as good.</source>
        <translation>小网络几分钟就能展示训练过程，但效果永远不会那么好。</translation>
    </message>
    <message>
        <source>Take the small one</source>
        <translation>使用小网络</translation>
    </message>
</context>
<context>
    <name>OptionsCard</name>
    <message>
        <source>Name of the data set</source>
        <translation>数据集名称</translation>
    </message>
    <message>
        <source>People held out</source>
        <translation>留出人员</translation>
    </message>
    <message>
        <source>So many people are kept out of training; how well they are told apart is the honest measure.</source>
        <translation>这么多人不参与训练；能否区分他们，才是真实的衡量标准。</translation>
    </message>
    <message>
        <source>Least images of a person</source>
        <translation>每人最少图片数</translation>
    </message>
    <message>
        <source>Whoever has fewer usable images is left out. One image gives no positive.</source>
        <translation>可用图片更少的人会被排除。只有一张图片就没有正样本。</translation>
    </message>
    <message>
        <source>People to leave out</source>
        <translation>排除哪些人</translation>
    </message>
    <message>
        <source>Leave nobody out</source>
        <translation>不排除任何人</translation>
    </message>
    <message>
        <source>Leave out people of LFW</source>
        <translation>排除 LFW 中的人</translation>
    </message>
    <message>
        <source>Leave out people of LFW in …</source>
        <translation>排除以下 LFW 中的人…</translation>
    </message>
    <message>
        <source>An embedding that is to be measured on LFW must not be trained on its people.</source>
        <translation>要在 LFW 上评估的嵌入，不得用其中的人训练。</translation>
    </message>
    <message>
        <source>LFW&apos;s folder</source>
        <translation>LFW 文件夹</translation>
    </message>
    <message>
        <source>Leave out repeated photos</source>
        <translation>排除重复照片</translation>
    </message>
    <message>
        <source>Photos that are there a second time, smaller, recompressed or recoloured. Otherwise they are kept.</source>
        <translation>再次出现的照片，例如缩小、重新压缩或调色后的。否则会保留。</translation>
    </message>
    <message>
        <source>Faces are aligned already</source>
        <translation>人脸已对齐</translation>
    </message>
    <message>
        <source>Takes the pictures whole and looks for no faces.</source>
        <translation>直接采用整张图片，不查找人脸。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>People held out for validation</source>
        <translation>留出用于验证的人员</translation>
    </message>
    <message>
        <source>Choose LFW&apos;s folder.</source>
        <translation>请选择 LFW 的文件夹。</translation>
    </message>
</context>
<context>
    <name>PageKind</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Choose {0}</source>
        <translation>选择{0}</translation>
    </message>
</context>
<context>
    <name>PeopleActions</name>
    <message>
        <source>From photos…</source>
        <translation>从照片…</translation>
    </message>
    <message>
        <source>From a folder…</source>
        <translation>从文件夹…</translation>
    </message>
    <message>
        <source>With the camera…</source>
        <translation>用摄像头…</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>查找某人</translation>
    </message>
    <message>
        <source>How strict with strangers…</source>
        <translation>对陌生人的严格程度…</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>查找重复人员</translation>
    </message>
    <message>
        <source>Make it better at these people…</source>
        <translation>针对这些人改进…</translation>
    </message>
    <message>
        <source>Export everybody…</source>
        <translation>导出所有人…</translation>
    </message>
    <message>
        <source>Import from a file…</source>
        <translation>从文件导入…</translation>
    </message>
    <message>
        <source>Use my own gallery</source>
        <translation>使用我自己的图库</translation>
    </message>
    <message>
        <source>Erase deleted data for good…</source>
        <translation>永久擦除已删除的数据…</translation>
    </message>
</context>
<context>
    <name>PeopleGrid</name>
    <message>
        <source>Search people</source>
        <translation>搜索人员</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Most images first</source>
        <translation>图片最多优先</translation>
    </message>
    <message>
        <source>Fewest images first</source>
        <translation>图片最少优先</translation>
    </message>
    <message>
        <source>People of the data set</source>
        <translation>数据集中的人员</translation>
    </message>
    <message>
        <source>Nobody of this name</source>
        <translation>没有叫这个名字的人</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>搜索人员</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新优先</translation>
    </message>
    <message>
        <source>Most pictures first</source>
        <translation>图片最多优先</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>还没有录入任何人</translation>
    </message>
    <message>
        <source>Drop a few photos of somebody here, or a folder with one folder per person. Three to five pictures in different light are enough. Names and faces stay on this computer, encrypted.</source>
        <translation>把某人的几张照片拖到这里，或拖入每人一个子文件夹的文件夹。不同光线下的三到五张图片就够了。姓名和人脸加密保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>选择照片…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Use the camera…</source>
        <translation>使用摄像头…</translation>
    </message>
    <message>
        <source>Nobody of that name</source>
        <translation>没有叫这个名字的人</translation>
    </message>
    <message>
        <source>Try fewer letters.</source>
        <translation>请少输入几个字。</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>查找某人</translation>
    </message>
    <message>
        <source>1 suspected duplicate</source>
        <translation>1 组疑似重复</translation>
    </message>
    <message>
        <source>{0} suspected duplicates</source>
        <translation>{0} 组疑似重复</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>1 person</source>
        <translation>1 人</translation>
    </message>
    <message>
        <source>{0} people</source>
        <translation>{0} 人</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Merge with…</source>
        <translation>与他人合并…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Use my own gallery</source>
        <translation>使用我自己的图库</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Open this gallery</source>
        <translation>打开此图库</translation>
    </message>
    <message>
        <source>Import these people</source>
        <translation>导入这些人员</translation>
    </message>
    <message>
        <source>Enroll from these pictures</source>
        <translation>用这些图片录入</translation>
    </message>
    <message>
        <source>Whom the live page knows by name.</source>
        <translation>“实时”页能叫出名字的人。</translation>
    </message>
    <message>
        <source>Gallery: {0}</source>
        <translation>图库：{0}</translation>
    </message>
    <message>
        <source>The gallery is closed.</source>
        <translation>图库已关闭。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>解锁…</translation>
    </message>
    <message>
        <source>Remembered: they are different people.</source>
        <translation>已记住：他们是不同的人。</translation>
    </message>
</context>
<context>
    <name>PeopleWork</name>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>There is no picture among these files.</source>
        <translation>这些文件中没有图片。</translation>
    </message>
</context>
<context>
    <name>PersonView</name>
    <message>
        <source>Images of this person</source>
        <translation>此人的图片</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>所有人员</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Shows somebody else…</source>
        <translation>是另一个人…</translation>
    </message>
    <message>
        <source>Rename or merge…</source>
        <translation>重命名或合并…</translation>
    </message>
    <message>
        <source>Leave out everything</source>
        <translation>全部排除</translation>
    </message>
    <message>
        <source>{0} of {1} images kept</source>
        <translation>保留 {1} 张图片中的 {0} 张</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>held out for validation</source>
        <translation>留出用于验证</translation>
    </message>
    <message>
        <source>Restore everything</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>moved here</source>
        <translation>已移到此处</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back to everybody</source>
        <translation>返回所有人</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Merge with…</source>
        <translation>与他人合并…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Pictures of this person</source>
        <translation>此人的图片</translation>
    </message>
    <message>
        <source>Use as cover</source>
        <translation>用作封面</translation>
    </message>
    <message>
        <source>Split off…</source>
        <translation>拆分…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the chosen pictures</source>
        <translation>移除所选图片</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 张图片</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>自 {0} 起</translation>
    </message>
    <message>
        <source>1 face that is not this person</source>
        <translation>1 张不是此人的人脸</translation>
    </message>
    <message>
        <source>{0} faces that are not this person</source>
        <translation>{0} 张不是此人的人脸</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未评价</translation>
    </message>
    <message>
        <source>Quality {0}</source>
        <translation>质量 {0}</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>封面</translation>
    </message>
    <message>
        <source>Choose pictures to remove them, to split them off, or for the cover.</source>
        <translation>选择图片以移除、拆分或用作封面。</translation>
    </message>
    <message>
        <source>{0} chosen</source>
        <translation>已选 {0} 张</translation>
    </message>
    <message>
        <source>1 chosen, from {0}</source>
        <translation>已选 1 张，来自 {0}</translation>
    </message>
    <message>
        <source>Renaming does the same for all pictures.</source>
        <translation>重命名即可一次更改所有图片。</translation>
    </message>
    <message>
        <source>No source was noted</source>
        <translation>没有记录来源</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Set a passphrase…</source>
        <translation>设置口令…</translation>
    </message>
    <message>
        <source>Take it away…</source>
        <translation>取消口令…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Delete all my data…</source>
        <translation>删除我的所有数据…</translation>
    </message>
    <message>
        <source>The gallery is encrypted. Its key is in the system&apos;s keyring: it opens for whoever is logged in as you.</source>
        <translation>图库已加密。密钥在系统的密钥环中：以您的身份登录的人都能打开它。</translation>
    </message>
    <message>
        <source>The gallery is encrypted, and opens with its passphrase only.</source>
        <translation>图库已加密，只能用口令打开。</translation>
    </message>
    <message>
        <source>The gallery is encrypted, but its key lies in a plain file: whoever can read your files can open it. A passphrase protects it better.</source>
        <translation>图库已加密，但密钥存放在普通文件中：能读取您文件的人就能打开它。设置口令能更好地保护它。</translation>
    </message>
    <message>
        <source>There is no gallery yet. It will be encrypted.</source>
        <translation>还没有图库。建立后会加密。</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>更改口令…</translation>
    </message>
    <message>
        <source>Something is running.</source>
        <translation>有任务正在运行。</translation>
    </message>
    <message>
        <source>Stop it, then lock the gallery.</source>
        <translation>请先停止它，再锁定图库。</translation>
    </message>
    <message>
        <source>Stop it first. Nothing was deleted.</source>
        <translation>请先停止它。没有删除任何内容。</translation>
    </message>
    <message>
        <source>Delete all my data?</source>
        <translation>删除我的所有数据？</translation>
    </message>
    <message>
        <source>Everything in {0} will be deleted, for good.</source>
        <translation>{0} 中的一切都将被永久删除。</translation>
    </message>
    <message>
        <source>The gallery and its key, data sets, trainings, models, caches, logs and settings. Galleries in other places cannot be read afterwards. Your photos, exports, and backups stay. The window then closes.</source>
        <translation>包括图库及其密钥、数据集、训练、模型、缓存、日志和设置。其他位置的图库此后也无法读取。您的照片、导出文件和备份会保留。随后窗口将关闭。</translation>
    </message>
    <message>
        <source>More data of this program lies in {0}; it stays.</source>
        <translation>{0} 中还有本程序的其他数据；这些数据会保留。</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>The keyring did not answer</source>
        <translation>密钥环没有响应</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>The computer ran out of memory.</source>
        <translation>电脑内存不足。</translation>
    </message>
    <message>
        <source>Close other programs, or use a smaller batch or image size.</source>
        <translation>请关闭其他程序，或使用更小的批次或图片。</translation>
    </message>
    <message>
        <source>Something went wrong that should not have: {0}</source>
        <translation>发生了不该发生的错误：{0}</translation>
    </message>
    <message>
        <source>What was saved before is untouched. The details help us to mend it.</source>
        <translation>之前保存的内容没有受影响。详细信息有助于我们修复它。</translation>
    </message>
</context>
<context>
    <name>ProblemTree</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Cannot be read as a picture</source>
        <translation>无法作为图片读取</translation>
    </message>
    <message>
        <source>Folder cannot be read</source>
        <translation>无法读取文件夹</translation>
    </message>
    <message>
        <source>No face found</source>
        <translation>未找到人脸</translation>
    </message>
    <message>
        <source>Face too small to tell people apart</source>
        <translation>人脸太小，无法区分</translation>
    </message>
    <message>
        <source>The same file a second time</source>
        <translation>同一文件再次出现</translation>
    </message>
    <message>
        <source>The same photograph in another file</source>
        <translation>另一文件中的同一照片</translation>
    </message>
    <message>
        <source>The same file under two people</source>
        <translation>同一文件属于两个人</translation>
    </message>
    <message>
        <source>People with too few photos</source>
        <translation>照片太少的人</translation>
    </message>
    <message>
        <source>People of LFW</source>
        <translation>LFW 中的人</translation>
    </message>
    <message>
        <source>A link to a folder that was read already</source>
        <translation>指向已读文件夹的链接</translation>
    </message>
    <message>
        <source>Photos in no person&apos;s folder</source>
        <translation>不在任何人文件夹中的照片</translation>
    </message>
    <message>
        <source>Folders without a photo</source>
        <translation>没有照片的文件夹</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>kept: then do not measure on LFW</source>
        <translation>已保留：请勿再用 LFW 评估</translation>
    </message>
    <message>
        <source>People whose names are in LFW</source>
        <translation>名字在 LFW 中的人</translation>
    </message>
    <message>
        <source>{0} faces</source>
        <translation>{0} 张人脸</translation>
    </message>
    <message>
        <source>Several faces</source>
        <translation>多张人脸</translation>
    </message>
    <message>
        <source>kept: the most central large one</source>
        <translation>已保留：最居中的大脸</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>The same photograph under two people</source>
        <translation>同一照片属于两个人</translation>
    </message>
    <message>
        <source>kept: one of the names is probably wrong</source>
        <translation>已保留：其中一个名字可能有误</translation>
    </message>
    <message>
        <source>like {0}</source>
        <translation>与 {0} 相似</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>……还有 {0} 个</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Pictures and what becomes of them</source>
        <translation>图片及处理结果</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>录入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0}
looking …</source>
        <translation>{0}
正在查看……</translation>
    </message>
    <message>
        <source>{0}
Not usable: {1}</source>
        <translation>{0}
不可用：{1}</translation>
    </message>
    <message>
        <source>Taken anyway. {0}</source>
        <translation>仍然采用。{0}</translation>
    </message>
    <message>
        <source>quality {0}</source>
        <translation>质量 {0}</translation>
    </message>
    <message>
        <source>Left out by hand</source>
        <translation>手动排除</translation>
    </message>
    <message>
        <source>This looks like {0} already.</source>
        <translation>这看起来像已有的 {0}。</translation>
    </message>
    <message>
        <source>One person should have one entry. Tick pictures to take them anyway, if these are different people.</source>
        <translation>一个人应只有一个条目。如果确是不同的人，请勾选图片以仍然采用。</translation>
    </message>
    <message>
        <source>Add to {0}</source>
        <translation>加入 {0}</translation>
    </message>
    <message>
        <source>Enroll from 1 picture</source>
        <translation>用 1 张图片录入</translation>
    </message>
    <message>
        <source>Enroll from {0} pictures</source>
        <translation>用 {0} 张图片录入</translation>
    </message>
    <message>
        <source>Enroll {0} pictures</source>
        <translation>录入 {0} 张图片</translation>
    </message>
    <message>
        <source>Enroll 1 picture</source>
        <translation>录入 1 张图片</translation>
    </message>
    <message>
        <source>The pictures are being looked at.</source>
        <translation>正在查看图片。</translation>
    </message>
    <message>
        <source>Give a name.</source>
        <translation>请填写名字。</translation>
    </message>
    <message>
        <source>No picture is ticked.</source>
        <translation>没有勾选图片。</translation>
    </message>
</context>
<context>
    <name>RocPlot</name>
    <message>
        <source>FAR (false accept rate)</source>
        <translation>FAR（错误接受率）</translation>
    </message>
    <message>
        <source>VAL (true accept rate)</source>
        <translation>VAL（正确接受率）</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>评估它</translation>
    </message>
    <message>
        <source>New training with its settings</source>
        <translation>以其设置新建训练</translation>
    </message>
    <message>
        <source>Open in TensorBoard</source>
        <translation>在 TensorBoard 中打开</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>{0} recognises from now on.</source>
        <translation>从现在起由 {0} 识别。</translation>
    </message>
    <message>
        <source>People who were enrolled with another model are embedded anew on the People page.</source>
        <translation>用其他模型录入的人会在“人员”页重新嵌入。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Delete the run?</source>
        <translation>删除此运行？</translation>
    </message>
    <message>
        <source>Delete {0} with its model, checkpoints and history?</source>
        <translation>删除 {0} 及其模型、检查点和历史？</translation>
    </message>
    <message>
        <source>{0} become free. This cannot be undone.</source>
        <translation>将释放 {0}。此操作无法撤销。</translation>
    </message>
    <message>
        <source>It is the model in use; the built-in one takes its place.</source>
        <translation>它是正在使用的模型；将由内置模型代替。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>{0} is deleted; {1} are free.</source>
        <translation>已删除 {0}；释放了 {1}。</translation>
    </message>
    <message>
        <source>Starting TensorBoard for {0} …</source>
        <translation>正在为 {0} 启动 TensorBoard……</translation>
    </message>
    <message>
        <source>TensorBoard is open at {0}</source>
        <translation>TensorBoard 已在 {0} 打开</translation>
    </message>
    <message>
        <source>It runs on this computer only, and ends with this window.</source>
        <translation>它只在这台电脑上运行，并随此窗口结束。</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>停止它</translation>
    </message>
    <message>
        <source>TensorBoard could not be started.</source>
        <translation>无法启动 TensorBoard。</translation>
    </message>
    <message>
        <source>The curves are on this page too.</source>
        <translation>曲线也在此页上。</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>已失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>AUC {0}</source>
        <translation>AUC {0}</translation>
    </message>
    <message>
        <source>loss {0}</source>
        <translation>损失 {0}</translation>
    </message>
    <message>
        <source>nothing measured yet</source>
        <translation>尚未评估</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>RunName</name>
    <message>
        <source>Name of the run</source>
        <translation>运行名称</translation>
    </message>
    <message>
        <source>There is a run of this name already.</source>
        <translation>已有同名运行。</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>More for this run</source>
        <translation>此运行的更多操作</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Held-out faces</source>
        <translation>留出人脸</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>About</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>After each one the held-out people are measured.</source>
        <translation>每轮之后用留出人员评估。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>One batch that was learnt from.</source>
        <translation>已学习的一个批次。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Mean of the last steps, as smoothed in the plots.</source>
        <translation>最近若干步的平均，与图中平滑方式相同。</translation>
    </message>
    <message>
        <source>Best held-out AUC</source>
        <translation>最佳留出 AUC</translation>
    </message>
    <message>
        <source>How well strangers are told apart: 0.5 is chance.</source>
        <translation>区分陌生人的能力：0.5 等于瞎猜。</translation>
    </message>
    <message>
        <source>Images a second</source>
        <translation>每秒图片</translation>
    </message>
    <message>
        <source>How many the network learns from.</source>
        <translation>网络学习的图片数。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What the whole program holds.</source>
        <translation>整个程序占用的内存。</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>If it goes on as fast as now.</source>
        <translation>按当前速度计算。</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>结束于</translation>
    </message>
    <message>
        <source>The doctor has nothing to say about this run.</source>
        <translation>对此运行没有什么要说的。</translation>
    </message>
    <message>
        <source>What this run is for, what you saw … Kept as you write it.</source>
        <translation>此运行的目的、您的观察……随写随存。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Train longer …</source>
        <translation>延长训练……</translation>
    </message>
    <message>
        <source>trained by another program</source>
        <translation>由另一个程序训练</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Reading its history …</source>
        <translation>正在读取历史……</translation>
    </message>
    <message>
        <source>Finishing the step and saving a checkpoint …</source>
        <translation>正在完成此步并保存检查点……</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>AUC {0}, EER {1}, accuracy {2}, after step {3}</source>
        <translation>AUC {0}，EER {1}，准确率 {2}，第 {3} 步之后</translation>
    </message>
    <message>
        <source>, VAL {0} at FAR {1}</source>
        <translation>，FAR {1} 时 VAL {0}</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Together with</source>
        <translation>另加</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Changed from it</source>
        <translation>与其不同之处</translation>
    </message>
    <message>
        <source>Best, on held-out people</source>
        <translation>留出人员上的最佳结果</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <translation>yyyy年M月d日 HH:mm</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Advice ({0})</source>
        <translation>建议 ({0})</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在准备……</translation>
    </message>
    <message>
        <source>Waiting for the other workers …</source>
        <translation>正在等待其他工作进程……</translation>
    </message>
    <message>
        <source>Measuring which arithmetic is fastest here …</source>
        <translation>正在测量哪种运算精度在此最快……</translation>
    </message>
    <message>
        <source>Building the network …</source>
        <translation>正在构建网络……</translation>
    </message>
    <message>
        <source>Preparing the first step; this can take a minute, later steps are quick …</source>
        <translation>正在准备第一步；可能需要一分钟，之后的步骤很快……</translation>
    </message>
    <message>
        <source>Measuring on the held-out people …</source>
        <translation>正在用留出人员评估……</translation>
    </message>
    <message>
        <source>Paused. The step in hand was finished; Continue goes on from there.</source>
        <translation>已暂停。手头的步骤已完成；“继续”会从那里接着进行。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>SampleDialog</name>
    <message>
        <source>Make sample faces</source>
        <translation>生成示例人脸</translation>
    </message>
    <message>
        <source>Faces of people who do not exist, drawn on this computer. To try everything out; figures measured on them say nothing about real faces.</source>
        <translation>在本机绘制的、并不存在的人的脸。用于试用全部功能；在它们上面得到的数字不能说明真实人脸的情况。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Pictures of each</source>
        <translation>每人图片数</translation>
    </message>
</context>
<context>
    <name>SeenPanel</name>
    <message>
        <source>Recent faces</source>
        <translation>最近的人脸</translation>
    </message>
    <message>
        <source>Who was seen when</source>
        <translation>谁在何时出现</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Faces that were seen, the newest first.</source>
        <translation>看到过的人脸，最新的在前。</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>出现记录</translation>
    </message>
    <message>
        <source>Who came and who left, with the time. It is on no disk until it is saved.</source>
        <translation>谁来了、谁走了，以及时间。保存之前不会写入任何磁盘。</translation>
    </message>
    <message>
        <source>The settings say that nobody is noted here.</source>
        <translation>设置规定此处不记录任何人。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Holds from the next start of the window.</source>
        <translation>下次启动窗口时生效。</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>镜像画面</translation>
    </message>
    <message>
        <source>As a mirror does. Only the display; recognition always sees the true picture.</source>
        <translation>像镜子一样。仅影响显示；识别始终使用真实画面。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Note who was seen when</source>
        <translation>记录谁在何时出现</translation>
    </message>
    <message>
        <source>For as long as the window is open. Nothing is written to disk unless you save it.</source>
        <translation>仅在窗口打开期间。除非您保存，否则不会写入磁盘。</translation>
    </message>
    <message>
        <source>Show recent unknown faces</source>
        <translation>显示最近的未知人脸</translation>
    </message>
    <message>
        <source>In the live page&apos;s strip, in memory only.</source>
        <translation>在“实时”页的长条中，仅存于内存。</translation>
    </message>
    <message>
        <source>Lock the gallery after</source>
        <translation>锁定图库前的等待时间</translation>
    </message>
    <message>
        <source>Minutes without keyboard or mouse; 0 never. It needs a passphrase, and waits while something is running.</source>
        <translation>没有键盘或鼠标操作的分钟数；0 表示从不。需要口令，有任务运行时会等待。</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShownGallery</name>
    <message>
        <source>The gallery is closed.</source>
        <translation>图库已关闭。</translation>
    </message>
    <message>
        <source>The gallery is being read.</source>
        <translation>正在读取图库。</translation>
    </message>
    <message>
        <source>Set a threshold under More → How strict with strangers.</source>
        <translation>请在“更多 → 对陌生人的严格程度”中设置阈值。</translation>
    </message>
</context>
<context>
    <name>SourceChoice</name>
    <message>
        <source>Show what they see…</source>
        <translation>显示它们的画面…</translation>
    </message>
    <message>
        <source>No camera was found</source>
        <translation>未找到摄像头</translation>
    </message>
    <message>
        <source>A video or picture…</source>
        <translation>视频或图片…</translation>
    </message>
    <message>
        <source>A folder of pictures…</source>
        <translation>图片文件夹…</translation>
    </message>
    <message>
        <source>An address (RTSP or HTTP)…</source>
        <translation>地址（RTSP 或 HTTP）…</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>未找到摄像头。</translation>
    </message>
    <message>
        <source>Plug one in and try again, or open a video: everything works with it just the same.</source>
        <translation>请接上一个再试，或打开视频：效果完全一样。</translation>
    </message>
    <message>
        <source>Open a video…</source>
        <translation>打开视频…</translation>
    </message>
    <message>
        <source>A video or a picture</source>
        <translation>视频或图片</translation>
    </message>
    <message>
        <source>Videos and pictures ({0});;All files (*)</source>
        <translation>视频和图片 ({0});;所有文件 (*)</translation>
    </message>
    <message>
        <source>A folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>An address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Address of the stream:</source>
        <translation>视频流地址：</translation>
    </message>
</context>
<context>
    <name>StartChoice</name>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Fresh weights (from scratch)</source>
        <translation>全新权重（从零开始）</translation>
    </message>
    <message>
        <source>ImageNet (a network that knows pictures, not faces)</source>
        <translation>ImageNet（认识图片但不认识人脸的网络）</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Starting it fetches {0} MB of weights from {1}, once.</source>
        <translation>启动时会从 {1} 获取 {0} MB 权重，仅一次。</translation>
    </message>
    <message>
        <source>1 other model has another network or embedding size.</source>
        <translation>另有 1 个模型的网络或嵌入大小不同。</translation>
    </message>
    <message>
        <source>{0} other models have another network or embedding size.</source>
        <translation>另有 {0} 个模型的网络或嵌入大小不同。</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>What trains and recognises</source>
        <translation>用于训练和识别的设备</translation>
    </message>
    <message>
        <source>The model that recognises people. Click to choose another.</source>
        <translation>用于识别人员的模型。点击可选择其他模型。</translation>
    </message>
    <message>
        <source>{0} running</source>
        <translation>{0} 项正在运行</translation>
    </message>
    <message>
        <source>Running work</source>
        <translation>正在运行的任务</translation>
    </message>
    <message>
        <source>getting ready …</source>
        <translation>正在准备……</translation>
    </message>
    <message>
        <source>TensorFlow cannot be used</source>
        <translation>无法使用 TensorFlow</translation>
    </message>
</context>
<context>
    <name>StorageSection</name>
    <message>
        <source>Data sets, runs, models and the gallery are in {0}.</source>
        <translation>数据集、运行、模型和图库位于 {0}。</translation>
    </message>
    <message>
        <source>Another place…</source>
        <translation>其他位置…</translation>
    </message>
    <message>
        <source>The usual place</source>
        <translation>默认位置</translation>
    </message>
    <message>
        <source>Open that folder</source>
        <translation>打开该文件夹</translation>
    </message>
    <message>
        <source>FACENET_HOME, or --home, says so; without it the next start uses {0}.</source>
        <translation>这由 FACENET_HOME 或 --home 指定；否则下次启动将使用 {0}。</translation>
    </message>
    <message>
        <source>From the next start on everything is kept in {0}. What is here stays here; to take it along, close the program and copy the folder&apos;s content.</source>
        <translation>从下次启动起，一切都保存在 {0}。现有内容留在原处；如需带走，请关闭程序并复制文件夹中的内容。</translation>
    </message>
    <message>
        <source>Keep everything in</source>
        <translation>将一切保存到</translation>
    </message>
</context>
<context>
    <name>Strictness</name>
    <message>
        <source>Calibrating</source>
        <translation>校准</translation>
    </message>
</context>
<context>
    <name>StrictnessCard</name>
    <message>
        <source>Strangers</source>
        <translation>陌生人</translation>
    </message>
    <message>
        <source>How rarely a stranger may be taken for somebody</source>
        <translation>陌生人多久才可被误认一次</translation>
    </message>
    <message>
        <source>Keep for this gallery</source>
        <translation>为此图库保留</translation>
    </message>
    <message>
        <source>Calibrated for this gallery</source>
        <translation>已为此图库校准</translation>
    </message>
    <message>
        <source>Chosen by hand</source>
        <translation>手动选择</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold</source>
        <translation>模型自带的阈值</translation>
    </message>
    <message>
        <source>Move the slider to say how rarely a stranger may get a name.</source>
        <translation>移动滑块，设定陌生人多久才可得到一次名字。</translation>
    </message>
    <message>
        <source>Accepted at most once in {0}: distance below {1}</source>
        <translation>最多 {0} 次中接受一次：距离小于 {1}</translation>
    </message>
    <message>
        <source>From {0} strangers&apos; worth of comparisons; 95 % sure.</source>
        <translation>来自相当于 {0} 个陌生人的比较；95 % 置信度。</translation>
    </message>
    <message>
        <source>A stranger accepted once in {0} …</source>
        <translation>陌生人每 {0} 次被接受一次……</translation>
    </message>
</context>
<context>
    <name>TeacherChoice</name>
    <message>
        <source>Learn from</source>
        <translation>学习依据</translation>
    </message>
    <message>
        <source>The names in the data set</source>
        <translation>数据集中的名字</translation>
    </message>
    <message>
        <source>What {0} sees</source>
        <translation>{0} 所见</translation>
    </message>
    <message>
        <source>It learns to see each face as {0} does, without names. With “Teacher steps” the triplets take over after so many.</source>
        <translation>它学习像 {0} 那样看待每张人脸，不用名字。设置“教师步数”后，过了这么多步由三元组接手。</translation>
    </message>
    <message>
        <source>For {0} steps it learns to see each face as {1} does; then the triplets take over.</source>
        <translation>前 {0} 步学习像 {1} 那样看待每张人脸；之后由三元组接手。</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Skip the tour</source>
        <translation>跳过导览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>New training</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>What you train is listed here.</source>
        <translation>您训练的内容列在这里。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>A network learns from a data set to place one person&apos;s faces together, and others apart.</source>
        <translation>网络从数据集学习，让同一人的人脸彼此靠近，不同人的彼此远离。</translation>
    </message>
    <message>
        <source>Pause or continue</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>Look for runs again</source>
        <translation>重新查找运行</translation>
    </message>
    <message>
        <source>{0} is being trained.</source>
        <translation>正在训练 {0}。</translation>
    </message>
    <message>
        <source>Stop it first, or wait until it ends.</source>
        <translation>请先停止它，或等它结束。</translation>
    </message>
    <message>
        <source>{0} is being trained; one at a time.</source>
        <translation>正在训练 {0}；一次只能一个。</translation>
    </message>
    <message>
        <source>{0} is trained.</source>
        <translation>{0} 训练完成。</translation>
    </message>
    <message>
        <source>It took {0}. Measure it, or use it to recognise people.</source>
        <translation>用时 {0}。可以评估它，或用它识别人员。</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>评估它</translation>
    </message>
    <message>
        <source>{0} was stopped after step {1}, and kept.</source>
        <translation>{0} 在第 {1} 步后停止，并已保留。</translation>
    </message>
    <message>
        <source>Resume goes on from there.</source>
        <translation>“继续”会从那里接着进行。</translation>
    </message>
    <message>
        <source>Train longer</source>
        <translation>延长训练</translation>
    </message>
    <message>
        <source>How many epochs in all? It has {0}.</source>
        <translation>总共多少轮？现在是 {0} 轮。</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>Export everybody</source>
        <translation>导出所有人</translation>
    </message>
    <message>
        <source>Exported people (*{0})</source>
        <translation>导出的人员 (*{0})</translation>
    </message>
    <message>
        <source>Names and faces are written in clear: anybody who has the file can read it.</source>
        <translation>姓名和人脸以明文写出：拿到文件的人都能读取。</translation>
    </message>
    <message>
        <source>{0} people were exported to {1}.</source>
        <translation>已将 {0} 人导出到 {1}。</translation>
    </message>
    <message>
        <source>Nobody can open it without the passphrase.</source>
        <translation>没有口令谁也打不开。</translation>
    </message>
    <message>
        <source>Exporting people</source>
        <translation>正在导出人员</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>导入人员</translation>
    </message>
    <message>
        <source>Exported people (*{0});;All files (*)</source>
        <translation>导出的人员 (*{0});;所有文件 (*)</translation>
    </message>
    <message>
        <source>{0} pictures were added from {1}.</source>
        <translation>已从 {1} 添加 {0} 张图片。</translation>
    </message>
    <message>
        <source>Undo takes all of them away again.</source>
        <translation>“撤销”会把它们全部移除。</translation>
    </message>
    <message>
        <source>Importing people</source>
        <translation>正在导入人员</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>永久擦除</translation>
    </message>
    <message>
        <source>Erase deleted people and pictures for good?</source>
        <translation>永久擦除已删除的人员和图片？</translation>
    </message>
    <message>
        <source>What was deleted cannot be brought back then, and nothing done so far can be undone. Copies and backups of the file are not touched.</source>
        <translation>此后无法找回已删除的内容，到目前为止的操作也无法撤销。文件的副本和备份不受影响。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>{0} people and pictures were erased for good.</source>
        <translation>已永久擦除 {0} 个人员和图片。</translation>
    </message>
    <message>
        <source>There was nothing to erase.</source>
        <translation>没有可擦除的内容。</translation>
    </message>
    <message>
        <source>Erasing deleted data</source>
        <translation>正在擦除已删除的数据</translation>
    </message>
    <message>
        <source>{0} faces were embedded with {1}.</source>
        <translation>已用 {1} 嵌入 {0} 张人脸。</translation>
    </message>
    <message>
        <source>Re-embedding faces</source>
        <translation>正在重新嵌入人脸</translation>
    </message>
    <message>
        <source>One thing after the other: {0} still runs.</source>
        <translation>请逐项进行：“{0}”仍在运行。</translation>
    </message>
    <message>
        <source>finishing what is in hand …</source>
        <translation>正在完成手头的工作……</translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message>
        <source>Unlock the gallery</source>
        <translation>解锁图库</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>The gallery is locked</source>
        <translation>图库已锁定</translation>
    </message>
    <message>
        <source>Names and faces can be read with its passphrase only.</source>
        <translation>姓名和人脸只能用口令读取。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Unlocking the gallery</source>
        <translation>正在解锁图库</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Welcome to FaceNet GUI</source>
        <translation>欢迎使用 FaceNet GUI</translation>
    </message>
    <message>
        <source>Train a face embedding, measure it, and recognise people with it. Everything stays on this computer.</source>
        <translation>训练人脸嵌入、评估它，并用它识别人员。一切都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Open my own photos…</source>
        <translation>打开我自己的照片…</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>先随便看看</translation>
    </message>
    <message>
        <source>Show me around</source>
        <translation>带我看看</translation>
    </message>
    <message>
        <source>Recognise people</source>
        <translation>识别人员</translation>
    </message>
    <message>
        <source>With the network that is built in. Enroll somebody from a few pictures or the camera; no training is needed.</source>
        <translation>使用内置网络。用几张图片或摄像头录入某人即可，无需训练。</translation>
    </message>
    <message>
        <source>Try it with sample faces</source>
        <translation>用示例人脸试一试</translation>
    </message>
    <message>
        <source>Faces of people who do not exist, made on this computer. Train on them and watch the curves, without a single photo of your own.</source>
        <translation>这些人脸在本机生成，并不属于任何真实的人。用它们训练并观察曲线，无需您自己的照片。</translation>
    </message>
    <message>
        <source>Go on with a run</source>
        <translation>继续某次运行</translation>
    </message>
    <message>
        <source>Open a training of before: look at its curves, train it further, measure it, or use it.</source>
        <translation>打开以前的训练：查看曲线、继续训练、评估或使用它。</translation>
    </message>
    <message>
        <source>A folder with one folder per person</source>
        <translation>每人一个子文件夹的文件夹</translation>
    </message>
</context>
<context>
    <name>coach</name>
    <message>
        <source>look straight into the camera</source>
        <translation>请正视摄像头</translation>
    </message>
    <message>
        <source>turn a little to your left</source>
        <translation>请向您的左侧稍转</translation>
    </message>
    <message>
        <source>turn a little to your right</source>
        <translation>请向您的右侧稍转</translation>
    </message>
    <message>
        <source>move your head a little, or smile</source>
        <translation>请稍微移动头部，或微笑</translation>
    </message>
    <message>
        <source>come closer</source>
        <translation>请靠近一些</translation>
    </message>
    <message>
        <source>hold still</source>
        <translation>请保持不动</translation>
    </message>
    <message>
        <source>more light on your face</source>
        <translation>脸部光线请再亮些</translation>
    </message>
    <message>
        <source>less light on your face</source>
        <translation>脸部光线请再暗些</translation>
    </message>
    <message>
        <source>look towards the camera</source>
        <translation>请看向摄像头</translation>
    </message>
    <message>
        <source>move to the middle of the picture</source>
        <translation>请移到画面中间</translation>
    </message>
    <message>
        <source>look into the camera with nothing before your face</source>
        <translation>请看着摄像头，不要遮挡脸部</translation>
    </message>
    <message>
        <source>one person at a time, please</source>
        <translation>请一次一个人</translation>
    </message>
    <message>
        <source>look into the camera</source>
        <translation>请看着摄像头</translation>
    </message>
    <message>
        <source>that is enough, thank you</source>
        <translation>够了，谢谢</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Very good</source>
        <translation>很好</translation>
    </message>
</context>
<context>
    <name>evaluation</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>VAL at
FAR {0}</source>
        <translation>VAL
FAR {0}</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>EER</source>
        <translation>EER</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Mean ± standard deviation over the folds; the standard error is {0} points.</source>
        <translation>各折的平均值 ± 标准差；标准误差为 {0} 个百分点。</translation>
    </message>
    <message>
        <source> (mirrored)</source>
        <translation>（含镜像）</translation>
    </message>
    <message>
        <source>{0} pairs in {1} folds; {2} skipped because an image is missing or shows no face.</source>
        <translation>{1} 折共 {0} 对；因图片缺失或没有人脸而跳过 {2} 对。</translation>
    </message>
    <message>
        <source>* {0} impostor pairs cannot speak of a FAR of {1}; that takes {2}.</source>
        <translation>* {0} 个冒名配对不足以说明 {1} 的 FAR；那需要 {2} 个。</translation>
    </message>
    <message>
        <source>{0} people enrolled from up to {1} pictures each; {2} more pictures of them; {3} pictures of {4} strangers.</source>
        <translation>录入 {0} 人，每人最多 {1} 张图片；另有他们的 {2} 张图片；{4} 个陌生人的 {3} 张图片。</translation>
    </message>
    <message>
        <source>The nearest person is the right one (rank 1): {0} ± {1}</source>
        <translation>最近的人就是本人（第 1 名）：{0} ± {1}</translation>
    </message>
    <message>
        <source>Not recognised, where {0} of the strangers&apos; pictures get a name (FNIR): {1} ± {2}</source>
        <translation>当 {0} 的陌生人图片得到名字时，未被识别的比例（FNIR）：{1} ± {2}</translation>
    </message>
    <message>
        <source>; to be sure of that takes {0} pictures of strangers</source>
        <translation>；要确定这一点需要 {0} 张陌生人图片</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>Good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>The same face is there already</source>
        <translation>已有同一张人脸</translation>
    </message>
    <message>
        <source>Poor picture</source>
        <translation>图片质量差</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>是另一个人</translation>
    </message>
    <message>
        <source>Unlike the other pictures</source>
        <translation>与其他图片不像</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{0}…</source>
        <translation>{0}…</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min {1:02d} s</source>
        <translation>{0} 分 {1:02d} 秒</translation>
    </message>
    <message>
        <source>{0} h {1:02d} min</source>
        <translation>{0} 小时 {1:02d} 分</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>每秒 {0}</translation>
    </message>
    <message>
        <source>{0} a minute</source>
        <translation>每分钟 {0}</translation>
    </message>
</context>
</TS>
