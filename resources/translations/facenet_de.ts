<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About FaceNet GUI</source>
        <translation>Über FaceNet GUI</translation>
    </message>
    <message>
        <source>Version {0} · Python {1} · Qt {2}</source>
        <translation>Version {0} · Python {1} · Qt {2}</translation>
    </message>
    <message>
        <source>Trains a face embedding, measures it, and recognises people with it, on this computer. It is not a lock: a photograph held to a camera looks like the person.</source>
        <translation>Trainiert eine Gesichtseinbettung, misst sie und erkennt Personen mit ihr, auf diesem Computer. Es ist kein Schloss: Ein Foto, das vor die Kamera gehalten wird, sieht aus wie die Person.</translation>
    </message>
    <message>
        <source>Everything that is installed beside it</source>
        <translation>Alles, was daneben installiert ist</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>AdviceCard</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Stop, set {0}, go on</source>
        <translation>Anhalten, {0} setzen, weiter</translation>
    </message>
    <message>
        <source>New training with {0}</source>
        <translation>Neues Training mit {0}</translation>
    </message>
    <message>
        <source>New training with it</source>
        <translation>Neues Training damit</translation>
    </message>
</context>
<context>
    <name>AskAboutUnsaved</name>
    <message>
        <source>Save the changes?</source>
        <translation>Änderungen speichern?</translation>
    </message>
    <message>
        <source>Corrections of data sets are not saved yet.</source>
        <translation>Korrekturen an Datensätzen sind noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>{0}: 1 change</source>
        <translation>{0}: 1 Änderung</translation>
    </message>
    <message>
        <source>{0}: {1} changes</source>
        <translation>{0}: {1} Änderungen</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>Speichern und schließen</translation>
    </message>
    <message>
        <source>Discard them</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>{0} gets another name.</source>
        <translation>{0} bekommt einen anderen Namen.</translation>
    </message>
    <message>
        <source>Merge with</source>
        <translation>Zusammenführen mit</translation>
    </message>
    <message>
        <source>All pictures of {0} go to the person whom you choose, whose name and cover remain.</source>
        <translation>Alle Bilder von {0} gehen an die Person, die Sie wählen; deren Name und Titelbild bleiben.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>Abtrennen</translation>
    </message>
    <message>
        <source>1 picture becomes a person of its own.</source>
        <translation>1 Bild wird eine eigene Person.</translation>
    </message>
    <message>
        <source>{0} pictures become a person of their own.</source>
        <translation>{0} Bilder werden eine eigene Person.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>BlendDialog</name>
    <message>
        <source>Blend faces</source>
        <translation>Gesichter mischen</translation>
    </message>
    <message>
        <source>Each is made of two people of {0} and shows nobody. A network that learns from another one needs many different faces, and these are as new to it as strangers. Another name makes other ones.</source>
        <translation>Jedes entsteht aus zwei Personen von {0} und zeigt niemanden. Ein Netz, das von einem anderen lernt, braucht viele verschiedene Gesichter, und diese sind ihm so neu wie Fremde. Ein anderer Name ergibt andere.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>BrowsePanel</name>
    <message>
        <source>Train on it</source>
        <translation>Damit trainieren</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>What the import left out</source>
        <translation>Was der Import weggelassen hat</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>Importbericht</translation>
    </message>
    <message>
        <source>Opening {0}</source>
        <translation>{0} wird geöffnet</translation>
    </message>
    <message>
        <source>Made from {0}.</source>
        <translation>Entstanden aus {0}.</translation>
    </message>
    <message>
        <source>Nothing was left out.</source>
        <translation>Es wurde nichts weggelassen.</translation>
    </message>
    <message>
        <source>There is no import report.</source>
        <translation>Es gibt keinen Importbericht.</translation>
    </message>
    <message>
        <source>{0} people</source>
        <translation>{0} Personen</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} Bilder</translation>
    </message>
    <message>
        <source>{0} people held out</source>
        <translation>{0} Personen zurückgehalten</translation>
    </message>
    <message>
        <source>{0} pixels</source>
        <translation>{0} Pixel</translation>
    </message>
    <message>
        <source>aligned by somebody else</source>
        <translation>von anderen ausgerichtet</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>The name of somebody in the data set, or a new one.</source>
        <translation>Der Name einer Person im Datensatz oder ein neuer.</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>{0} verschieben</translation>
    </message>
    <message>
        <source>Another name for {0}</source>
        <translation>Ein anderer Name für {0}</translation>
    </message>
    <message>
        <source>The name of somebody else merges the two.</source>
        <translation>Der Name einer anderen Person führt beide zusammen.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Type another name.</source>
        <translation>Geben Sie einen anderen Namen ein.</translation>
    </message>
    <message>
        <source>{0} is in the data set already.</source>
        <translation>{0} ist schon im Datensatz.</translation>
    </message>
    <message>
        <source>{0} will be new.</source>
        <translation>{0} kommt neu hinzu.</translation>
    </message>
    <message>
        <source>Save as a new data set</source>
        <translation>Als neuen Datensatz speichern</translation>
    </message>
    <message>
        <source>The one that is shown stays as it is.</source>
        <translation>Der gezeigte bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saving {0}</source>
        <translation>{0} wird gespeichert</translation>
    </message>
    <message>
        <source>Stopped; the data set is as it was, and your changes still wait to be saved.</source>
        <translation>Angehalten; der Datensatz ist unverändert, und Ihre Änderungen warten noch auf das Speichern.</translation>
    </message>
    <message>
        <source>Blend its faces…</source>
        <translation>Gesichter mischen …</translation>
    </message>
    <message>
        <source>Delete data set…</source>
        <translation>Datensatz löschen…</translation>
    </message>
</context>
<context>
    <name>CalibrationDialog</name>
    <message>
        <source>Strangers</source>
        <translation>Fremde</translation>
    </message>
    <message>
        <source>A stranger is accepted once in</source>
        <translation>Fremdes wird angenommen einmal in</translation>
    </message>
    <message>
        <source>Folder of strangers</source>
        <translation>Ordner mit Fremden</translation>
    </message>
    <message>
        <source>Optional: strangers, one folder per person</source>
        <translation>Freiwillig: Fremde, ein Ordner je Person</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Kalibrieren</translation>
    </message>
    <message>
        <source>Distance threshold</source>
        <translation>Distanzschwelle</translation>
    </message>
    <message>
        <source>How rarely may somebody who is not in the gallery get a name? The promise holds for one picture against the whole gallery as it is now, at 95 % confidence. It is about people like those it was measured on: rates differ by age, skin and sex.</source>
        <translation>Wie selten darf jemand, der nicht in der Galerie ist, einen Namen bekommen? Die Zusage gilt für ein Bild gegen die ganze Galerie, wie sie jetzt ist, mit 95 % Sicherheit. Sie betrifft Personen wie die, an denen gemessen wurde: Die Raten unterscheiden sich nach Alter, Haut und Geschlecht.</translation>
    </message>
    <message>
        <source>Or by hand</source>
        <translation>Oder von Hand</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>How strict is the gallery?</source>
        <translation>Wie streng ist die Galerie?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A stranger is accepted once in {0}</source>
        <translation>Fremdes wird angenommen einmal in {0}</translation>
    </message>
    <message>
        <source>That takes {0} strangers; your gallery counts as {1}, the folder&apos;s people come on top.</source>
        <translation>Dafür braucht es {0} Fremde; Ihre Galerie zählt als {1}, die Personen des Ordners kommen hinzu.</translation>
    </message>
    <message>
        <source>That takes {0} strangers; your gallery&apos;s own people count as {1}. Enough.</source>
        <translation>Dafür braucht es {0} Fremde; die Personen Ihrer Galerie zählen als {1}. Genug.</translation>
    </message>
    <message>
        <source>That takes {0} strangers; your gallery&apos;s own people count as {1}. Give a folder of more.</source>
        <translation>Dafür braucht es {0} Fremde; die Personen Ihrer Galerie zählen als {1}. Geben Sie einen Ordner mit weiteren an.</translation>
    </message>
    <message>
        <source>Calibrating</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Calibrated: the distance threshold is {0} from now on.</source>
        <translation>Kalibriert: Die Distanzschwelle ist ab jetzt {0}.</translation>
    </message>
    <message>
        <source>The distance threshold is {0} from now on.</source>
        <translation>Die Distanzschwelle ist ab jetzt {0}.</translation>
    </message>
    <message>
        <source>The model {0} has no distance threshold yet.</source>
        <translation>Das Modell {0} hat noch keine Distanzschwelle.</translation>
    </message>
    <message>
        <source>In force: {0}, from the calibration of this gallery.</source>
        <translation>In Kraft: {0}, aus der Kalibrierung dieser Galerie.</translation>
    </message>
    <message>
        <source>In force: {0}, chosen by hand.</source>
        <translation>In Kraft: {0}, von Hand gewählt.</translation>
    </message>
    <message>
        <source>In force: {0}, the model&apos;s own.</source>
        <translation>In Kraft: {0}, die des Modells.</translation>
    </message>
    <message>
        <source>The model&apos;s own is {0}.</source>
        <translation>Die des Modells ist {0}.</translation>
    </message>
    <message>
        <source>Nobody knows how often it takes a stranger; a calibration does.</source>
        <translation>Niemand weiß, wie oft sie Fremde annimmt; eine Kalibrierung weiß es.</translation>
    </message>
    <message>
        <source>It is meant for a single comparison. With many people strangers are accepted more often.</source>
        <translation>Sie ist für einen einzelnen Vergleich gedacht. Bei vielen Personen werden Fremde öfter angenommen.</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>beliebig viele</translation>
    </message>
    <message>
        <source>Asked for: once in {0}. Of {1} strangers {2} would be accepted: between once in {3} and once in {4} (95 % confidence), for {5} people.</source>
        <translation>Verlangt: einmal in {0}. Von {1} Fremden würden {2} angenommen: zwischen einmal in {3} und einmal in {4} (95 % Sicherheit), bei {5} Personen.</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Which camera?</source>
        <translation>Welche Kamera?</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Each is open only for its picture.</source>
        <translation>Jede ist nur für ihr Bild geöffnet.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Waiting until the cameras are free …</source>
        <translation>Wartet, bis die Kameras frei sind …</translation>
    </message>
</context>
<context>
    <name>Change</name>
    <message>
        <source>added {0}</source>
        <translation>{0} hinzugefügt</translation>
    </message>
    <message>
        <source>added pictures of {0}</source>
        <translation>Bilder von {0} hinzugefügt</translation>
    </message>
    <message>
        <source>renamed to {0}</source>
        <translation>in {0} umbenannt</translation>
    </message>
    <message>
        <source>merged into {0}</source>
        <translation>mit {0} zusammengeführt</translation>
    </message>
    <message>
        <source>split {0} off</source>
        <translation>{0} abgetrennt</translation>
    </message>
    <message>
        <source>removed a picture of {0}</source>
        <translation>ein Bild von {0} entfernt</translation>
    </message>
    <message>
        <source>deleted {0}</source>
        <translation>{0} gelöscht</translation>
    </message>
    <message>
        <source>chose a cover for {0}</source>
        <translation>ein Titelbild für {0} gewählt</translation>
    </message>
    <message>
        <source>said that a face is not {0}</source>
        <translation>gesagt, dass ein Gesicht nicht {0} ist</translation>
    </message>
    <message>
        <source>imported people</source>
        <translation>Personen importiert</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>Rückgängig: {0}</translation>
    </message>
    <message>
        <source>Undone: {0}.</source>
        <translation>Rückgängig gemacht: {0}.</translation>
    </message>
    <message>
        <source>{0} is now {1}.</source>
        <translation>{0} heißt jetzt {1}.</translation>
    </message>
    <message>
        <source>{0} is now part of {1}, who has {2} pictures.</source>
        <translation>{0} gehört jetzt zu {1}, mit {2} Bildern.</translation>
    </message>
    <message>
        <source>{0} was deleted.</source>
        <translation>{0} wurde gelöscht.</translation>
    </message>
    <message>
        <source>It can be undone until deleted data is erased for good.</source>
        <translation>Das lässt sich rückgängig machen, bis Gelöschtes endgültig getilgt wird.</translation>
    </message>
    <message>
        <source>{0} is a person of their own now, with {1} pictures.</source>
        <translation>{0} ist jetzt eine eigene Person, mit {1} Bildern.</translation>
    </message>
    <message>
        <source>1 picture was removed.</source>
        <translation>1 Bild wurde entfernt.</translation>
    </message>
    <message>
        <source>{0} pictures were removed.</source>
        <translation>{0} Bilder wurden entfernt.</translation>
    </message>
    <message>
        <source>1 picture is back.</source>
        <translation>1 Bild ist wieder da.</translation>
    </message>
    <message>
        <source>{0} pictures are back.</source>
        <translation>{0} Bilder sind wieder da.</translation>
    </message>
</context>
<context>
    <name>ChangesBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Changes not saved: {0}</source>
        <translation>Nicht gespeicherte Änderungen: {0}</translation>
    </message>
</context>
<context>
    <name>ChoosePerson</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>Personen suchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>CoachDialog</name>
    <message>
        <source>Enroll with the camera</source>
        <translation>Mit der Kamera registrieren</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>No camera was found</source>
        <translation>Keine Kamera gefunden</translation>
    </message>
    <message>
        <source>Plug one in and look again, or open a video of one person: it works with it just the same.</source>
        <translation>Schließen Sie eine an und sehen Sie noch einmal nach, oder öffnen Sie ein Video einer Person: Damit geht es ebenso.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Open a video…</source>
        <translation>Video öffnen…</translation>
    </message>
    <message>
        <source>Pictures taken</source>
        <translation>Aufgenommene Bilder</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Nothing is written before you have reviewed the pictures and given a name.</source>
        <translation>Nichts wird geschrieben, bevor Sie die Bilder durchgesehen und einen Namen gegeben haben.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A video…</source>
        <translation>Ein Video…</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>The networks are being loaded.</source>
        <translation>Die Netze werden geladen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>The video is over.</source>
        <translation>Das Video ist zu Ende.</translation>
    </message>
    <message>
        <source>Review the pictures that were taken, or play it again for more.</source>
        <translation>Sehen Sie die aufgenommenen Bilder durch, oder spielen Sie es für weitere noch einmal ab.</translation>
    </message>
    <message>
        <source>No good face was found in it. Take one in better light, or come closer.</source>
        <translation>Darin wurde kein gutes Gesicht gefunden. Nehmen Sie eines in besserem Licht auf, oder kommen Sie näher.</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Noch einmal abspielen</translation>
    </message>
    <message>
        <source>This looks like {0} already. Give that name in the review to add to their pictures.</source>
        <translation>Das sieht schon aus wie {0}. Geben Sie beim Durchsehen diesen Namen an, um die Bilder hinzuzufügen.</translation>
    </message>
    <message>
        <source>Not taken: {0}.</source>
        <translation>Nicht genommen: {0}.</translation>
    </message>
    <message>
        <source>Quality {0}</source>
        <translation>Qualität {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Review 1 picture</source>
        <translation>1 Bild durchsehen</translation>
    </message>
    <message>
        <source>Review {0} pictures</source>
        <translation>{0} Bilder durchsehen</translation>
    </message>
    <message>
        <source>A video of one person</source>
        <translation>Ein Video einer Person</translation>
    </message>
    <message>
        <source>Videos ({0});;All files (*)</source>
        <translation>Videos ({0});;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>The data set is small: {0} images of {1} identities. An embedding learned from so few people knows them, not faces in general.</source>
        <translation>Der Datensatz ist klein: {0} Bilder von {1} Identitäten. Eine Einbettung, die von so wenigen lernt, kennt diese Personen, nicht Gesichter überhaupt.</translation>
    </message>
    <message>
        <source>Import more ({0} people with {1} images or more), or start from a trained model.</source>
        <translation>Importieren Sie mehr ({0} Personen mit {1} Bildern oder mehr), oder gehen Sie von einem trainierten Modell aus.</translation>
    </message>
    <message>
        <source>No identities are held out, so nothing tells whether the embedding works for strangers.</source>
        <translation>Es sind keine Identitäten zurückgehalten; nichts zeigt also, ob die Einbettung bei Fremden taugt.</translation>
    </message>
    <message>
        <source>Import again and hold out 5 % of the people or more.</source>
        <translation>Importieren Sie noch einmal, und halten Sie mindestens 5 % der Personen zurück.</translation>
    </message>
    <message>
        <source>The embeddings have collapsed: every face becomes nearly the same point (spread {0}), and the loss stays near the margin.</source>
        <translation>Die Einbettungen sind kollabiert: Jedes Gesicht wird fast derselbe Punkt (Streuung {0}), und der Verlust bleibt nahe der Marge.</translation>
    </message>
    <message>
        <source>Begin again with a smaller learning rate ({0}), or with batch_all, which forgives more.</source>
        <translation>Beginnen Sie neu mit einer kleineren Lernrate ({0}) oder mit batch_all, das mehr verzeiht.</translation>
    </message>
    <message>
        <source>The loss runs away: {0} over {1} steps, after {2} before.</source>
        <translation>Der Verlust läuft davon: {0} über {1} Schritte, nach {2} davor.</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint with a smaller learning rate ({0}) and clip_norm 1.</source>
        <translation>Machen Sie vom letzten Checkpoint aus mit einer kleineren Lernrate ({0}) und clip_norm 1 weiter.</translation>
    </message>
    <message>
        <source>The loss jumps up and down by more than half from step to step and does not fall: the steps are too large.</source>
        <translation>Der Verlust springt von Schritt zu Schritt um mehr als die Hälfte auf und ab und sinkt nicht: Die Schritte sind zu groß.</translation>
    </message>
    <message>
        <source>Use a smaller learning rate ({0}).</source>
        <translation>Nehmen Sie eine kleinere Lernrate ({0}).</translation>
    </message>
    <message>
        <source>Fewer than {0} of the triplets are active: nearly every batch is solved already.</source>
        <translation>Weniger als {0} der Tripletts sind aktiv: Fast jeder Batch ist schon gelöst.</translation>
    </message>
    <message>
        <source>Switch to batch_hard, which looks for the hardest ones, or use larger batches.</source>
        <translation>Wechseln Sie zu batch_hard, das die schwersten sucht, oder nehmen Sie größere Batches.</translation>
    </message>
    <message>
        <source>Hardly any anchor has an active triplet: the batches are solved already.</source>
        <translation>Kaum ein Anker hat ein aktives Triplett: Die Batches sind schon gelöst.</translation>
    </message>
    <message>
        <source>Use more identities in a batch ({0}), a larger margin, or end the training here.</source>
        <translation>Nehmen Sie mehr Identitäten in einen Batch ({0}) oder eine größere Marge, oder beenden Sie das Training hier.</translation>
    </message>
    <message>
        <source>The batches hold images of one identity only: there is no negative, so there is nothing to learn.</source>
        <translation>Die Batches enthalten Bilder nur einer Identität: Es gibt kein Negatives, also nichts zu lernen.</translation>
    </message>
    <message>
        <source>Set identities_per_batch to 2 or more; 16 and up work well.</source>
        <translation>Setzen Sie identities_per_batch auf 2 oder mehr; ab 16 geht es gut.</translation>
    </message>
    <message>
        <source>For {0} epochs the training loss has fallen while the held-out identities are told apart less well: the network learns its people by heart.</source>
        <translation>Seit {0} Epochen sinkt der Trainingsverlust, während die zurückgehaltenen Identitäten schlechter unterschieden werden: Das Netz lernt seine Personen auswendig.</translation>
    </message>
    <message>
        <source>Stop here (the best model is kept), or go on with more people, stronger augmentation or dropout.</source>
        <translation>Hören Sie hier auf (das beste Modell bleibt erhalten), oder machen Sie mit mehr Personen, stärkerer Augmentierung oder Dropout weiter.</translation>
    </message>
    <message>
        <source>Held-out identities are told apart less well than by the start: AUC {0} instead of {1}.</source>
        <translation>Die zurückgehaltenen Identitäten werden schlechter unterschieden als vom Start: AUC {0} statt {1}.</translation>
    </message>
    <message>
        <source>Begin again with a lower learning rate ({0}) and the start&apos;s batch statistics, or let the start be the teacher too.</source>
        <translation>Beginnen Sie neu mit einer kleineren Lernrate ({0}) und der Batch-Statistik des Starts, oder lassen Sie den Start auch der Lehrer sein.</translation>
    </message>
    <message>
        <source>After {0} steps the held-out identities are still told apart no better than by tossing a coin.</source>
        <translation>Nach {0} Schritten werden die zurückgehaltenen Identitäten noch immer nicht besser unterschieden als durch Münzwurf.</translation>
    </message>
    <message>
        <source>Begin again with batch_all_steps 500: fresh weights learn from all triplets before they can learn from the hardest.</source>
        <translation>Beginnen Sie neu mit batch_all_steps 500: Frische Gewichte lernen erst von allen Tripletts, bevor sie von den schwersten lernen können.</translation>
    </message>
    <message>
        <source>Look whether the pictures show the people whose names they bear. If they do, train longer, or begin again with a higher learning rate ({0}).</source>
        <translation>Prüfen Sie, ob die Bilder die Personen zeigen, deren Namen sie tragen. Wenn ja, trainieren Sie länger, oder beginnen Sie neu mit einer höheren Lernrate ({0}).</translation>
    </message>
    <message>
        <source>Restored from {0}.</source>
        <translation>Wiederhergestellt aus {0}.</translation>
    </message>
    <message>
        <source>The run had no checkpoint yet and begins at its first step.</source>
        <translation>Der Lauf hatte noch keinen Checkpoint und beginnt mit seinem ersten Schritt.</translation>
    </message>
    <message>
        <source>The run goes on with {0}.</source>
        <translation>Der Lauf geht weiter mit {0}.</translation>
    </message>
    <message>
        <source>The one before it is used.</source>
        <translation>Stattdessen wird der davor verwendet.</translation>
    </message>
    <message>
        <source>Epoch {0} of {1} is done.</source>
        <translation>Epoche {0} von {1} ist fertig.</translation>
    </message>
    <message>
        <source>Ask for more epochs.</source>
        <translation>Verlangen Sie mehr Epochen.</translation>
    </message>
    <message>
        <source>The learning rate is too high, or float16 overflowed.</source>
        <translation>Die Lernrate ist zu hoch, oder float16 ist übergelaufen.</translation>
    </message>
    <message>
        <source>too small ({0} px, at least {1} are needed)</source>
        <translation>zu klein ({0} px, mindestens {1} sind nötig)</translation>
    </message>
    <message>
        <source>blurred (sharpness {0}, {1} is needed)</source>
        <translation>unscharf (Schärfe {0}, nötig ist {1})</translation>
    </message>
    <message>
        <source>too dark (brightness {0} of 255)</source>
        <translation>zu dunkel (Helligkeit {0} von 255)</translation>
    </message>
    <message>
        <source>too bright (brightness {0} of 255)</source>
        <translation>zu hell (Helligkeit {0} von 255)</translation>
    </message>
    <message>
        <source>turned away by {0}° to the person&apos;s left</source>
        <translation>um {0}° zur eigenen linken Seite gedreht</translation>
    </message>
    <message>
        <source>turned away by {0}° to the person&apos;s right</source>
        <translation>um {0}° zur eigenen rechten Seite gedreht</translation>
    </message>
    <message>
        <source>turned up by {0}°</source>
        <translation>um {0}° nach oben geneigt</translation>
    </message>
    <message>
        <source>turned down by {0}°</source>
        <translation>um {0}° nach unten geneigt</translation>
    </message>
    <message>
        <source>cut off by the picture&apos;s border ({0} is missing)</source>
        <translation>vom Bildrand abgeschnitten ({0} fehlt)</translation>
    </message>
    <message>
        <source>not surely a face ({0})</source>
        <translation>nicht sicher ein Gesicht ({0})</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>{0} is not a picture of a known format.</source>
        <translation>{0} ist kein Bild in einem bekannten Format.</translation>
    </message>
    <message>
        <source>{0} is truncated or damaged ({1}).</source>
        <translation>{0} ist abgeschnitten oder beschädigt ({1}).</translation>
    </message>
    <message>
        <source>{0} is empty (0 bytes).</source>
        <translation>{0} ist leer (0 Bytes).</translation>
    </message>
    <message>
        <source>no face was found</source>
        <translation>kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>two faces of similar size</source>
        <translation>zwei Gesichter ähnlicher Größe</translation>
    </message>
    <message>
        <source>does not look like the person in the other faces</source>
        <translation>sieht nicht aus wie die Person der anderen Gesichter</translation>
    </message>
    <message>
        <source>looks like {0} (distance {1})</source>
        <translation>sieht aus wie {0} (Distanz {1})</translation>
    </message>
    <message>
        <source>most of the pictures look like {0}</source>
        <translation>die meisten Bilder sehen aus wie {0}</translation>
    </message>
    <message>
        <source>does not look like the person in the other pictures</source>
        <translation>sieht nicht aus wie die Person auf den anderen Bildern</translation>
    </message>
    <message>
        <source>left out by hand</source>
        <translation>von Hand weggelassen</translation>
    </message>
    <message>
        <source>There is only one picture; three to five, on other days and in other light, make recognition surer.</source>
        <translation>Es gibt nur ein Bild; drei bis fünf, an anderen Tagen und in anderem Licht, machen das Erkennen sicherer.</translation>
    </message>
    <message>
        <source>There are only {0} pictures; three to five, on other days and in other light, make recognition surer.</source>
        <translation>Es gibt nur {0} Bilder; drei bis fünf, an anderen Tagen und in anderem Licht, machen das Erkennen sicherer.</translation>
    </message>
    <message>
        <source>The pictures are much alike; add some in other light, from another side or with another expression.</source>
        <translation>Die Bilder sind sich sehr ähnlich; fügen Sie welche in anderem Licht, von einer anderen Seite oder mit anderem Ausdruck hinzu.</translation>
    </message>
    <message>
        <source>{0} of the {1} people in these pairs have names that {2} was trained on ({3}). Its figures are better than they would be for strangers.</source>
        <translation>{0} der {1} Personen in diesen Paaren tragen Namen, mit denen {2} trainiert wurde ({3}). Seine Zahlen sind besser, als sie bei Fremden wären.</translation>
    </message>
    <message>
        <source>CPU ({0} cores)</source>
        <translation>CPU ({0} Kerne)</translation>
    </message>
    <message>
        <source>blending faces</source>
        <translation>Gesichter werden gemischt</translation>
    </message>
    <message>
        <source>writing the data set</source>
        <translation>schreibt den Datensatz</translation>
    </message>
    <message>
        <source>finding faces</source>
        <translation>sucht Gesichter</translation>
    </message>
    <message>
        <source>loading the face detector</source>
        <translation>lädt den Gesichtsdetektor</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>lädt herunter</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>entpackt</translation>
    </message>
    <message>
        <source>drawing faces</source>
        <translation>Gesichter werden gezeichnet</translation>
    </message>
    <message>
        <source>drawing frames</source>
        <translation>zeichnet Einzelbilder</translation>
    </message>
    <message>
        <source>drawing photos</source>
        <translation>zeichnet Fotos</translation>
    </message>
    <message>
        <source>looking for photos</source>
        <translation>sucht Fotos</translation>
    </message>
    <message>
        <source>finding faces and embedding them</source>
        <translation>findet Gesichter und bettet sie ein</translation>
    </message>
    <message>
        <source>reading images</source>
        <translation>liest Bilder</translation>
    </message>
    <message>
        <source>comparing people</source>
        <translation>vergleicht Personen</translation>
    </message>
    <message>
        <source>reading pictures</source>
        <translation>liest Bilder</translation>
    </message>
    <message>
        <source>exporting people</source>
        <translation>exportiert Personen</translation>
    </message>
    <message>
        <source>importing people</source>
        <translation>importiert Personen</translation>
    </message>
    <message>
        <source>embedding everybody anew</source>
        <translation>bettet alle neu ein</translation>
    </message>
    <message>
        <source>choosing the precision</source>
        <translation>wählt die Rechengenauigkeit</translation>
    </message>
    <message>
        <source>reading the gallery</source>
        <translation>liest die Galerie</translation>
    </message>
    <message>
        <source>embedding held-out faces</source>
        <translation>bettet zurückgehaltene Gesichter ein</translation>
    </message>
    <message>
        <source>asking the teacher</source>
        <translation>befragt das Lehrermodell</translation>
    </message>
    <message>
        <source>waiting for the other workers</source>
        <translation>wartet auf die anderen Worker</translation>
    </message>
    <message>
        <source>building the network</source>
        <translation>baut das Netz</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>wertet aus</translation>
    </message>
    <message>
        <source>tracing the first step</source>
        <translation>zeichnet den ersten Schritt auf</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>training</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>getting ready</source>
        <translation>bereitet vor</translation>
    </message>
    <message>
        <source>erasing</source>
        <translation>tilgt Gelöschtes</translation>
    </message>
    <message>
        <source>getting the networks ready</source>
        <translation>bereitet die Netze vor</translation>
    </message>
    <message>
        <source>getting the network ready</source>
        <translation>bereitet das Netz vor</translation>
    </message>
    <message>
        <source>enrolling people</source>
        <translation>registriert Personen</translation>
    </message>
    <message>
        <source>embedding held-out people</source>
        <translation>bettet zurückgehaltene Personen ein</translation>
    </message>
    <message>
        <source>arranging by neighbours</source>
        <translation>ordnet nach Nachbarn</translation>
    </message>
    <message>
        <source>fetching the ImageNet weights</source>
        <translation>holt die ImageNet-Gewichte</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Show this plot alone</source>
        <translation>Nur diese Kurve zeigen</translation>
    </message>
    <message>
        <source>{0} (mean {1})</source>
        <translation>{0} (Mittel {1})</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Active triplets</source>
        <translation>Aktive Tripletts</translation>
    </message>
    <message>
        <source>Distances</source>
        <translation>Distanzen</translation>
    </message>
    <message>
        <source>Held-out people</source>
        <translation>Zurückgehaltene Personen</translation>
    </message>
    <message>
        <source>L_match</source>
        <translation>L_match</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Not smoothed</source>
        <translation>Nicht geglättet</translation>
    </message>
    <message>
        <source>Mean of {0} steps</source>
        <translation>über {0} Schritte</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>Log-Achse</translation>
    </message>
    <message>
        <source>All plots</source>
        <translation>Alle Kurven</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Zoom with the wheel, move by dragging; this shows everything again.</source>
        <translation>Zoomen Sie mit dem Rad, verschieben Sie durch Ziehen; dies zeigt wieder alles.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>All figures as CSV…</source>
        <translation>Alle Zahlen als CSV…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>positiv</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativ</translation>
    </message>
    <message>
        <source>farthest positive</source>
        <translation>fernstes Positives</translation>
    </message>
    <message>
        <source>nearest negative</source>
        <translation>nächstes Negatives</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>to the teacher</source>
        <translation>zum Lehrer</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Show all plots</source>
        <translation>Alle Kurven zeigen</translation>
    </message>
    <message>
        <source>Show this plot alone</source>
        <translation>Nur diese Kurve zeigen</translation>
    </message>
    <message>
        <source>A folder for the plots</source>
        <translation>Ein Ordner für die Kurven</translation>
    </message>
</context>
<context>
    <name>DataChores</name>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>Angehalten; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>beispiel</translation>
    </message>
    <message>
        <source>Making sample faces</source>
        <translation>Beispielgesichter werden erzeugt</translation>
    </message>
    <message>
        <source>{0} is ready.</source>
        <translation>{0} ist fertig.</translation>
    </message>
    <message>
        <source>People who do not exist, to try training with.</source>
        <translation>Personen, die es nicht gibt, um das Training auszuprobieren.</translation>
    </message>
    <message>
        <source>{0} blended</source>
        <translation>{0} gemischt</translation>
    </message>
    <message>
        <source>Blending faces</source>
        <translation>Gesichter werden gemischt</translation>
    </message>
    <message>
        <source>Faces that two people share, for a network to learn from another one.</source>
        <translation>Gesichter, die sich zwei Personen teilen; an ihnen lernt ein Netz von einem anderen.</translation>
    </message>
    <message>
        <source>Learn from both</source>
        <translation>An beiden lernen</translation>
    </message>
    <message>
        <source>Downloading LFW</source>
        <translation>LFW wird heruntergeladen</translation>
    </message>
    <message>
        <source>waiting for the answer of the host …</source>
        <translation>wartet auf die Antwort des Servers …</translation>
    </message>
    <message>
        <source>Stopped; what came is kept, and the next download goes on from there.</source>
        <translation>Angehalten; was da ist, bleibt, und der nächste Versuch macht dort weiter.</translation>
    </message>
    <message>
        <source>LFW is here: {0}</source>
        <translation>LFW liegt hier: {0}</translation>
    </message>
    <message>
        <source>Measure a model on it</source>
        <translation>Ein Modell daran messen</translation>
    </message>
    <message>
        <source>Delete the data set?</source>
        <translation>Den Datensatz löschen?</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>{0} löschen?</translation>
    </message>
    <message>
        <source>The faces in it are deleted for good. The photos they came from stay.</source>
        <translation>Die Gesichter darin werden endgültig gelöscht. Die Fotos, aus denen sie stammen, bleiben.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Deleting {0}</source>
        <translation>{0} wird gelöscht</translation>
    </message>
    <message>
        <source>{0} was deleted.</source>
        <translation>{0} wurde gelöscht.</translation>
    </message>
    <message>
        <source>Deleting what is kept</source>
        <translation>Aufbewahrtes wird gelöscht</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Import photos…</source>
        <translation>Fotos importieren…</translation>
    </message>
    <message>
        <source>Make sample faces…</source>
        <translation>Beispielgesichter erzeugen…</translation>
    </message>
    <message>
        <source>Get LFW…</source>
        <translation>LFW holen…</translation>
    </message>
    <message>
        <source>Choose a data set</source>
        <translation>Wählen Sie einen Datensatz</translation>
    </message>
    <message>
        <source>Its people are shown here.</source>
        <translation>Hier erscheinen seine Personen.</translation>
    </message>
    <message>
        <source>No data sets yet</source>
        <translation>Noch keine Datensätze</translation>
    </message>
    <message>
        <source>Import a folder with one folder of photos per person, or make faces of people who do not exist to try everything out.</source>
        <translation>Importieren Sie einen Ordner mit einem Ordner voller Fotos je Person, oder erzeugen Sie Gesichter von Personen, die es nicht gibt, um alles auszuprobieren.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Photos become aligned faces to train on.</source>
        <translation>Aus Fotos werden ausgerichtete Gesichter zum Trainieren.</translation>
    </message>
    <message>
        <source>Undo change</source>
        <translation>Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Look for data sets again</source>
        <translation>Neu nach Datensätzen suchen</translation>
    </message>
    <message>
        <source>Browse this data set</source>
        <translation>Diesen Datensatz durchsehen</translation>
    </message>
    <message>
        <source>Look at these photos</source>
        <translation>Diese Fotos ansehen</translation>
    </message>
    <message>
        <source>One folder at a time, please.</source>
        <translation>Bitte nur ein Ordner auf einmal.</translation>
    </message>
    <message>
        <source>To import several people, drop the folder that holds their folders.</source>
        <translation>Um mehrere Personen zu importieren, ziehen Sie den Ordner herein, der ihre Ordner enthält.</translation>
    </message>
    <message>
        <source>{0} is an archive.</source>
        <translation>{0} ist ein Archiv.</translation>
    </message>
    <message>
        <source>Unpack it, and drop the folder with one folder of photos per person.</source>
        <translation>Entpacken Sie es, und ziehen Sie den Ordner mit einem Fotoordner je Person herein.</translation>
    </message>
    <message>
        <source>Looking for data sets</source>
        <translation>Datensätze werden gesucht</translation>
    </message>
    <message>
        <source>The data set {0} is no longer there.</source>
        <translation>Den Datensatz {0} gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Its folder was deleted or moved: {0}</source>
        <translation>Sein Ordner wurde gelöscht oder verschoben: {0}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation>Damit trainieren</translation>
    </message>
    <message>
        <source>Blend its faces…</source>
        <translation>Gesichter mischen …</translation>
    </message>
    <message>
        <source>Delete data set…</source>
        <translation>Datensatz löschen…</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit weitermachen</translation>
    </message>
    <message>
        <source>Delete what is kept</source>
        <translation>Aufbewahrtes löschen</translation>
    </message>
    <message>
        <source>{0} is damaged</source>
        <translation>{0} ist beschädigt</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>A folder with one folder per person</source>
        <translation>Ein Ordner mit einem Unterordner je Person</translation>
    </message>
    <message>
        <source>The changes are saved in {0}.</source>
        <translation>Die Änderungen sind in {0} gespeichert.</translation>
    </message>
</context>
<context>
    <name>DataWork</name>
    <message>
        <source>Give the data set a name.</source>
        <translation>Geben Sie dem Datensatz einen Namen.</translation>
    </message>
    <message>
        <source>A name has none of / \ : * ? &quot; &lt; &gt; | and begins with no dot.</source>
        <translation>Ein Name enthält keines von / \ : * ? &quot; &lt; &gt; | und beginnt nicht mit einem Punkt.</translation>
    </message>
    <message>
        <source>There is a data set of this name already.</source>
        <translation>Einen Datensatz dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>people</source>
        <translation>personen</translation>
    </message>
</context>
<context>
    <name>DatasetChoice</name>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>More data sets</source>
        <translation>Weitere Datensätze</translation>
    </message>
    <message>
        <source>Learn from others as well. Who is held out comes from the first one alone.</source>
        <translation>Auch von anderen lernen. Wer zurückgehalten wird, bestimmt allein der erste.</translation>
    </message>
    <message>
        <source>Import photos, or make sample faces</source>
        <translation>Importieren Sie Fotos, oder erzeugen Sie Beispielgesichter</translation>
    </message>
    <message>
        <source>{0} ({1} images)</source>
        <translation>{0} ({1} Bilder)</translation>
    </message>
    <message>
        <source>{0} people with {1} images to learn from; {2} people are held out to measure.</source>
        <translation>{0} Personen mit {1} Bildern zum Lernen; {2} Personen zum Messen zurückgehalten.</translation>
    </message>
    <message>
        <source>{0} Together with {1}.</source>
        <translation>{0} Zusammen mit {1}.</translation>
    </message>
</context>
<context>
    <name>DatasetList</name>
    <message>
        <source>Data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>import not finished</source>
        <translation>Import nicht fertig</translation>
    </message>
    <message>
        <source>{0} images, {1} people</source>
        <translation>{0} Bilder, {1} Personen</translation>
    </message>
</context>
<context>
    <name>DetPlot</name>
    <message>
        <source>FPIR (strangers who get a name)</source>
        <translation>FPIR (Fremde, die einen Namen bekommen)</translation>
    </message>
    <message>
        <source>FNIR (people who are not recognised)</source>
        <translation>FNIR (Personen, die nicht erkannt werden)</translation>
    </message>
</context>
<context>
    <name>DistancePanel</name>
    <message>
        <source>Distance threshold</source>
        <translation>Distanzschwelle</translation>
    </message>
    <message>
        <source>Drag the line, or use the arrow keys.</source>
        <translation>Ziehen Sie die Linie, oder nehmen Sie die Pfeiltasten.</translation>
    </message>
    <message>
        <source>FAR</source>
        <translation>FAR</translation>
    </message>
    <message>
        <source>Share of impostor pairs that would be accepted.</source>
        <translation>Anteil der fremden Paare, die angenommen würden.</translation>
    </message>
    <message>
        <source>FRR</source>
        <translation>FRR</translation>
    </message>
    <message>
        <source>Share of genuine pairs that would be refused.</source>
        <translation>Anteil der echten Paare, die abgewiesen würden.</translation>
    </message>
    <message>
        <source>Accuracy at it</source>
        <translation>Genauigkeit dabei</translation>
    </message>
    <message>
        <source>Share of all pairs judged rightly.</source>
        <translation>Anteil richtig beurteilter Paare.</translation>
    </message>
    <message>
        <source>Use this threshold</source>
        <translation>Diese Schwelle verwenden</translation>
    </message>
    <message>
        <source>The gallery decides with it from now on, for this model.</source>
        <translation>Die Galerie entscheidet ab jetzt mit ihr, für dieses Modell.</translation>
    </message>
    <message>
        <source>Back to the most accurate</source>
        <translation>Zurück zur genauesten</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Distanz</translation>
    </message>
    <message>
        <source>Share of pairs in %</source>
        <translation>Anteil der Paare in %</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>eine Person</translation>
    </message>
    <message>
        <source>two people</source>
        <translation>zwei Personen</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
</context>
<context>
    <name>DuplicatesPanel</name>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Suspected duplicates</source>
        <translation>Vermutlich doppelt</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Keine doppelten</translation>
    </message>
    <message>
        <source>Nobody looks like somebody else here.</source>
        <translation>Niemand hier sieht aus wie jemand anderes.</translation>
    </message>
    <message>
        <source>These people lie closer together than the threshold: one person under two names?</source>
        <translation>Diese Personen liegen näher beieinander als die Schwelle: eine Person unter zwei Namen?</translation>
    </message>
    <message>
        <source>The nearest {0} of {1} are shown.</source>
        <translation>Die nächsten {0} von {1} sind zu sehen.</translation>
    </message>
    <message>
        <source>distance {0}</source>
        <translation>Distanz {0}</translation>
    </message>
    <message>
        <source>Same person: merge</source>
        <translation>Dieselbe Person: zusammenführen</translation>
    </message>
    <message>
        <source>Different people</source>
        <translation>Verschiedene Personen</translation>
    </message>
    <message>
        <source>Remembers it: neither will get the other&apos;s name from these faces again.</source>
        <translation>Merkt es sich: Keine bekommt durch diese Gesichter wieder den Namen der anderen.</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} Bilder</translation>
    </message>
</context>
<context>
    <name>Enrolling</name>
    <message>
        <source>Photos of one person</source>
        <translation>Fotos einer Person</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>Fotos ({0})</translation>
    </message>
    <message>
        <source>A folder of one person, or with one folder per person</source>
        <translation>Ein Ordner einer Person oder mit einem Ordner je Person</translation>
    </message>
    <message>
        <source>Pictures are being read already.</source>
        <translation>Es werden schon Bilder gelesen.</translation>
    </message>
    <message>
        <source>Wait until they are, or stop it.</source>
        <translation>Warten Sie, bis sie gelesen sind, oder halten Sie es an.</translation>
    </message>
    <message>
        <source>Looking at {0} pictures</source>
        <translation>{0} Bilder werden angesehen</translation>
    </message>
    <message>
        <source>finishing the pictures in hand …</source>
        <translation>die laufenden Bilder werden noch fertig …</translation>
    </message>
    <message>
        <source>There is no face to enroll in these pictures.</source>
        <translation>In diesen Bildern ist kein Gesicht zum Registrieren.</translation>
    </message>
    <message>
        <source>{0} is enrolled, with {1} pictures.</source>
        <translation>{0} ist registriert, mit {1} Bildern.</translation>
    </message>
    <message>
        <source>{0} is enrolled, with 1 picture.</source>
        <translation>{0} ist registriert, mit 1 Bild.</translation>
    </message>
    <message>
        <source>Recognise live</source>
        <translation>Live erkennen</translation>
    </message>
    <message>
        <source>Enrolling {0} people</source>
        <translation>{0} Personen werden registriert</translation>
    </message>
    <message>
        <source>finishing the person in hand …</source>
        <translation>die laufende Person wird noch fertig …</translation>
    </message>
</context>
<context>
    <name>EvaluationChoice</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models to measure</source>
        <translation>Zu messende Modelle</translation>
    </message>
    <message>
        <source>Average with the mirror image</source>
        <translation>Mit dem Spiegelbild mitteln</translation>
    </message>
    <message>
        <source>Embeds each face and its mirror image. A little better, twice the time.</source>
        <translation>Bettet jedes Gesicht und sein Spiegelbild ein. Etwas besser, doppelte Zeit.</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>Gemessen an</translation>
    </message>
    <message>
        <source>LFW</source>
        <translation>LFW</translation>
    </message>
    <message>
        <source>My own pairs</source>
        <translation>Eigene Paare</translation>
    </message>
    <message>
        <source>A folder of people</source>
        <translation>Ein Ordner mit Personen</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>Get LFW…</source>
        <translation>LFW holen…</translation>
    </message>
    <message>
        <source>List of pairs</source>
        <translation>Paarliste</translation>
    </message>
    <message>
        <source>pairs.txt or CSV</source>
        <translation>pairs.txt oder CSV</translation>
    </message>
    <message>
        <source>Faces are aligned already</source>
        <translation>Gesichter schon ausgerichtet</translation>
    </message>
    <message>
        <source>Takes the pictures whole and looks for no faces.</source>
        <translation>Nimmt die Bilder ganz und sucht keine Gesichter.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>LFW&apos;s folder, with pairs.txt in it or beside it.</source>
        <translation>Der Ordner von LFW, mit pairs.txt darin oder daneben.</translation>
    </message>
    <message>
        <source>path_a,path_b,same in each line, and the folder below which the paths lie.</source>
        <translation>path_a,path_b,same in jeder Zeile, und der Ordner, unter dem die Pfade liegen.</translation>
    </message>
    <message>
        <source>One folder per person. Some are enrolled, the others are strangers: who is recognised, and who gets a name that is not theirs?</source>
        <translation>Ein Ordner je Person. Einige werden registriert, die anderen sind Fremde: Wer wird erkannt, und wer bekommt einen Namen, der ihm nicht gehört?</translation>
    </message>
    <message>
        <source>A measurement is running.</source>
        <translation>Eine Messung läuft.</translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation>Wählen Sie ein Modell.</translation>
    </message>
    <message>
        <source>A folder of people takes one model at a time.</source>
        <translation>Ein Ordner mit Personen nimmt ein Modell auf einmal.</translation>
    </message>
    <message>
        <source>Choose what to measure on.</source>
        <translation>Wählen Sie, woran gemessen wird.</translation>
    </message>
</context>
<context>
    <name>EvaluationPage</name>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>How well a model tells people apart whom it has never seen.</source>
        <translation>Wie gut ein Modell Personen unterscheidet, die es nie gesehen hat.</translation>
    </message>
    <message>
        <source>Nothing is measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
    <message>
        <source>Choose one or more models and what to measure them on. LFW&apos;s protocol: thousands of pairs of faces, each judged one person or two.</source>
        <translation>Wählen Sie ein oder mehrere Modelle und woran sie gemessen werden. Das Protokoll von LFW: Tausende Paare von Gesichtern, jedes als eine Person oder zwei beurteilt.</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Distances and threshold</source>
        <translation>Distanzen und Schwelle</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Teilungen</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Measure on this list of pairs</source>
        <translation>An dieser Paarliste messen</translation>
    </message>
    <message>
        <source>Measure on this folder</source>
        <translation>An diesem Ordner messen</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>finishing the pictures in hand …</source>
        <translation>die laufenden Bilder werden noch fertig …</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>Messung läuft …</translation>
    </message>
    <message>
        <source>Each face is found, aligned and embedded once; what was found is kept for the next time. The figures come at the end.</source>
        <translation>Jedes Gesicht wird einmal gefunden, ausgerichtet und eingebettet; was gefunden ist, bleibt für das nächste Mal. Die Zahlen kommen am Ende.</translation>
    </message>
    <message>
        <source>The measurement was stopped.</source>
        <translation>Die Messung wurde angehalten.</translation>
    </message>
    <message>
        <source>What was found is kept; the next one goes on from there.</source>
        <translation>Was gefunden ist, bleibt; die nächste macht dort weiter.</translation>
    </message>
    <message>
        <source>{0}: open-set identification, {1} random splits</source>
        <translation>{0}: offene Identifikation, {1} zufällige Aufteilungen</translation>
    </message>
    <message>
        <source>A folder for report.html and report.json</source>
        <translation>Ein Ordner für report.html und report.json</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Bericht wird geschrieben</translation>
    </message>
    <message>
        <source>The report is {0}</source>
        <translation>Der Bericht ist {0}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>The gallery decides with a distance of {0} for {1} from now on.</source>
        <translation>Die Galerie entscheidet ab jetzt mit einer Distanz von {0} für {1}.</translation>
    </message>
    <message>
        <source>A calibration on the People page replaces it.</source>
        <translation>Eine Kalibrierung auf der Seite „Personen“ ersetzt sie.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>Noch einmal dieselbe Passphrase</translation>
    </message>
    <message>
        <source>Write names and faces in clear, for anybody to read</source>
        <translation>Namen und Gesichter offen schreiben, für alle lesbar</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Export everybody</source>
        <translation>Alle exportieren</translation>
    </message>
    <message>
        <source>{0} people with names, faces and embeddings go into one file that another computer can import. Nobody can open it without the passphrase, and nobody can restore a lost one.</source>
        <translation>{0} Personen mit Namen, Gesichtern und Einbettungen kommen in eine Datei, die ein anderer Computer importieren kann. Niemand kann sie ohne die Passphrase öffnen, und niemand kann eine verlorene wiederherstellen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>At least {0} characters.</source>
        <translation>Mindestens {0} Zeichen.</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
</context>
<context>
    <name>FaceActions</name>
    <message>
        <source>This face cannot be used</source>
        <translation>Dieses Gesicht ist nicht verwendbar</translation>
    </message>
    <message>
        <source>Yes, add this picture of {0}</source>
        <translation>Ja, dieses Bild zu {0} hinzufügen</translation>
    </message>
    <message>
        <source>Not {0}</source>
        <translation>Nicht {0}</translation>
    </message>
    <message>
        <source>Remembering that this is not {0}</source>
        <translation>Gemerkt wird, dass dies nicht {0} ist</translation>
    </message>
    <message>
        <source>This face will not be called {0} again.</source>
        <translation>Dieses Gesicht wird nicht wieder {0} genannt.</translation>
    </message>
    <message>
        <source>Enroll as…</source>
        <translation>Registrieren als…</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Enrolling {0}</source>
        <translation>{0} wird registriert</translation>
    </message>
    <message>
        <source>{0} is enrolled.</source>
        <translation>{0} ist registriert.</translation>
    </message>
    <message>
        <source>It can be undone on the People page.</source>
        <translation>Das lässt sich auf der Seite „Personen“ rückgängig machen.</translation>
    </message>
</context>
<context>
    <name>FacesPanel</name>
    <message>
        <source>Look at the held-out people</source>
        <translation>Die zurückgehaltenen Personen ansehen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Hardest triplets</source>
        <translation>Schwerste Tripletts</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Map of the held-out people&apos;s embeddings</source>
        <translation>Karte der Einbettungen der zurückgehaltenen Personen</translation>
    </message>
    <message>
        <source>Arrange by neighbours (t-SNE)</source>
        <translation>Nach Nachbarn ordnen (t-SNE)</translation>
    </message>
    <message>
        <source>Back to PCA</source>
        <translation>Zurück zu PCA</translation>
    </message>
    <message>
        <source>Show in the data set</source>
        <translation>Im Datensatz zeigen</translation>
    </message>
    <message>
        <source>The data set is gone</source>
        <translation>Der Datensatz ist weg</translation>
    </message>
    <message>
        <source>Its pictures were in {0}.</source>
        <translation>Seine Bilder lagen in {0}.</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
    <message>
        <source>The held-out people are looked at before the first step and after every epoch.</source>
        <translation>Die zurückgehaltenen Personen werden vor dem ersten Schritt und nach jeder Epoche angesehen.</translation>
    </message>
    <message>
        <source>How does this run see people it has never met?</source>
        <translation>Wie sieht dieser Lauf Personen, denen er nie begegnet ist?</translation>
    </message>
    <message>
        <source>Its best model embeds the data set&apos;s held-out pictures. This may take a minute.</source>
        <translation>Sein bestes Modell bettet die zurückgehaltenen Bilder des Datensatzes ein. Das kann eine Minute dauern.</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>The run has none until its first epoch is over.</source>
        <translation>Der Lauf hat keines, bis seine erste Epoche vorüber ist.</translation>
    </message>
    <message>
        <source>After step {0}: anchor, positive, negative. Of the {1} hardest, {2} have the stranger nearer than the person&apos;s own picture.</source>
        <translation>Nach Schritt {0}: Anker, Positives, Negatives. Bei {2} der {1} schwersten liegt die fremde Person näher als das eigene Bild.</translation>
    </message>
    <message>
        <source>t-SNE of an earlier step; arrange again for step {0}.</source>
        <translation>t-SNE eines früheren Schritts; für Schritt {0} neu ordnen.</translation>
    </message>
    <message>
        <source>own {0} · stranger {1}</source>
        <translation>eigene {0} · fremde {1}</translation>
    </message>
    <message>
        <source>Looking at the held-out people …</source>
        <translation>Die zurückgehaltenen Personen werden angesehen …</translation>
    </message>
    <message>
        <source>Looking at held-out people of {0}</source>
        <translation>Zurückgehaltene Personen von {0} werden angesehen</translation>
    </message>
    <message>
        <source>{0} pictures of {1} held-out people after step {2}; PCA.</source>
        <translation>{0} Bilder von {1} zurückgehaltenen Personen nach Schritt {2}; PCA.</translation>
    </message>
    <message>
        <source>Arranging … some seconds; the map stays usable.</source>
        <translation>Wird geordnet … einige Sekunden; die Karte bleibt benutzbar.</translation>
    </message>
    <message>
        <source>Arranging the map</source>
        <translation>Karte wird geordnet</translation>
    </message>
    <message>
        <source>t-SNE finishes first …</source>
        <translation>t-SNE wird erst fertig …</translation>
    </message>
    <message>
        <source>Neighbours stay neighbours (t-SNE); far distances mean nothing.</source>
        <translation>Nachbarn bleiben Nachbarn (t-SNE); ferne Distanzen bedeuten nichts.</translation>
    </message>
    <message>
        <source>{0}: {1} pictures</source>
        <translation>{0}: {1} Bilder</translation>
    </message>
    <message>
        <source>Anchor and positive</source>
        <translation>Anker und Positives</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>Negatives</translation>
    </message>
    <message>
        <source>{0}: show {1} in the data set</source>
        <translation>{0}: {1} im Datensatz zeigen</translation>
    </message>
</context>
<context>
    <name>FoldsPlot</name>
    <message>
        <source>Fold</source>
        <translation>Teilung</translation>
    </message>
    <message>
        <source>Accuracy in %</source>
        <translation>Genauigkeit in %</translation>
    </message>
</context>
<context>
    <name>FoundPanel</name>
    <message>
        <source>in work …</source>
        <translation>in Arbeit …</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>photos to import</source>
        <translation>Fotos zum Importieren</translation>
    </message>
    <message>
        <source>Back to the data sets</source>
        <translation>Zurück zu den Datensätzen</translation>
    </message>
    <message>
        <source>Check the photos</source>
        <translation>Fotos prüfen</translation>
    </message>
    <message>
        <source>Looks for the face in each photo and says what is wrong, before a data set is written. Nothing is done twice: the import goes on from there.</source>
        <translation>Sucht in jedem Foto das Gesicht und sagt, was nicht stimmt, bevor ein Datensatz geschrieben wird. Nichts geschieht zweimal: Der Import macht von dort aus weiter.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation>Damit trainieren</translation>
    </message>
    <message>
        <source>Browse it</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <source>People in the folder</source>
        <translation>Personen im Ordner</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Images per person</source>
        <translation>Bilder je Person</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen…</translation>
    </message>
    <message>
        <source>Looking at the folder …</source>
        <translation>Der Ordner wird angesehen …</translation>
    </message>
    <message>
        <source>Looking at {0}</source>
        <translation>{0} wird angesehen</translation>
    </message>
    <message>
        <source>laid out as LFW</source>
        <translation>angelegt wie LFW</translation>
    </message>
    <message>
        <source>one folder per person</source>
        <translation>ein Ordner je Person</translation>
    </message>
    <message>
        <source>{0} people</source>
        <translation>{0} Personen</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} Fotos</translation>
    </message>
    <message>
        <source>{0} other files ignored</source>
        <translation>{0} andere Dateien übergangen</translation>
    </message>
    <message>
        <source>{0} of {1} photos are usable.</source>
        <translation>{0} von {1} Fotos sind brauchbar.</translation>
    </message>
    <message>
        <source>From names alone. “Check the photos” also finds what cannot be read, photos without a face or with several, and duplicates.</source>
        <translation>Nur nach Namen. „Fotos prüfen“ findet auch, was sich nicht lesen lässt, Fotos ohne Gesicht oder mit mehreren und doppelte.</translation>
    </message>
    <message>
        <source>Problems ({0})</source>
        <translation>Probleme ({0})</translation>
    </message>
    <message>
        <source>Checking the photos of {0}</source>
        <translation>Fotos von {0} werden geprüft</translation>
    </message>
    <message>
        <source>{0} of {1} photos of {2} people can be used.</source>
        <translation>{0} von {1} Fotos von {2} Personen sind verwendbar.</translation>
    </message>
    <message>
        <source>Nothing is written yet; the import takes it from here.</source>
        <translation>Noch ist nichts geschrieben; der Import macht hier weiter.</translation>
    </message>
    <message>
        <source>At least two people with enough photos are needed.</source>
        <translation>Nötig sind mindestens zwei Personen mit genug Fotos.</translation>
    </message>
    <message>
        <source>Importing {0}</source>
        <translation>{0} wird importiert</translation>
    </message>
    <message>
        <source>{0} images of {1} people</source>
        <translation>{0} Bilder von {1} Personen</translation>
    </message>
    <message>
        <source>{0} is ready: {1} to train on; {2} held out.</source>
        <translation>{0} ist fertig: {1} zum Trainieren; {2} zurückgehalten.</translation>
    </message>
    <message>
        <source>1 file was left out; “Problems” says why.</source>
        <translation>1 Datei wurde weggelassen; „Probleme“ sagt, warum.</translation>
    </message>
    <message>
        <source>{0} files were left out; “Problems” says why.</source>
        <translation>{0} Dateien wurden weggelassen; „Probleme“ sagt, warum.</translation>
    </message>
    <message>
        <source>finishing the photos in hand …</source>
        <translation>die laufenden Fotos werden noch fertig …</translation>
    </message>
    <message>
        <source>This folder cannot be imported</source>
        <translation>Dieser Ordner lässt sich nicht importieren</translation>
    </message>
    <message>
        <source>Stopped while looking at the folder</source>
        <translation>Beim Ansehen des Ordners angehalten</translation>
    </message>
    <message>
        <source>Stopped. The photos that are finished are kept.</source>
        <translation>Angehalten. Die fertigen Fotos bleiben erhalten.</translation>
    </message>
    <message>
        <source>Import goes on from there, today or another day, under the same name.</source>
        <translation>Der Import macht dort weiter, heute oder an einem anderen Tag, unter demselben Namen.</translation>
    </message>
</context>
<context>
    <name>GalleryInUse</name>
    <message>
        <source>The gallery {0} is no longer there.</source>
        <translation>Die Galerie {0} gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Plug in the drive that it is on, or put the file back, and try again.</source>
        <translation>Schließen Sie das Laufwerk an, auf dem sie liegt, oder legen Sie die Datei zurück, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Waiting for the system&apos;s keyring, which keeps the gallery&apos;s key …</source>
        <translation>Warten auf den Schlüsselbund des Systems, in dem der Schlüssel der Galerie liegt …</translation>
    </message>
    <message>
        <source>It may be asking for its password in a window of its own.</source>
        <translation>Vielleicht fragt er in einem eigenen Fenster nach seinem Passwort.</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Back to the help for the page</source>
        <translation>Zurück zur Hilfe der Seite</translation>
    </message>
    <message>
        <source>Close the help</source>
        <translation>Hilfe schließen</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>Hilfe zu dieser Seite</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>Data: photos become faces</source>
        <translation>Daten: Aus Fotos werden Gesichter</translation>
    </message>
    <message>
        <source>Choose a folder with one folder of photos per person, or drop it anywhere on the window. What is in it is shown before anything is written.</source>
        <translation>Wählen Sie einen Ordner mit einem Fotoordner je Person, oder ziehen Sie ihn irgendwo in das Fenster. Was darin ist, sehen Sie, bevor etwas geschrieben wird.</translation>
    </message>
    <message>
        <source>Training: a network learns</source>
        <translation>Training: Ein Netz lernt</translation>
    </message>
    <message>
        <source>Choose a data set and start; curves and a doctor tell how it goes. Not needed to recognise.</source>
        <translation>Wählen Sie einen Datensatz und starten Sie; Kurven und Hinweise zeigen, wie es läuft. Zum Erkennen nicht nötig.</translation>
    </message>
    <message>
        <source>Evaluation: how good is it?</source>
        <translation>Auswertung: Wie gut ist es?</translation>
    </message>
    <message>
        <source>Tick models, say what to measure them on, and press Measure.</source>
        <translation>Kreuzen Sie Modelle an, wählen Sie, woran gemessen wird, und drücken Sie „Messen“.</translation>
    </message>
    <message>
        <source>People: who is to be recognised</source>
        <translation>Personen: Wer erkannt werden soll</translation>
    </message>
    <message>
        <source>Enroll somebody from three to five pictures or the camera, with the built-in model at once.</source>
        <translation>Registrieren Sie jemanden mit drei bis fünf Bildern oder der Kamera, sofort mit dem eingebauten Modell.</translation>
    </message>
    <message>
        <source>Live: who is there</source>
        <translation>Live: Wer da ist</translation>
    </message>
    <message>
        <source>Start a camera or open a video; strangers stay unknown. F1 explains the page in front.</source>
        <translation>Starten Sie eine Kamera, oder öffnen Sie ein Video; Fremde bleiben unbekannt. F1 erklärt die Seite, die vorn ist.</translation>
    </message>
    <message>
        <source>Five pages, in the order of the work</source>
        <translation>Fünf Seiten, in der Reihenfolge der Arbeit</translation>
    </message>
    <message>
        <source>Only to recognise people, two are enough: People, then Live. Ctrl+1 to Ctrl+5 lead to them.</source>
        <translation>Nur zum Erkennen genügen zwei: Personen, dann Live. Strg+1 bis Strg+5 führen hin.</translation>
    </message>
</context>
<context>
    <name>HyperparameterForm</name>
    <message>
        <source>Show expert settings</source>
        <translation>Experteneinstellungen zeigen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>The settings</source>
        <translation>Die Einstellungen</translation>
    </message>
    <message>
        <source>Changed; back to {0}</source>
        <translation>Geändert; zurück zu {0}</translation>
    </message>
    <message>
        <source>Reset all ({0} changed)</source>
        <translation>Alles zurücksetzen ({0} geändert)</translation>
    </message>
    <message>
        <source>Hide expert settings</source>
        <translation>Experteneinstellungen verbergen</translation>
    </message>
    <message>
        <source>Show expert settings ({0} changed)</source>
        <translation>Experteneinstellungen zeigen ({0} geändert)</translation>
    </message>
</context>
<context>
    <name>Hyperparameters</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>From {0} to {1}.</source>
        <translation>Von {0} bis {1}.</translation>
    </message>
    <message>
        <source>Triplet strategy</source>
        <translation>Triplett-Strategie</translation>
    </message>
    <message>
        <source>Which triplets of a batch teach: all that violate the margin, the hardest one of each anchor, the semi-hard ones, or the hardest with a correction of the bias that choosing them brings.</source>
        <translation>Welche Tripletts eines Batches lehren: alle, die die Marge verletzen, das schwerste jedes Ankers, die halbschweren, oder die schwersten mit einer Korrektur der Verzerrung, die ihre Auswahl mit sich bringt.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Marge</translation>
    </message>
    <message>
        <source>How much further the negative must be from the anchor than the positive before a triplet stops teaching.</source>
        <translation>Wie viel weiter das Negative vom Anker entfernt sein muss als das Positive, bis ein Triplett nichts mehr lehrt.</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>Distanz</translation>
    </message>
    <message>
        <source>Soft margin</source>
        <translation>Weiche Marge</translation>
    </message>
    <message>
        <source>Replace the hinge by softplus, which never stops pulling; the margin is then not used.</source>
        <translation>Ersetzt den Knick durch Softplus, das nie aufhört zu ziehen; die Marge wird dann nicht benutzt.</translation>
    </message>
    <message>
        <source>Squared</source>
        <translation>Quadriert</translation>
    </message>
    <message>
        <source>Use squared distances in the loss, as FaceNet&apos;s equation 2 does. Matching never does.</source>
        <translation>Benutzt quadrierte Distanzen im Verlust, wie Gleichung 2 von FaceNet. Der Vergleich tut das nie.</translation>
    </message>
    <message>
        <source>Match weight</source>
        <translation>Gewicht von L_match</translation>
    </message>
    <message>
        <source>λ of batch_adaptive: how strongly the chosen triplets are held to the batch&apos;s own means.</source>
        <translation>λ von batch_adaptive: wie stark die gewählten Tripletts an die Mittelwerte des Batches gebunden werden.</translation>
    </message>
    <message>
        <source>Match norm</source>
        <translation>Norm von L_match</translation>
    </message>
    <message>
        <source>L_match as the mean squared distance between means (Yu et al. 2018), or as Facenet-TF&apos;s sum of norms.</source>
        <translation>L_match als mittlere quadrierte Distanz der Mittelwerte (Yu et al. 2018) oder als Summe der Normen wie in Facenet-TF.</translation>
    </message>
    <message>
        <source>Batch all steps</source>
        <translation>Schritte mit batch_all</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>Name or path of a model whose embeddings the network learns to reproduce, such as dlib-resnet. Empty: none.</source>
        <translation>Name oder Pfad eines Modells, dessen Einbettungen das Netz nachzubilden lernt, etwa dlib-resnet. Leer: keines.</translation>
    </message>
    <message>
        <source>Teacher steps</source>
        <translation>Lehrerschritte</translation>
    </message>
    <message>
        <source>Steps in which the teacher teaches alone, without labels, before the triplets take over; 0 with a teacher_weight of 0 means all of them.</source>
        <translation>Schritte, in denen der Lehrer allein lehrt, ohne Labels, bevor die Tripletts übernehmen; 0 bei einem teacher_weight von 0 heißt alle.</translation>
    </message>
    <message>
        <source>Teacher weight</source>
        <translation>Lehrergewicht</translation>
    </message>
    <message>
        <source>How strongly the teacher still holds the embeddings once the triplets have taken over.</source>
        <translation>Wie stark der Lehrer die Einbettungen noch hält, wenn die Tripletts übernommen haben.</translation>
    </message>
    <message>
        <source>Relation weight</source>
        <translation>Beziehungsgewicht</translation>
    </message>
    <message>
        <source>How strongly the teacher&apos;s distances between the images of a batch count beside its embeddings.</source>
        <translation>Wie stark die Distanzen des Lehrers zwischen den Bildern eines Batches neben seinen Einbettungen zählen.</translation>
    </message>
    <message>
        <source>Identities per batch</source>
        <translation>Identitäten je Batch</translation>
    </message>
    <message>
        <source>P: how many identities one batch holds.</source>
        <translation>P: wie viele Identitäten ein Batch enthält.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>identities</source>
        <translation>Identitäten</translation>
    </message>
    <message>
        <source>Images per identity</source>
        <translation>Bilder je Identität</translation>
    </message>
    <message>
        <source>K: how many images of each identity one batch holds.</source>
        <translation>K: wie viele Bilder jeder Identität ein Batch enthält.</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>The embedding network. `tiny` is a toy for tests and demonstrations.</source>
        <translation>Das Einbettungsnetz. `tiny` ist ein Spielzeug für Tests und Vorführungen.</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Bildgröße</translation>
    </message>
    <message>
        <source>Side of the network&apos;s input. Smaller trains faster, larger sees more.</source>
        <translation>Seitenlänge der Eingabe des Netzes. Kleiner trainiert schneller, größer sieht mehr.</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>Embedding size</source>
        <translation>Einbettungsgröße</translation>
    </message>
    <message>
        <source>How many numbers describe a face.</source>
        <translation>Wie viele Zahlen ein Gesicht beschreiben.</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Share of the pooled activations dropped before the embedding layer.</source>
        <translation>Anteil der gepoolten Aktivierungen, die vor der Einbettungsschicht ausfallen.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Steps that use batch_all before the chosen strategy takes over, where the weights are fresh or ImageNet&apos;s: under the hardest triplets alone those collapse. From a model that knows faces the strategy begins at once.</source>
        <translation>Schritte, die batch_all benutzen, bevor die gewählte Strategie übernimmt, wenn die Gewichte frisch oder die von ImageNet sind: Nur mit den schwersten Tripletts kollabieren diese. Von einem Modell aus, das Gesichter kennt, beginnt die Strategie sofort.</translation>
    </message>
    <message>
        <source>One of {0}.</source>
        <translation>Eines von {0}.</translation>
    </message>
    <message>
        <source>Default: {0}.</source>
        <translation>Standard: {0}.</translation>
    </message>
    <message>
        <source>Teacher form</source>
        <translation>Form des Lehrers</translation>
    </message>
    <message>
        <source>What of the teacher&apos;s embeddings is learnt: their directions from the mean of all, or points laid on the sphere so that their distances stay.</source>
        <translation>Was von den Einbettungen des Lehrers gelernt wird: ihre Richtungen vom Mittel aller aus, oder Punkte, so auf die Kugel gelegt, dass ihre Distanzen bleiben.</translation>
    </message>
    <message>
        <source>Identity pull</source>
        <translation>Zug zur Identität</translation>
    </message>
    <message>
        <source>How far the teacher&apos;s embeddings of one identity are drawn together before they are learnt; 0 needs no names, 1 makes them one point.</source>
        <translation>Wie weit die Einbettungen, die der Lehrer von einer Identität hat, vor dem Lernen zusammengezogen werden; 0 braucht keine Namen, 1 macht sie zu einem Punkt.</translation>
    </message>
    <message>
        <source>Where the weights come from: `auto` (the built-in start network where network and embedding size are its own, else fresh weights), `scratch`, `imagenet`, or the name or path of a model or run.</source>
        <translation>Woher die Gewichte kommen: `auto` (das eingebaute Startnetz, wenn Netz und Einbettungsgröße die seinen sind, sonst frische Gewichte), `scratch`, `imagenet` oder Name oder Pfad eines Modells oder Laufs.</translation>
    </message>
    <message>
        <source>Freeze until</source>
        <translation>Einfrieren bis</translation>
    </message>
    <message>
        <source>Name of the last layer kept as it is (for instance mixed7); empty trains every layer.</source>
        <translation>Name der letzten Schicht, die bleibt, wie sie ist (zum Beispiel mixed7); leer trainiert jede Schicht.</translation>
    </message>
    <message>
        <source>Freeze batch statistics</source>
        <translation>Batch-Statistik einfrieren</translation>
    </message>
    <message>
        <source>Keep the means and variances of batch normalisation as the start brought them. Fresh weights bring none, and learn them all the same.</source>
        <translation>Mittelwerte und Varianzen der Batch-Normalisierung so lassen, wie der Start sie mitbringt. Neue Gewichte bringen keine mit und lernen sie trotzdem.</translation>
    </message>
    <message>
        <source>Batch norm momentum</source>
        <translation>Batch-Norm-Momentum</translation>
    </message>
    <message>
        <source>How slowly the running means and variances of batch normalisation follow the batches.</source>
        <translation>Wie langsam die laufenden Mittelwerte und Varianzen der Batch-Normalisierung den Batches folgen.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>The optimizer. FaceNet used Adagrad, Facenet-TF Adam.</source>
        <translation>Der Optimierer. FaceNet nahm Adagrad, Facenet-TF Adam.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>The highest learning rate. Too high and every face becomes the same point.</source>
        <translation>Die höchste Lernrate. Ist sie zu hoch, wird jedes Gesicht derselbe Punkt.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>How the rate goes on from there: not at all, down a cosine to 1 % at the end, or in steps.</source>
        <translation>Wie die Rate von dort weitergeht: gar nicht, einen Kosinus hinunter bis 1 % am Ende, oder in Stufen.</translation>
    </message>
    <message>
        <source>Warmup steps</source>
        <translation>Aufwärmschritte</translation>
    </message>
    <message>
        <source>Steps over which the rate rises from nothing.</source>
        <translation>Schritte, in denen die Rate von null ansteigt.</translation>
    </message>
    <message>
        <source>Decay steps</source>
        <translation>Abnahmeschritte</translation>
    </message>
    <message>
        <source>Staircase: steps between two reductions.</source>
        <translation>Stufen: Schritte zwischen zwei Verringerungen.</translation>
    </message>
    <message>
        <source>Decay rate</source>
        <translation>Abnahmefaktor</translation>
    </message>
    <message>
        <source>Staircase: the factor of each reduction.</source>
        <translation>Stufen: der Faktor jeder Verringerung.</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Adam&apos;s and Adagrad&apos;s ε. Facenet-TF used 0.1.</source>
        <translation>Das ε von Adam und Adagrad. Facenet-TF nahm 0.1.</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>SGD&apos;s momentum.</source>
        <translation>Das Momentum von SGD.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Decoupled weight decay (AdamW).</source>
        <translation>Entkoppelte Gewichtsabnahme (AdamW).</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>Norm begrenzen</translation>
    </message>
    <message>
        <source>Largest norm of the whole gradient; 0 leaves it as it is.</source>
        <translation>Größte Norm des gesamten Gradienten; 0 lässt ihn, wie er ist.</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Mirror half of the images.</source>
        <translation>Spiegelt die Hälfte der Bilder.</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Verschiebung</translation>
    </message>
    <message>
        <source>How far a crop may shift inside the chip&apos;s margin, as a share of the chip.</source>
        <translation>Wie weit sich ein Ausschnitt im Rand des Gesichtsbilds verschieben darf, als Anteil des Bilds.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source>How much larger or smaller a crop may be.</source>
        <translation>Wie viel größer oder kleiner ein Ausschnitt sein darf.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Strength of random brightness, contrast and saturation.</source>
        <translation>Stärke von zufälliger Helligkeit, Kontrast und Sättigung.</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Unschärfe</translation>
    </message>
    <message>
        <source>Share of the images that are blurred as a poor camera would.</source>
        <translation>Anteil der Bilder, die wie von einer schlechten Kamera unscharf gemacht werden.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How many epochs to train.</source>
        <translation>Wie viele Epochen trainiert wird.</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Steps per epoch</source>
        <translation>Schritte je Epoche</translation>
    </message>
    <message>
        <source>Steps between two evaluations; 0 means once through the data.</source>
        <translation>Schritte zwischen zwei Auswertungen; 0 heißt einmal durch die Daten.</translation>
    </message>
    <message>
        <source>Checkpoint steps</source>
        <translation>Checkpoint-Schritte</translation>
    </message>
    <message>
        <source>A checkpoint is written after so many steps, and at the end of each epoch.</source>
        <translation>Nach so vielen Schritten und am Ende jeder Epoche wird ein Checkpoint geschrieben.</translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation>Checkpoints behalten</translation>
    </message>
    <message>
        <source>How many of the latest checkpoints are kept, besides the best.</source>
        <translation>Wie viele der letzten Checkpoints behalten werden, neben dem besten.</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>Validierungsbilder</translation>
    </message>
    <message>
        <source>Most images of held-out identities that an epoch&apos;s evaluation embeds.</source>
        <translation>Höchstzahl der Bilder zurückgehaltener Identitäten, die eine Auswertung nach einer Epoche einbettet.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Rechengenauigkeit</translation>
    </message>
    <message>
        <source>Arithmetic of the network: mixed precision where it is bfloat16 or float16. `auto` measures when the run begins and leaves float32 only where another one is a good deal faster, as on most GPUs.</source>
        <translation>Rechengenauigkeit des Netzes: gemischt bei bfloat16 oder float16. `auto` misst zu Beginn des Laufs und weicht nur von float32 ab, wo eine andere deutlich schneller ist, wie auf den meisten GPUs.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Decides initial weights, batches and augmentation; the same seed gives the same run on a CPU.</source>
        <translation>Bestimmt Anfangsgewichte, Batches und Augmentierung; derselbe Startwert ergibt auf einer CPU denselben Lauf.</translation>
    </message>
</context>
<context>
    <name>ImagesHistogram</name>
    <message>
        <source>images of a person</source>
        <translation>Bilder einer Person</translation>
    </message>
    <message>
        <source>people</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Histogram of images per person</source>
        <translation>Histogramm der Bilder je Person</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Where a name is taken, add the pictures to that person</source>
        <translation>Ist ein Name vergeben, die Bilder zu dieser Person hinzufügen</translation>
    </message>
    <message>
        <source>Otherwise nothing is imported when a name is taken.</source>
        <translation>Sonst wird nichts importiert, wenn ein Name vergeben ist.</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>Personen importieren</translation>
    </message>
    <message>
        <source>All of them come in, or where anything is wrong nobody. It can be undone.</source>
        <translation>Es kommen alle herein oder, wenn etwas nicht stimmt, niemand. Das lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ImportSummary</name>
    <message>
        <source>Images to train on</source>
        <translation>Bilder zum Trainieren</translation>
    </message>
    <message>
        <source>The network learns from these.</source>
        <translation>Aus diesen lernt das Netz.</translation>
    </message>
    <message>
        <source>Images held out</source>
        <translation>Bilder zurückgehalten</translation>
    </message>
    <message>
        <source>Of people whom the training never sees.</source>
        <translation>Von Personen, die das Training nie sieht.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Photos of no use; Problems tells why.</source>
        <translation>Unbrauchbare Fotos; „Probleme“ sagt, warum.</translation>
    </message>
    <message>
        <source>{0} images of {1} people</source>
        <translation>{0} Bilder von {1} Personen</translation>
    </message>
</context>
<context>
    <name>ImproveDialog</name>
    <message>
        <source>Make it better at these people</source>
        <translation>Für diese Personen verbessern</translation>
    </message>
    <message>
        <source>{0} ({1} people)</source>
        <translation>{0} ({1} Personen)</translation>
    </message>
    <message>
        <source>Make it better</source>
        <translation>Verbessern</translation>
    </message>
    <message>
        <source>A model is trained on for some minutes with the faces of your gallery and those of other people. A third of your people&apos;s pictures is kept back to measure on: the new model is kept only if it recognises them better and tells everybody else apart no worse. The gallery itself stays as it is until you say otherwise.</source>
        <translation>Ein Modell wird einige Minuten weitertrainiert, mit den Gesichtern Ihrer Galerie und denen anderer Personen. Ein Drittel der Bilder Ihrer Personen wird zum Messen zurückbehalten: Das neue Modell bleibt nur, wenn es sie besser erkennt und alle anderen nicht schlechter unterscheidet. Die Galerie selbst bleibt, wie sie ist, bis Sie es anders wollen.</translation>
    </message>
    <message>
        <source>Its weights hold something of these faces: treat it as you treat the gallery.</source>
        <translation>Seine Gewichte enthalten etwas von diesen Gesichtern: Behandeln Sie es wie die Galerie.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>Other people</source>
        <translation>Andere Personen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>ImprovementDialog</name>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Use it for this gallery</source>
        <translation>Für diese Galerie verwenden</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>The nearest person is the right one</source>
        <translation>Die nächste Person ist die richtige</translation>
    </message>
    <message>
        <source>Separation of your people from strangers</source>
        <translation>Trennung Ihrer Personen von Fremden</translation>
    </message>
    <message>
        <source>Everybody else told apart (AUC)</source>
        <translation>Alle anderen unterschieden (AUC)</translation>
    </message>
    <message>
        <source>Everybody else confused (EER)</source>
        <translation>Alle anderen verwechselt (EER)</translation>
    </message>
    <message>
        <source>Missed, where {0} of strangers get a name</source>
        <translation>Verfehlt, wenn {0} der Fremden einen Namen bekommen</translation>
    </message>
    <message>
        <source>Everybody else: VAL at FAR {0}</source>
        <translation>Alle anderen: VAL bei FAR {0}</translation>
    </message>
    <message>
        <source>Measured on {0} pictures of your people and {1} of {2} strangers, none of which was learnt from. A gain must be larger than chance, a loss must not. It took {3}.</source>
        <translation>Gemessen an {0} Bildern Ihrer Personen und {1} von {2} Fremden, von denen keines gelernt wurde. Ein Gewinn muss größer als der Zufall sein, ein Verlust darf es nicht. Es dauerte {3}.</translation>
    </message>
    <message>
        <source>There were too few pictures of strangers to speak of {0} of them.</source>
        <translation>Für eine Aussage über {0} der Fremden gab es zu wenige Bilder von ihnen.</translation>
    </message>
    <message>
        <source>Left out of the data set, because the gallery has people of their names: {0}.</source>
        <translation>Aus dem Datensatz weggelassen, weil die Galerie Personen dieser Namen hat: {0}.</translation>
    </message>
    <message>
        <source>{0} recognises your people better.</source>
        <translation>{0} erkennt Ihre Personen besser.</translation>
    </message>
    <message>
        <source>Everybody else is told apart as before. Use it, and the faces are embedded anew.</source>
        <translation>Alle anderen werden unterschieden wie zuvor. Wenn Sie es verwenden, werden die Gesichter neu eingebettet.</translation>
    </message>
    <message>
        <source>{0} recognises at least as many of your people&apos;s pictures as before, and more clearly.</source>
        <translation>{0} erkennt mindestens so viele Bilder Ihrer Personen wie zuvor, und deutlicher.</translation>
    </message>
    <message>
        <source>It did not get better: everybody else was told apart worse than before.</source>
        <translation>Es wurde nicht besser: Alle anderen wurden schlechter unterschieden als zuvor.</translation>
    </message>
    <message>
        <source>Nothing was kept. A larger data set of other people helps it not to forget them.</source>
        <translation>Nichts wurde behalten. Ein größerer Datensatz anderer Personen hilft, sie nicht zu vergessen.</translation>
    </message>
    <message>
        <source>It did not get better, or not by more than chance.</source>
        <translation>Es wurde nicht besser, oder nicht um mehr als der Zufall.</translation>
    </message>
    <message>
        <source>Nothing was kept. More pictures of your people help most, on other days and in other light.</source>
        <translation>Nichts wurde behalten. Am meisten helfen mehr Bilder Ihrer Personen, an anderen Tagen und in anderem Licht.</translation>
    </message>
</context>
<context>
    <name>Improving</name>
    <message>
        <source>One thing after the other: {0} still runs.</source>
        <translation>Eins nach dem anderen: „{0}“ läuft noch.</translation>
    </message>
    <message>
        <source>No model here can be trained further.</source>
        <translation>Hier lässt sich kein Modell weitertrainieren.</translation>
    </message>
    <message>
        <source>The built-in one comes without a way to train it. Train a model that learns from it first.</source>
        <translation>Das eingebaute lässt sich nicht trainieren. Trainieren Sie zuerst ein Modell, das von ihm lernt.</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Ein Modell trainieren</translation>
    </message>
    <message>
        <source>A data set of other people is needed, some of them held out.</source>
        <translation>Nötig ist ein Datensatz anderer Personen, von denen einige zurückgehalten sind.</translation>
    </message>
    <message>
        <source>It keeps the model from forgetting everybody else, and tells whether it did.</source>
        <translation>Er bewahrt das Modell davor, alle anderen zu vergessen, und zeigt, ob es das tat.</translation>
    </message>
    <message>
        <source>Import photos</source>
        <translation>Fotos importieren</translation>
    </message>
    <message>
        <source>Making {0}</source>
        <translation>{0} entsteht</translation>
    </message>
    <message>
        <source>{0} is still being made; leaving now keeps nothing of it.</source>
        <translation>{0} entsteht noch; wenn Sie jetzt gehen, bleibt nichts davon.</translation>
    </message>
    <message>
        <source>finishing the step …</source>
        <translation>der Schritt wird fertig …</translation>
    </message>
    <message>
        <source>Before and after…</source>
        <translation>Vorher und nachher…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was kept, and the gallery is as it was.</source>
        <translation>Angehalten. Nichts wurde behalten, und die Galerie ist unverändert.</translation>
    </message>
</context>
<context>
    <name>JobLine</name>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>stopping …</source>
        <translation>hält an …</translation>
    </message>
    <message>
        <source>starting …</source>
        <translation>startet …</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>en</source>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>LatestStrip</name>
    <message>
        <source>Latest faces</source>
        <translation>Neueste Gesichter</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Saving what was done, then closing …</source>
        <translation>Was getan ist, wird gespeichert, dann wird geschlossen …</translation>
    </message>
    <message>
        <source>Nothing is broken off by force; the step or file in hand is finished first.</source>
        <translation>Nichts wird mit Gewalt abgebrochen; der laufende Schritt oder die laufende Datei wird noch fertig.</translation>
    </message>
    <message>
        <source>Close the window?</source>
        <translation>Fenster schließen?</translation>
    </message>
    <message>
        <source>What was done so far is saved, and can be taken up again.</source>
        <translation>Was bisher getan ist, ist gespeichert und kann wieder aufgenommen werden.</translation>
    </message>
    <message>
        <source>Stop, save and close</source>
        <translation>Anhalten, speichern und schließen</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Weiterarbeiten</translation>
    </message>
</context>
<context>
    <name>LfwDialog</name>
    <message>
        <source>Download LFW?</source>
        <translation>LFW herunterladen?</translation>
    </message>
    <message>
        <source>Labeled Faces in the Wild: 13,233 photos of 5,749 people, the usual test of face embeddings.

From: {0}
Size: {1}, {2} when unpacked
To: {3}</source>
        <translation>Labeled Faces in the Wild: 13.233 Fotos von 5.749 Personen, die übliche Prüfung für Gesichtseinbettungen.

Von: {0}
Größe: {1}, entpackt {2}
Nach: {3}</translation>
    </message>
    <message>
        <source>LFW is here already</source>
        <translation>LFW ist schon da</translation>
    </message>
    <message>
        <source>It lies in {0}; nothing needs to be downloaded.</source>
        <translation>Es liegt in {0}; es muss nichts heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Import it</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Measure a model on it</source>
        <translation>Ein Modell daran messen</translation>
    </message>
</context>
<context>
    <name>LivePage</name>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Privacy pause</source>
        <translation>Privatpause</translation>
    </message>
    <message>
        <source>Save a snapshot…</source>
        <translation>Schnappschuss speichern…</translation>
    </message>
    <message>
        <source>Open a video or picture…</source>
        <translation>Video oder Bild öffnen…</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>Starten…</translation>
    </message>
    <message>
        <source>Snapshot…</source>
        <translation>Schnappschuss…</translation>
    </message>
    <message>
        <source>Nobody in front of it yet</source>
        <translation>Noch niemand davor</translation>
    </message>
    <message>
        <source>Start a camera, or open a video or pictures. Names come from the people whom you have enrolled; everybody else is unknown. Nothing leaves this computer, and nothing is recorded.</source>
        <translation>Starten Sie eine Kamera, oder öffnen Sie ein Video oder Bilder. Namen kommen von den Personen, die Sie registriert haben; alle anderen sind unbekannt. Nichts verlässt diesen Computer, und nichts wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Start a camera</source>
        <translation>Kamera starten</translation>
    </message>
    <message>
        <source>Open a video…</source>
        <translation>Video öffnen…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Who is there, as soon as they are. Not a lock: a photo held to the camera can pass.</source>
        <translation>Wer da ist, sobald jemand da ist. Kein Schloss: Ein vor die Kamera gehaltenes Foto kann durchkommen.</translation>
    </message>
    <message>
        <source>Recognise the people in this video</source>
        <translation>Die Personen in diesem Video erkennen</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>starting …</source>
        <translation>startet …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Recognising the last picture …</source>
        <translation>Das letzte Bild wird erkannt …</translation>
    </message>
    <message>
        <source>The end of {0}</source>
        <translation>Das Ende von {0}</translation>
    </message>
    <message>
        <source>distance {0}</source>
        <translation>Distanz {0}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Privacy pause: nothing is looked at.</source>
        <translation>Privatpause: Nichts wird angesehen.</translation>
    </message>
    <message>
        <source>{0} pictures a second · {1} recognised a second · {2} ms from picture to name</source>
        <translation>{0} Bilder je Sekunde · {1} erkannt je Sekunde · {2} ms vom Bild zum Namen</translation>
    </message>
    <message>
        <source>{0} pictures a second</source>
        <translation>{0} Bilder je Sekunde</translation>
    </message>
    <message>
        <source>{0} pictures a second · getting ready to recognise …</source>
        <translation>{0} Bilder je Sekunde · Erkennung wird vorbereitet …</translation>
    </message>
    <message>
        <source>Privacy pause: nothing is looked at</source>
        <translation>Privatpause: Nichts wird angesehen</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Das Bild speichern</translation>
    </message>
    <message>
        <source>{0} could not be written.</source>
        <translation>{0} ließ sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Save who was seen when</source>
        <translation>Speichern, wer wann gesehen wurde</translation>
    </message>
    <message>
        <source>That face is no longer in the picture.</source>
        <translation>Dieses Gesicht ist nicht mehr im Bild.</translation>
    </message>
</context>
<context>
    <name>LiveTraining</name>
    <message>
        <source>Training {0}</source>
        <translation>Training von {0}</translation>
    </message>
    <message>
        <source>The training of {0} is still going on.</source>
        <translation>Das Training von {0} läuft noch.</translation>
    </message>
    <message>
        <source>finishing the step and saving …</source>
        <translation>der Schritt wird fertig und gespeichert …</translation>
    </message>
</context>
<context>
    <name>LiveWork</name>
    <message>
        <source>{0} has exactly this picture already.</source>
        <translation>{0} hat genau dieses Bild schon.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
</context>
<context>
    <name>LossCards</name>
    <message>
        <source>All triplets</source>
        <translation>Alle Tripletts</translation>
    </message>
    <message>
        <source>Every triplet that breaks the margin teaches, each as much as any other. The one for fresh weights.</source>
        <translation>Jedes Triplett, das die Marge verletzt, zählt gleich viel. Das Richtige für neue Gewichte.</translation>
    </message>
    <message>
        <source>Each face learns from the farthest one of its own person and the nearest stranger only. Fresh weights collapse under it.</source>
        <translation>Jedes Gesicht lernt nur vom fernsten der eigenen Person und vom nächsten Fremden. Neue Gewichte kollabieren dabei.</translation>
    </message>
    <message>
        <source>The hardest ones, held to the batch&apos;s own means. The one for a start that knows faces.</source>
        <translation>Die schwersten, an die Mittelwerte des Batchs gebunden. Für einen Start, der Gesichter kennt.</translation>
    </message>
    <message>
        <source>Hardest triplets</source>
        <translation>Schwerste Tripletts</translation>
    </message>
    <message>
        <source>Adaptive triplets</source>
        <translation>Adaptive Tripletts</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Import photos…</source>
        <translation>Fotos &amp;importieren…</translation>
    </message>
    <message>
        <source>Open &amp;gallery…</source>
        <translation>&amp;Galerie öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Show the &amp;folder with everything</source>
        <translation>&amp;Ordner mit allen Daten zeigen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>&amp;Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>&amp;Show me around</source>
        <translation>Ein &amp;Rundgang</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Willkommen</translation>
    </message>
    <message>
        <source>&amp;About FaceNet GUI</source>
        <translation>Ü&amp;ber FaceNet GUI</translation>
    </message>
    <message>
        <source>A folder with one folder per person</source>
        <translation>Ein Ordner mit einem Unterordner je Person</translation>
    </message>
    <message>
        <source>Open a gallery</source>
        <translation>Eine Galerie öffnen</translation>
    </message>
    <message>
        <source>Galleries (*.sqlite)</source>
        <translation>Galerien (*.sqlite)</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
</context>
<context>
    <name>MakeDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Make them</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0} pictures, about {1}</source>
        <translation>{0} Bilder, etwa {1}</translation>
    </message>
</context>
<context>
    <name>ManyPanel</name>
    <message>
        <source>People to enroll</source>
        <translation>Personen zum Registrieren</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>What becomes of them</source>
        <translation>Was aus ihnen wird</translation>
    </message>
    <message>
        <source>Review this one…</source>
        <translation>Diese durchsehen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(kein Name)</translation>
    </message>
    <message>
        <source>Added to their pictures</source>
        <translation>Zu den Bildern hinzugefügt</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Review to give a name</source>
        <translation>Zum Benennen durchsehen</translation>
    </message>
    <message>
        <source>Not looked at: stopped</source>
        <translation>Nicht angesehen: angehalten</translation>
    </message>
    <message>
        <source>Not enrolled: looks like {0}</source>
        <translation>Nicht registriert: sieht aus wie {0}</translation>
    </message>
    <message>
        <source>no face was found</source>
        <translation>kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>Not enrolled: {0}</source>
        <translation>Nicht registriert: {0}</translation>
    </message>
    <message>
        <source>1 picture enrolled</source>
        <translation>1 Bild registriert</translation>
    </message>
    <message>
        <source>{0} enrolled</source>
        <translation>{0} registriert</translation>
    </message>
    <message>
        <source>{0}, {1} left out</source>
        <translation>{0}, {1} weggelassen</translation>
    </message>
    <message>
        <source>{0} people in these folders</source>
        <translation>{0} Personen in diesen Ordnern</translation>
    </message>
    <message>
        <source>{0} of {1} were enrolled. Review a person to see each picture and decide otherwise.</source>
        <translation>{0} von {1} wurden registriert. Sehen Sie eine Person durch, um jedes Bild zu sehen und anders zu entscheiden.</translation>
    </message>
    <message>
        <source>Each folder is one person. Poor pictures and people who are there already are left out.</source>
        <translation>Jeder Ordner ist eine Person. Schlechte Bilder und schon vorhandene Personen werden weggelassen.</translation>
    </message>
    <message>
        <source>Enroll {0} people</source>
        <translation>{0} Personen registrieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>waiting …</source>
        <translation>wartet …</translation>
    </message>
</context>
<context>
    <name>MistakesPanel</name>
    <message>
        <source>Kind of mistake</source>
        <translation>Art des Fehlers</translation>
    </message>
    <message>
        <source>One person, refused (false rejects)</source>
        <translation>Eine Person, abgewiesen (falsche Abweisung)</translation>
    </message>
    <message>
        <source>Two people, accepted (false accepts)</source>
        <translation>Zwei Personen, angenommen (falsche Annahme)</translation>
    </message>
    <message>
        <source>Mistaken pairs</source>
        <translation>Falsch beurteilte Paare</translation>
    </message>
    <message>
        <source>No mistakes of this kind</source>
        <translation>Keine Fehler dieser Art</translation>
    </message>
    <message>
        <source>distance {0}</source>
        <translation>Distanz {0}</translation>
    </message>
    <message>
        <source>{0} at a threshold of {1}; the hardest pairs first.</source>
        <translation>{0} bei einer Schwelle von {1}; die schwersten Paare zuerst.</translation>
    </message>
</context>
<context>
    <name>ModelBanner</name>
    <message>
        <source>Their people are recognised from their other pictures.</source>
        <translation>Diese Personen werden an ihren anderen Bildern erkannt.</translation>
    </message>
    <message>
        <source>Until then 1 person cannot be recognised. The pictures were kept; nobody has to come back.</source>
        <translation>Bis dahin lässt sich 1 Person nicht erkennen. Die Bilder sind aufbewahrt; niemand muss wiederkommen.</translation>
    </message>
    <message>
        <source>Until then {0} people cannot be recognised. The pictures were kept; nobody has to come back.</source>
        <translation>Bis dahin lassen sich {0} Personen nicht erkennen. Die Bilder sind aufbewahrt; niemand muss wiederkommen.</translation>
    </message>
    <message>
        <source>1 face needs re-embedding with {0}.</source>
        <translation>1 Gesicht muss mit {0} neu eingebettet werden.</translation>
    </message>
    <message>
        <source>{0} faces need re-embedding with {1}.</source>
        <translation>{0} Gesichter müssen mit {1} neu eingebettet werden.</translation>
    </message>
    <message>
        <source>Re-embed</source>
        <translation>Neu einbetten</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>NameField</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>{0} is known: the pictures are added to theirs.</source>
        <translation>{0} ist bekannt: Die Bilder kommen hinzu.</translation>
    </message>
    <message>
        <source>There is somebody of that name already.</source>
        <translation>Es gibt schon jemanden mit diesem Namen.</translation>
    </message>
</context>
<context>
    <name>NewPassphraseDialog</name>
    <message>
        <source>Take the passphrase away</source>
        <translation>Passphrase entfernen</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Passphrase wählen</translation>
    </message>
    <message>
        <source>Passphrase of now</source>
        <translation>Bisherige Passphrase</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dieselbe</translation>
    </message>
    <message>
        <source>The gallery then opens for whoever is logged in as you.</source>
        <translation>Die Galerie öffnet sich dann für alle, die unter Ihrem Namen angemeldet sind.</translation>
    </message>
    <message>
        <source>Several words that only you think of together are better than one strange one. Nobody can open the gallery without it, and nobody can give you another: export the gallery, or write it down.</source>
        <translation>Mehrere Wörter, auf die nur Sie zusammen kommen, sind besser als ein seltsames. Niemand kann die Galerie ohne sie öffnen, und niemand kann Ihnen eine andere geben: Exportieren Sie die Galerie, oder schreiben Sie die Passphrase auf.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Die beiden sind noch nicht gleich.</translation>
    </message>
</context>
<context>
    <name>NewTraining</name>
    <message>
        <source>Batches of {0} × {1} = {2} images</source>
        <translation>Batches von {0} × {1} = {2} Bildern</translation>
    </message>
    <message>
        <source>the data set has {0} people only</source>
        <translation>der Datensatz hat nur {0} Personen</translation>
    </message>
    <message>
        <source>{0} steps in {1} epochs</source>
        <translation>{0} Schritte in {1} Epochen</translation>
    </message>
    <message>
        <source>{0} epochs, each once through {1} images</source>
        <translation>{0} Epochen, jede einmal durch {1} Bilder</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>Lernen von</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>There is no data set yet.</source>
        <translation>Es gibt noch keinen Datensatz.</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Without a GPU, InceptionV3 learns for many hours from nothing.</source>
        <translation>Ohne Grafikprozessor lernt InceptionV3 von Grund auf viele Stunden lang.</translation>
    </message>
    <message>
        <source>The small network shows within minutes how a training goes; it never gets as good.</source>
        <translation>Das kleine Netz zeigt in Minuten, wie ein Training verläuft; so gut wird es nie.</translation>
    </message>
    <message>
        <source>Take the small one</source>
        <translation>Das kleine nehmen</translation>
    </message>
</context>
<context>
    <name>OptionsCard</name>
    <message>
        <source>Name of the data set</source>
        <translation>Name des Datensatzes</translation>
    </message>
    <message>
        <source>People held out</source>
        <translation>Personen zurückhalten</translation>
    </message>
    <message>
        <source>So many people are kept out of training; how well they are told apart is the honest measure.</source>
        <translation>So viele Personen bleiben dem Training fern; wie gut sie unterschieden werden, ist das ehrliche Maß.</translation>
    </message>
    <message>
        <source>Least images of a person</source>
        <translation>Mindestzahl der Bilder</translation>
    </message>
    <message>
        <source>Whoever has fewer usable images is left out. One image gives no positive.</source>
        <translation>Wer weniger brauchbare Bilder hat, wird weggelassen. Ein einziges ergibt kein Positives.</translation>
    </message>
    <message>
        <source>People to leave out</source>
        <translation>Wen weglassen</translation>
    </message>
    <message>
        <source>Leave nobody out</source>
        <translation>Niemanden weglassen</translation>
    </message>
    <message>
        <source>Leave out people of LFW</source>
        <translation>LFW-Personen weglassen</translation>
    </message>
    <message>
        <source>Leave out people of LFW in …</source>
        <translation>LFW-Personen aus …</translation>
    </message>
    <message>
        <source>An embedding that is to be measured on LFW must not be trained on its people.</source>
        <translation>Eine Einbettung, die an LFW gemessen werden soll, darf nicht mit dessen Personen trainiert werden.</translation>
    </message>
    <message>
        <source>LFW&apos;s folder</source>
        <translation>Ordner von LFW</translation>
    </message>
    <message>
        <source>Leave out repeated photos</source>
        <translation>Wiederholte Fotos weglassen</translation>
    </message>
    <message>
        <source>Photos that are there a second time, smaller, recompressed or recoloured. Otherwise they are kept.</source>
        <translation>Fotos, die ein zweites Mal da sind, kleiner, neu komprimiert oder umgefärbt. Sonst bleiben sie.</translation>
    </message>
    <message>
        <source>Faces are aligned already</source>
        <translation>Gesichter schon ausgerichtet</translation>
    </message>
    <message>
        <source>Takes the pictures whole and looks for no faces.</source>
        <translation>Nimmt die Bilder ganz und sucht keine Gesichter.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>People held out for validation</source>
        <translation>Für die Validierung zurückhalten</translation>
    </message>
    <message>
        <source>Choose LFW&apos;s folder.</source>
        <translation>Wählen Sie den Ordner von LFW.</translation>
    </message>
</context>
<context>
    <name>PageKind</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Choose {0}</source>
        <translation>{0} wählen</translation>
    </message>
</context>
<context>
    <name>PeopleActions</name>
    <message>
        <source>From photos…</source>
        <translation>Aus Fotos…</translation>
    </message>
    <message>
        <source>From a folder…</source>
        <translation>Aus einem Ordner…</translation>
    </message>
    <message>
        <source>With the camera…</source>
        <translation>Mit der Kamera…</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>Jemanden suchen</translation>
    </message>
    <message>
        <source>How strict with strangers…</source>
        <translation>Wie streng bei Fremden…</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Nach doppelten suchen</translation>
    </message>
    <message>
        <source>Make it better at these people…</source>
        <translation>Für diese Personen verbessern…</translation>
    </message>
    <message>
        <source>Export everybody…</source>
        <translation>Alle exportieren…</translation>
    </message>
    <message>
        <source>Import from a file…</source>
        <translation>Aus einer Datei importieren…</translation>
    </message>
    <message>
        <source>Use my own gallery</source>
        <translation>Eigene Galerie verwenden</translation>
    </message>
    <message>
        <source>Erase deleted data for good…</source>
        <translation>Gelöschtes endgültig tilgen…</translation>
    </message>
</context>
<context>
    <name>PeopleGrid</name>
    <message>
        <source>Search people</source>
        <translation>Personen suchen</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Most images first</source>
        <translation>Meiste Bilder zuerst</translation>
    </message>
    <message>
        <source>Fewest images first</source>
        <translation>Wenigste Bilder zuerst</translation>
    </message>
    <message>
        <source>People of the data set</source>
        <translation>Personen des Datensatzes</translation>
    </message>
    <message>
        <source>Nobody of this name</source>
        <translation>Niemand mit diesem Namen</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>Personen suchen</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Most pictures first</source>
        <translation>Meiste Bilder zuerst</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>Noch niemand registriert</translation>
    </message>
    <message>
        <source>Drop a few photos of somebody here, or a folder with one folder per person. Three to five pictures in different light are enough. Names and faces stay on this computer, encrypted.</source>
        <translation>Ziehen Sie ein paar Fotos von jemandem hierher, oder einen Ordner mit einem Ordner je Person. Drei bis fünf Bilder in verschiedenem Licht genügen. Namen und Gesichter bleiben verschlüsselt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>Fotos wählen…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Use the camera…</source>
        <translation>Kamera verwenden…</translation>
    </message>
    <message>
        <source>Nobody of that name</source>
        <translation>Niemand mit diesem Namen</translation>
    </message>
    <message>
        <source>Try fewer letters.</source>
        <translation>Versuchen Sie es mit weniger Buchstaben.</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>Jemanden suchen</translation>
    </message>
    <message>
        <source>1 suspected duplicate</source>
        <translation>1 vermutlich doppelt</translation>
    </message>
    <message>
        <source>{0} suspected duplicates</source>
        <translation>{0} vermutlich doppelt</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} Bilder</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>1 person</source>
        <translation>1 Person</translation>
    </message>
    <message>
        <source>{0} people</source>
        <translation>{0} Personen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Merge with…</source>
        <translation>Zusammenführen mit…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Use my own gallery</source>
        <translation>Eigene Galerie verwenden</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Open this gallery</source>
        <translation>Diese Galerie öffnen</translation>
    </message>
    <message>
        <source>Import these people</source>
        <translation>Diese Personen importieren</translation>
    </message>
    <message>
        <source>Enroll from these pictures</source>
        <translation>Mit diesen Bildern registrieren</translation>
    </message>
    <message>
        <source>Whom the live page knows by name.</source>
        <translation>Wen die Seite „Live“ mit Namen kennt.</translation>
    </message>
    <message>
        <source>Gallery: {0}</source>
        <translation>Galerie: {0}</translation>
    </message>
    <message>
        <source>The gallery is closed.</source>
        <translation>Die Galerie ist geschlossen.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Remembered: they are different people.</source>
        <translation>Gemerkt: Es sind verschiedene Personen.</translation>
    </message>
</context>
<context>
    <name>PeopleWork</name>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>There is no picture among these files.</source>
        <translation>Unter diesen Dateien ist kein Bild.</translation>
    </message>
</context>
<context>
    <name>PersonView</name>
    <message>
        <source>Images of this person</source>
        <translation>Bilder dieser Person</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Shows somebody else…</source>
        <translation>Zeigt jemand anderen…</translation>
    </message>
    <message>
        <source>Rename or merge…</source>
        <translation>Umbenennen oder zusammenführen…</translation>
    </message>
    <message>
        <source>Leave out everything</source>
        <translation>Alles weglassen</translation>
    </message>
    <message>
        <source>{0} of {1} images kept</source>
        <translation>{0} von {1} Bildern behalten</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} Bilder</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>held out for validation</source>
        <translation>für die Validierung zurückgehalten</translation>
    </message>
    <message>
        <source>Restore everything</source>
        <translation>Alles zurückholen</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>moved here</source>
        <translation>hierher verschoben</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Back to everybody</source>
        <translation>Zurück zu allen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Merge with…</source>
        <translation>Zusammenführen mit…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>Bilder hinzufügen…</translation>
    </message>
    <message>
        <source>Pictures of this person</source>
        <translation>Bilder dieser Person</translation>
    </message>
    <message>
        <source>Use as cover</source>
        <translation>Als Titelbild</translation>
    </message>
    <message>
        <source>Split off…</source>
        <translation>Abtrennen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the chosen pictures</source>
        <translation>Die gewählten Bilder entfernen</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} Bilder</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>seit {0}</translation>
    </message>
    <message>
        <source>1 face that is not this person</source>
        <translation>1 Gesicht, das nicht diese Person ist</translation>
    </message>
    <message>
        <source>{0} faces that are not this person</source>
        <translation>{0} Gesichter, die nicht diese Person sind</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>Quality {0}</source>
        <translation>Qualität {0}</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Nicht diese Person</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Titelbild</translation>
    </message>
    <message>
        <source>Choose pictures to remove them, to split them off, or for the cover.</source>
        <translation>Bilder wählen: entfernen, abtrennen, Titelbild.</translation>
    </message>
    <message>
        <source>{0} chosen</source>
        <translation>{0} gewählt</translation>
    </message>
    <message>
        <source>1 chosen, from {0}</source>
        <translation>1 gewählt, aus {0}</translation>
    </message>
    <message>
        <source>Renaming does the same for all pictures.</source>
        <translation>Umbenennen wirkt ebenso auf alle Bilder.</translation>
    </message>
    <message>
        <source>No source was noted</source>
        <translation>Es ist keine Quelle vermerkt</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Set a passphrase…</source>
        <translation>Passphrase setzen…</translation>
    </message>
    <message>
        <source>Take it away…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Delete all my data…</source>
        <translation>Alle meine Daten löschen…</translation>
    </message>
    <message>
        <source>The gallery is encrypted. Its key is in the system&apos;s keyring: it opens for whoever is logged in as you.</source>
        <translation>Die Galerie ist verschlüsselt. Ihr Schlüssel liegt im Schlüsselbund des Systems: Sie öffnet sich für alle, die unter Ihrem Namen angemeldet sind.</translation>
    </message>
    <message>
        <source>The gallery is encrypted, and opens with its passphrase only.</source>
        <translation>Die Galerie ist verschlüsselt und öffnet sich nur mit ihrer Passphrase.</translation>
    </message>
    <message>
        <source>The gallery is encrypted, but its key lies in a plain file: whoever can read your files can open it. A passphrase protects it better.</source>
        <translation>Die Galerie ist verschlüsselt, aber ihr Schlüssel liegt in einer einfachen Datei: Wer Ihre Dateien lesen kann, kann sie öffnen. Eine Passphrase schützt sie besser.</translation>
    </message>
    <message>
        <source>There is no gallery yet. It will be encrypted.</source>
        <translation>Es gibt noch keine Galerie. Sie wird verschlüsselt sein.</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>Passphrase ändern…</translation>
    </message>
    <message>
        <source>Something is running.</source>
        <translation>Es läuft gerade etwas.</translation>
    </message>
    <message>
        <source>Stop it, then lock the gallery.</source>
        <translation>Beenden Sie es, und sperren Sie dann die Galerie.</translation>
    </message>
    <message>
        <source>Stop it first. Nothing was deleted.</source>
        <translation>Beenden Sie es zuerst. Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>Delete all my data?</source>
        <translation>Alle meine Daten löschen?</translation>
    </message>
    <message>
        <source>Everything in {0} will be deleted, for good.</source>
        <translation>Alles in {0} wird endgültig gelöscht.</translation>
    </message>
    <message>
        <source>The gallery and its key, data sets, trainings, models, caches, logs and settings. Galleries in other places cannot be read afterwards. Your photos, exports, and backups stay. The window then closes.</source>
        <translation>Die Galerie und ihr Schlüssel, Datensätze, Trainings, Modelle, Zwischenspeicher, Protokolle und Einstellungen. Galerien an anderen Orten lassen sich danach nicht mehr lesen. Ihre Fotos, Exporte und Sicherungen bleiben. Danach schließt sich das Fenster.</translation>
    </message>
    <message>
        <source>More data of this program lies in {0}; it stays.</source>
        <translation>Weitere Daten dieses Programms liegen in {0}; sie bleiben.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>The keyring did not answer</source>
        <translation>Der Schlüsselbund hat nicht geantwortet</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>The computer ran out of memory.</source>
        <translation>Dem Computer ging der Arbeitsspeicher aus.</translation>
    </message>
    <message>
        <source>Close other programs, or use a smaller batch or image size.</source>
        <translation>Schließen Sie andere Programme, oder nehmen Sie einen kleineren Batch oder kleinere Bilder.</translation>
    </message>
    <message>
        <source>Something went wrong that should not have: {0}</source>
        <translation>Etwas ging schief, das nicht schiefgehen sollte: {0}</translation>
    </message>
    <message>
        <source>What was saved before is untouched. The details help us to mend it.</source>
        <translation>Was vorher gespeichert wurde, ist unberührt. Die Einzelheiten helfen uns, es zu beheben.</translation>
    </message>
</context>
<context>
    <name>ProblemTree</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Cannot be read as a picture</source>
        <translation>Lässt sich nicht als Bild lesen</translation>
    </message>
    <message>
        <source>Folder cannot be read</source>
        <translation>Ordner lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>No face found</source>
        <translation>Kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>Face too small to tell people apart</source>
        <translation>Gesicht zu klein zum Unterscheiden</translation>
    </message>
    <message>
        <source>The same file a second time</source>
        <translation>Dieselbe Datei ein zweites Mal</translation>
    </message>
    <message>
        <source>The same photograph in another file</source>
        <translation>Dasselbe Foto in einer anderen Datei</translation>
    </message>
    <message>
        <source>The same file under two people</source>
        <translation>Dieselbe Datei bei zwei Personen</translation>
    </message>
    <message>
        <source>People with too few photos</source>
        <translation>Personen mit zu wenigen Fotos</translation>
    </message>
    <message>
        <source>People of LFW</source>
        <translation>Personen aus LFW</translation>
    </message>
    <message>
        <source>A link to a folder that was read already</source>
        <translation>Verweis auf einen schon gelesenen Ordner</translation>
    </message>
    <message>
        <source>Photos in no person&apos;s folder</source>
        <translation>Fotos in keinem Personenordner</translation>
    </message>
    <message>
        <source>Folders without a photo</source>
        <translation>Ordner ohne Foto</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} Fotos</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>kept: then do not measure on LFW</source>
        <translation>behalten: dann nicht an LFW messen</translation>
    </message>
    <message>
        <source>People whose names are in LFW</source>
        <translation>Personen, deren Namen in LFW stehen</translation>
    </message>
    <message>
        <source>{0} faces</source>
        <translation>{0} Gesichter</translation>
    </message>
    <message>
        <source>Several faces</source>
        <translation>Mehrere Gesichter</translation>
    </message>
    <message>
        <source>kept: the most central large one</source>
        <translation>behalten: das mittigste große</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>The same photograph under two people</source>
        <translation>Dasselbe Foto bei zwei Personen</translation>
    </message>
    <message>
        <source>kept: one of the names is probably wrong</source>
        <translation>behalten: einer der Namen ist wohl falsch</translation>
    </message>
    <message>
        <source>like {0}</source>
        <translation>wie {0}</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… und {0} weitere</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>Pictures and what becomes of them</source>
        <translation>Bilder und was aus ihnen wird</translation>
    </message>
    <message>
        <source>Enroll</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0}
looking …</source>
        <translation>{0}
wird angesehen …</translation>
    </message>
    <message>
        <source>{0}
Not usable: {1}</source>
        <translation>{0}
Nicht brauchbar: {1}</translation>
    </message>
    <message>
        <source>Taken anyway. {0}</source>
        <translation>Trotzdem genommen. {0}</translation>
    </message>
    <message>
        <source>quality {0}</source>
        <translation>Qualität {0}</translation>
    </message>
    <message>
        <source>Left out by hand</source>
        <translation>Von Hand weggelassen</translation>
    </message>
    <message>
        <source>This looks like {0} already.</source>
        <translation>Das sieht schon aus wie {0}.</translation>
    </message>
    <message>
        <source>One person should have one entry. Tick pictures to take them anyway, if these are different people.</source>
        <translation>Eine Person sollte einen Eintrag haben. Kreuzen Sie Bilder an, um sie trotzdem zu nehmen, wenn es verschiedene Personen sind.</translation>
    </message>
    <message>
        <source>Add to {0}</source>
        <translation>Zu {0} hinzufügen</translation>
    </message>
    <message>
        <source>Enroll from 1 picture</source>
        <translation>Mit 1 Bild registrieren</translation>
    </message>
    <message>
        <source>Enroll from {0} pictures</source>
        <translation>Mit {0} Bildern registrieren</translation>
    </message>
    <message>
        <source>Enroll {0} pictures</source>
        <translation>{0} Bilder registrieren</translation>
    </message>
    <message>
        <source>Enroll 1 picture</source>
        <translation>1 Bild registrieren</translation>
    </message>
    <message>
        <source>The pictures are being looked at.</source>
        <translation>Die Bilder werden angesehen.</translation>
    </message>
    <message>
        <source>Give a name.</source>
        <translation>Geben Sie einen Namen an.</translation>
    </message>
    <message>
        <source>No picture is ticked.</source>
        <translation>Kein Bild ist angekreuzt.</translation>
    </message>
</context>
<context>
    <name>RocPlot</name>
    <message>
        <source>FAR (false accept rate)</source>
        <translation>FAR (Rate falscher Annahmen)</translation>
    </message>
    <message>
        <source>VAL (true accept rate)</source>
        <translation>VAL (Rate richtiger Annahmen)</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell verwenden</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>New training with its settings</source>
        <translation>Neues Training mit diesen Einstellungen</translation>
    </message>
    <message>
        <source>Open in TensorBoard</source>
        <translation>In TensorBoard öffnen</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>{0} recognises from now on.</source>
        <translation>{0} erkennt ab jetzt.</translation>
    </message>
    <message>
        <source>People who were enrolled with another model are embedded anew on the People page.</source>
        <translation>Personen, die mit einem anderen Modell registriert sind, werden auf der Seite „Personen“ neu eingebettet.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Delete the run?</source>
        <translation>Den Lauf löschen?</translation>
    </message>
    <message>
        <source>Delete {0} with its model, checkpoints and history?</source>
        <translation>{0} mit Modell, Checkpoints und Verlauf löschen?</translation>
    </message>
    <message>
        <source>{0} become free. This cannot be undone.</source>
        <translation>{0} werden frei. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>It is the model in use; the built-in one takes its place.</source>
        <translation>Es ist das verwendete Modell; das eingebaute tritt an seine Stelle.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>{0} is deleted; {1} are free.</source>
        <translation>{0} ist gelöscht; {1} sind frei.</translation>
    </message>
    <message>
        <source>Starting TensorBoard for {0} …</source>
        <translation>TensorBoard startet für {0} …</translation>
    </message>
    <message>
        <source>TensorBoard is open at {0}</source>
        <translation>TensorBoard ist offen unter {0}</translation>
    </message>
    <message>
        <source>It runs on this computer only, and ends with this window.</source>
        <translation>Es läuft nur auf diesem Computer und endet mit diesem Fenster.</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>TensorBoard could not be started.</source>
        <translation>TensorBoard ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>The curves are on this page too.</source>
        <translation>Die Kurven stehen auch auf dieser Seite.</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>training</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>AUC {0}</source>
        <translation>AUC {0}</translation>
    </message>
    <message>
        <source>loss {0}</source>
        <translation>Verlust {0}</translation>
    </message>
    <message>
        <source>nothing measured yet</source>
        <translation>noch nichts gemessen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>RunName</name>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>There is a run of this name already.</source>
        <translation>Einen Lauf dieses Namens gibt es schon.</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Beenden und behalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell verwenden</translation>
    </message>
    <message>
        <source>More for this run</source>
        <translation>Mehr zu diesem Lauf</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Held-out faces</source>
        <translation>Zurückgehaltene</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>After each one the held-out people are measured.</source>
        <translation>Nach jeder wird an den Zurückgehaltenen gemessen.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>One batch that was learnt from.</source>
        <translation>Ein Batch, aus dem gelernt wurde.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Mean of the last steps, as smoothed in the plots.</source>
        <translation>Mittel der letzten Schritte, geglättet wie in den Kurven.</translation>
    </message>
    <message>
        <source>Best held-out AUC</source>
        <translation>Beste AUC</translation>
    </message>
    <message>
        <source>How well strangers are told apart: 0.5 is chance.</source>
        <translation>Wie gut Fremde unterschieden werden: 0.5 ist Zufall.</translation>
    </message>
    <message>
        <source>Images a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>How many the network learns from.</source>
        <translation>Aus wie vielen das Netz lernt.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>What the whole program holds.</source>
        <translation>Was das ganze Programm belegt.</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>If it goes on as fast as now.</source>
        <translation>Wenn es so schnell weitergeht wie jetzt.</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>Endet um</translation>
    </message>
    <message>
        <source>The doctor has nothing to say about this run.</source>
        <translation>Zu diesem Lauf ist nichts anzumerken.</translation>
    </message>
    <message>
        <source>What this run is for, what you saw … Kept as you write it.</source>
        <translation>Wozu dieser Lauf dient, was Sie sahen … Wird beim Schreiben gespeichert.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Train longer …</source>
        <translation>Länger trainieren …</translation>
    </message>
    <message>
        <source>trained by another program</source>
        <translation>von einem anderen Programm trainiert</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>training</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Reading its history …</source>
        <translation>Der Verlauf wird gelesen …</translation>
    </message>
    <message>
        <source>Finishing the step and saving a checkpoint …</source>
        <translation>Der Schritt wird fertig und ein Checkpoint gespeichert …</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>AUC {0}, EER {1}, accuracy {2}, after step {3}</source>
        <translation>AUC {0}, EER {1}, Genauigkeit {2}, nach Schritt {3}</translation>
    </message>
    <message>
        <source>, VAL {0} at FAR {1}</source>
        <translation>, VAL {0} bei FAR {1}</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Together with</source>
        <translation>Zusammen mit</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Changed from it</source>
        <translation>Davon abweichend</translation>
    </message>
    <message>
        <source>Best, on held-out people</source>
        <translation>Bestes, an Zurückgehaltenen</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <translation>d. MMM yyyy, HH:mm</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Advice ({0})</source>
        <translation>Hinweise ({0})</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Waiting for the other workers …</source>
        <translation>Wartet auf die anderen Worker …</translation>
    </message>
    <message>
        <source>Measuring which arithmetic is fastest here …</source>
        <translation>Misst, welche Rechengenauigkeit hier am schnellsten ist …</translation>
    </message>
    <message>
        <source>Building the network …</source>
        <translation>Baut das Netz …</translation>
    </message>
    <message>
        <source>Preparing the first step; this can take a minute, later steps are quick …</source>
        <translation>Bereitet den ersten Schritt vor; das kann eine Minute dauern, spätere sind schnell …</translation>
    </message>
    <message>
        <source>Measuring on the held-out people …</source>
        <translation>Misst an den zurückgehaltenen Personen …</translation>
    </message>
    <message>
        <source>Paused. The step in hand was finished; Continue goes on from there.</source>
        <translation>Angehalten. Der laufende Schritt wurde fertig; „Fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>SampleDialog</name>
    <message>
        <source>Make sample faces</source>
        <translation>Beispielgesichter erzeugen</translation>
    </message>
    <message>
        <source>Faces of people who do not exist, drawn on this computer. To try everything out; figures measured on them say nothing about real faces.</source>
        <translation>Gesichter von Personen, die es nicht gibt, auf diesem Computer gezeichnet. Um alles auszuprobieren; Zahlen, die an ihnen gemessen werden, sagen nichts über echte Gesichter.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Pictures of each</source>
        <translation>Bilder je Person</translation>
    </message>
</context>
<context>
    <name>SeenPanel</name>
    <message>
        <source>Recent faces</source>
        <translation>Letzte Gesichter</translation>
    </message>
    <message>
        <source>Who was seen when</source>
        <translation>Wer wann gesehen wurde</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV…</translation>
    </message>
    <message>
        <source>Faces that were seen, the newest first.</source>
        <translation>Gesichter, die gesehen wurden, das neueste zuerst.</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>Gerade eben</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Who came and who left, with the time. It is on no disk until it is saved.</source>
        <translation>Wer kam und wer ging, mit der Uhrzeit. Es liegt auf keinem Datenträger, bis es gespeichert wird.</translation>
    </message>
    <message>
        <source>The settings say that nobody is noted here.</source>
        <translation>Nach den Einstellungen wird hier niemand vermerkt.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Holds from the next start of the window.</source>
        <translation>Gilt ab dem nächsten Start des Fensters.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>Das Bild spiegeln</translation>
    </message>
    <message>
        <source>As a mirror does. Only the display; recognition always sees the true picture.</source>
        <translation>Wie ein Spiegel. Nur die Anzeige; erkannt wird immer am wahren Bild.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Note who was seen when</source>
        <translation>Notieren, wer wann gesehen wurde</translation>
    </message>
    <message>
        <source>For as long as the window is open. Nothing is written to disk unless you save it.</source>
        <translation>Solange das Fenster offen ist. Auf die Platte kommt nur, was Sie speichern.</translation>
    </message>
    <message>
        <source>Show recent unknown faces</source>
        <translation>Letzte unbekannte Gesichter zeigen</translation>
    </message>
    <message>
        <source>In the live page&apos;s strip, in memory only.</source>
        <translation>Im Streifen der Seite „Live“, nur im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Lock the gallery after</source>
        <translation>Galerie sperren nach</translation>
    </message>
    <message>
        <source>Minutes without keyboard or mouse; 0 never. It needs a passphrase, and waits while something is running.</source>
        <translation>Minuten ohne Tastatur und Maus; 0 nie. Das braucht eine Passphrase und wartet, solange etwas läuft.</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherort</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ShownGallery</name>
    <message>
        <source>The gallery is closed.</source>
        <translation>Die Galerie ist geschlossen.</translation>
    </message>
    <message>
        <source>The gallery is being read.</source>
        <translation>Die Galerie wird gelesen.</translation>
    </message>
    <message>
        <source>Set a threshold under More → How strict with strangers.</source>
        <translation>Setzen Sie eine Schwelle unter Mehr → Wie streng bei Fremden.</translation>
    </message>
</context>
<context>
    <name>SourceChoice</name>
    <message>
        <source>Show what they see…</source>
        <translation>Zeigen, was sie sehen…</translation>
    </message>
    <message>
        <source>No camera was found</source>
        <translation>Keine Kamera gefunden</translation>
    </message>
    <message>
        <source>A video or picture…</source>
        <translation>Ein Video oder Bild…</translation>
    </message>
    <message>
        <source>A folder of pictures…</source>
        <translation>Ein Ordner mit Bildern…</translation>
    </message>
    <message>
        <source>An address (RTSP or HTTP)…</source>
        <translation>Eine Adresse (RTSP oder HTTP)…</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>Es wurde keine Kamera gefunden.</translation>
    </message>
    <message>
        <source>Plug one in and try again, or open a video: everything works with it just the same.</source>
        <translation>Schließen Sie eine an und versuchen Sie es noch einmal, oder öffnen Sie ein Video: Damit geht alles ebenso.</translation>
    </message>
    <message>
        <source>Open a video…</source>
        <translation>Video öffnen…</translation>
    </message>
    <message>
        <source>A video or a picture</source>
        <translation>Ein Video oder ein Bild</translation>
    </message>
    <message>
        <source>Videos and pictures ({0});;All files (*)</source>
        <translation>Videos und Bilder ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>A folder of pictures</source>
        <translation>Ein Ordner mit Bildern</translation>
    </message>
    <message>
        <source>An address</source>
        <translation>Eine Adresse</translation>
    </message>
    <message>
        <source>Address of the stream:</source>
        <translation>Adresse des Streams:</translation>
    </message>
</context>
<context>
    <name>StartChoice</name>
    <message>
        <source>Start from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>Fresh weights (from scratch)</source>
        <translation>Frische Gewichte (von Grund auf)</translation>
    </message>
    <message>
        <source>ImageNet (a network that knows pictures, not faces)</source>
        <translation>ImageNet (ein Netz, das Bilder kennt, keine Gesichter)</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>Starting it fetches {0} MB of weights from {1}, once.</source>
        <translation>Beim Start werden einmalig {0} MB Gewichte von {1} geholt.</translation>
    </message>
    <message>
        <source>1 other model has another network or embedding size.</source>
        <translation>1 anderes Modell hat ein anderes Netz oder eine andere Einbettungsgröße.</translation>
    </message>
    <message>
        <source>{0} other models have another network or embedding size.</source>
        <translation>{0} andere Modelle haben ein anderes Netz oder eine andere Einbettungsgröße.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>What trains and recognises</source>
        <translation>Was trainiert und erkennt</translation>
    </message>
    <message>
        <source>The model that recognises people. Click to choose another.</source>
        <translation>Das Modell, das Personen erkennt. Klicken Sie, um ein anderes zu wählen.</translation>
    </message>
    <message>
        <source>{0} running</source>
        <translation>{0} in Arbeit</translation>
    </message>
    <message>
        <source>Running work</source>
        <translation>Laufende Arbeit</translation>
    </message>
    <message>
        <source>getting ready …</source>
        <translation>wird vorbereitet …</translation>
    </message>
    <message>
        <source>TensorFlow cannot be used</source>
        <translation>TensorFlow ist nicht verwendbar</translation>
    </message>
</context>
<context>
    <name>StorageSection</name>
    <message>
        <source>Data sets, runs, models and the gallery are in {0}.</source>
        <translation>Datensätze, Läufe, Modelle und die Galerie liegen in {0}.</translation>
    </message>
    <message>
        <source>Another place…</source>
        <translation>Anderer Ort…</translation>
    </message>
    <message>
        <source>The usual place</source>
        <translation>Der übliche Ort</translation>
    </message>
    <message>
        <source>Open that folder</source>
        <translation>Diesen Ordner öffnen</translation>
    </message>
    <message>
        <source>FACENET_HOME, or --home, says so; without it the next start uses {0}.</source>
        <translation>Das bestimmt FACENET_HOME oder --home; ohne das verwendet der nächste Start {0}.</translation>
    </message>
    <message>
        <source>From the next start on everything is kept in {0}. What is here stays here; to take it along, close the program and copy the folder&apos;s content.</source>
        <translation>Ab dem nächsten Start liegt alles in {0}. Was hier ist, bleibt hier; um es mitzunehmen, schließen Sie das Programm und kopieren den Inhalt des Ordners.</translation>
    </message>
    <message>
        <source>Keep everything in</source>
        <translation>Alles aufbewahren in</translation>
    </message>
</context>
<context>
    <name>Strictness</name>
    <message>
        <source>Calibrating</source>
        <translation>Kalibrierung</translation>
    </message>
</context>
<context>
    <name>StrictnessCard</name>
    <message>
        <source>Strangers</source>
        <translation>Fremde</translation>
    </message>
    <message>
        <source>How rarely a stranger may be taken for somebody</source>
        <translation>Wie selten jemand Fremdes für eine bekannte Person gehalten werden darf</translation>
    </message>
    <message>
        <source>Keep for this gallery</source>
        <translation>Für diese Galerie übernehmen</translation>
    </message>
    <message>
        <source>Calibrated for this gallery</source>
        <translation>Für diese Galerie kalibriert</translation>
    </message>
    <message>
        <source>Chosen by hand</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>The model&apos;s own threshold</source>
        <translation>Die Schwelle des Modells</translation>
    </message>
    <message>
        <source>Move the slider to say how rarely a stranger may get a name.</source>
        <translation>Der Schieber sagt, wie selten jemand Fremdes einen Namen bekommen darf.</translation>
    </message>
    <message>
        <source>Accepted at most once in {0}: distance below {1}</source>
        <translation>Höchstens einmal in {0} angenommen: Distanz unter {1}</translation>
    </message>
    <message>
        <source>From {0} strangers&apos; worth of comparisons; 95 % sure.</source>
        <translation>Aus Vergleichen, die {0} Fremden entsprechen; zu 95 % sicher.</translation>
    </message>
    <message>
        <source>A stranger accepted once in {0} …</source>
        <translation>Fremdes angenommen einmal in {0} …</translation>
    </message>
</context>
<context>
    <name>TeacherChoice</name>
    <message>
        <source>Learn from</source>
        <translation>Lernen von</translation>
    </message>
    <message>
        <source>The names in the data set</source>
        <translation>Den Namen im Datensatz</translation>
    </message>
    <message>
        <source>What {0} sees</source>
        <translation>Dem, was {0} sieht</translation>
    </message>
    <message>
        <source>It learns to see each face as {0} does, without names. With “Teacher steps” the triplets take over after so many.</source>
        <translation>Es lernt, jedes Gesicht so zu sehen wie {0}, ohne Namen. Mit „Lehrerschritte“ übernehmen nach so vielen die Tripletts.</translation>
    </message>
    <message>
        <source>For {0} steps it learns to see each face as {1} does; then the triplets take over.</source>
        <translation>{0} Schritte lang lernt es, jedes Gesicht so zu sehen wie {1}; dann übernehmen die Tripletts.</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Skip the tour</source>
        <translation>Rundgang überspringen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>New training</source>
        <translation>Neues Training</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>What you train is listed here.</source>
        <translation>Was Sie trainieren, steht hier.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>A network learns from a data set to place one person&apos;s faces together, and others apart.</source>
        <translation>Ein Netz lernt aus einem Datensatz, die Gesichter einer Person nah zueinander zu legen und andere fern.</translation>
    </message>
    <message>
        <source>Pause or continue</source>
        <translation>Anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Beenden und behalten</translation>
    </message>
    <message>
        <source>Look for runs again</source>
        <translation>Neu nach Läufen suchen</translation>
    </message>
    <message>
        <source>{0} is being trained.</source>
        <translation>{0} wird trainiert.</translation>
    </message>
    <message>
        <source>Stop it first, or wait until it ends.</source>
        <translation>Beenden Sie es zuerst, oder warten Sie, bis es fertig ist.</translation>
    </message>
    <message>
        <source>{0} is being trained; one at a time.</source>
        <translation>{0} wird trainiert; eines nach dem anderen.</translation>
    </message>
    <message>
        <source>{0} is trained.</source>
        <translation>{0} ist trainiert.</translation>
    </message>
    <message>
        <source>It took {0}. Measure it, or use it to recognise people.</source>
        <translation>Es dauerte {0}. Messen Sie es, oder erkennen Sie Personen damit.</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>{0} was stopped after step {1}, and kept.</source>
        <translation>{0} wurde nach Schritt {1} beendet und behalten.</translation>
    </message>
    <message>
        <source>Resume goes on from there.</source>
        <translation>„Fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <source>Train longer</source>
        <translation>Länger trainieren</translation>
    </message>
    <message>
        <source>How many epochs in all? It has {0}.</source>
        <translation>Wie viele Epochen insgesamt? Es hat {0}.</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Gespeichert: {0}</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>Export everybody</source>
        <translation>Alle exportieren</translation>
    </message>
    <message>
        <source>Exported people (*{0})</source>
        <translation>Exportierte Personen (*{0})</translation>
    </message>
    <message>
        <source>Names and faces are written in clear: anybody who has the file can read it.</source>
        <translation>Namen und Gesichter werden offen geschrieben: Wer die Datei hat, kann sie lesen.</translation>
    </message>
    <message>
        <source>{0} people were exported to {1}.</source>
        <translation>{0} Personen wurden nach {1} exportiert.</translation>
    </message>
    <message>
        <source>Nobody can open it without the passphrase.</source>
        <translation>Niemand kann sie ohne die Passphrase öffnen.</translation>
    </message>
    <message>
        <source>Exporting people</source>
        <translation>Personen werden exportiert</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>Personen importieren</translation>
    </message>
    <message>
        <source>Exported people (*{0});;All files (*)</source>
        <translation>Exportierte Personen (*{0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>{0} pictures were added from {1}.</source>
        <translation>{0} Bilder wurden aus {1} hinzugefügt.</translation>
    </message>
    <message>
        <source>Undo takes all of them away again.</source>
        <translation>Rückgängig nimmt sie alle wieder weg.</translation>
    </message>
    <message>
        <source>Importing people</source>
        <translation>Personen werden importiert</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Endgültig tilgen</translation>
    </message>
    <message>
        <source>Erase deleted people and pictures for good?</source>
        <translation>Gelöschte Personen und Bilder endgültig tilgen?</translation>
    </message>
    <message>
        <source>What was deleted cannot be brought back then, and nothing done so far can be undone. Copies and backups of the file are not touched.</source>
        <translation>Gelöschtes lässt sich dann nicht zurückholen, und nichts bisher Getanes rückgängig machen. Kopien und Sicherungen der Datei bleiben unberührt.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>{0} people and pictures were erased for good.</source>
        <translation>{0} Personen und Bilder wurden endgültig getilgt.</translation>
    </message>
    <message>
        <source>There was nothing to erase.</source>
        <translation>Es gab nichts zu tilgen.</translation>
    </message>
    <message>
        <source>Erasing deleted data</source>
        <translation>Gelöschtes wird getilgt</translation>
    </message>
    <message>
        <source>{0} faces were embedded with {1}.</source>
        <translation>{0} Gesichter wurden mit {1} eingebettet.</translation>
    </message>
    <message>
        <source>Re-embedding faces</source>
        <translation>Gesichter werden neu eingebettet</translation>
    </message>
    <message>
        <source>One thing after the other: {0} still runs.</source>
        <translation>Eins nach dem anderen: „{0}“ läuft noch.</translation>
    </message>
    <message>
        <source>finishing what is in hand …</source>
        <translation>das Laufende wird noch fertig …</translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message>
        <source>Unlock the gallery</source>
        <translation>Galerie entsperren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>The gallery is locked</source>
        <translation>Die Galerie ist gesperrt</translation>
    </message>
    <message>
        <source>Names and faces can be read with its passphrase only.</source>
        <translation>Namen und Gesichter lassen sich nur mit ihrer Passphrase lesen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Unlocking the gallery</source>
        <translation>Galerie wird entsperrt</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Welcome to FaceNet GUI</source>
        <translation>Willkommen bei FaceNet GUI</translation>
    </message>
    <message>
        <source>Train a face embedding, measure it, and recognise people with it. Everything stays on this computer.</source>
        <translation>Trainieren Sie eine Gesichtseinbettung, messen Sie sie, und erkennen Sie Personen mit ihr. Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Open my own photos…</source>
        <translation>Eigene Fotos öffnen…</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>Erst einmal umsehen</translation>
    </message>
    <message>
        <source>Show me around</source>
        <translation>Ein Rundgang</translation>
    </message>
    <message>
        <source>Recognise people</source>
        <translation>Personen erkennen</translation>
    </message>
    <message>
        <source>With the network that is built in. Enroll somebody from a few pictures or the camera; no training is needed.</source>
        <translation>Mit dem eingebauten Netz. Registrieren Sie jemanden mit ein paar Bildern oder der Kamera; ein Training ist nicht nötig.</translation>
    </message>
    <message>
        <source>Try it with sample faces</source>
        <translation>Mit Beispielgesichtern ausprobieren</translation>
    </message>
    <message>
        <source>Faces of people who do not exist, made on this computer. Train on them and watch the curves, without a single photo of your own.</source>
        <translation>Gesichter von Personen, die es nicht gibt, auf diesem Computer erzeugt. Trainieren Sie mit ihnen, und verfolgen Sie die Kurven, ohne ein einziges eigenes Foto.</translation>
    </message>
    <message>
        <source>Go on with a run</source>
        <translation>Mit einem Lauf weitermachen</translation>
    </message>
    <message>
        <source>Open a training of before: look at its curves, train it further, measure it, or use it.</source>
        <translation>Öffnen Sie ein früheres Training: Sehen Sie seine Kurven an, trainieren Sie es weiter, messen Sie es, oder verwenden Sie es.</translation>
    </message>
    <message>
        <source>A folder with one folder per person</source>
        <translation>Ein Ordner mit einem Unterordner je Person</translation>
    </message>
</context>
<context>
    <name>coach</name>
    <message>
        <source>look straight into the camera</source>
        <translation>sehen Sie gerade in die Kamera</translation>
    </message>
    <message>
        <source>turn a little to your left</source>
        <translation>drehen Sie sich etwas nach links</translation>
    </message>
    <message>
        <source>turn a little to your right</source>
        <translation>drehen Sie sich etwas nach rechts</translation>
    </message>
    <message>
        <source>move your head a little, or smile</source>
        <translation>bewegen Sie den Kopf ein wenig, oder lächeln Sie</translation>
    </message>
    <message>
        <source>come closer</source>
        <translation>kommen Sie näher</translation>
    </message>
    <message>
        <source>hold still</source>
        <translation>halten Sie still</translation>
    </message>
    <message>
        <source>more light on your face</source>
        <translation>mehr Licht auf Ihr Gesicht</translation>
    </message>
    <message>
        <source>less light on your face</source>
        <translation>weniger Licht auf Ihr Gesicht</translation>
    </message>
    <message>
        <source>look towards the camera</source>
        <translation>sehen Sie zur Kamera hin</translation>
    </message>
    <message>
        <source>move to the middle of the picture</source>
        <translation>rücken Sie in die Bildmitte</translation>
    </message>
    <message>
        <source>look into the camera with nothing before your face</source>
        <translation>sehen Sie in die Kamera, mit nichts vor dem Gesicht</translation>
    </message>
    <message>
        <source>one person at a time, please</source>
        <translation>bitte nur eine Person auf einmal</translation>
    </message>
    <message>
        <source>look into the camera</source>
        <translation>sehen Sie in die Kamera</translation>
    </message>
    <message>
        <source>that is enough, thank you</source>
        <translation>das genügt, danke</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>Schlecht</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Mäßig</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Very good</source>
        <translation>Sehr gut</translation>
    </message>
</context>
<context>
    <name>evaluation</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>VAL at
FAR {0}</source>
        <translation>VAL bei
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
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Mean ± standard deviation over the folds; the standard error is {0} points.</source>
        <translation>Mittelwert ± Standardabweichung über die Teilungen; der Standardfehler beträgt {0} Punkte.</translation>
    </message>
    <message>
        <source> (mirrored)</source>
        <translation> (gespiegelt)</translation>
    </message>
    <message>
        <source>{0} pairs in {1} folds; {2} skipped because an image is missing or shows no face.</source>
        <translation>{0} Paare in {1} Teilungen; {2} übersprungen, weil ein Bild fehlt oder kein Gesicht zeigt.</translation>
    </message>
    <message>
        <source>* {0} impostor pairs cannot speak of a FAR of {1}; that takes {2}.</source>
        <translation>* {0} fremde Paare sagen nichts über eine FAR von {1}; dafür braucht es {2}.</translation>
    </message>
    <message>
        <source>{0} people enrolled from up to {1} pictures each; {2} more pictures of them; {3} pictures of {4} strangers.</source>
        <translation>{0} Personen mit je bis zu {1} Bildern registriert; {2} weitere Bilder von ihnen; {3} Bilder von {4} Fremden.</translation>
    </message>
    <message>
        <source>The nearest person is the right one (rank 1): {0} ± {1}</source>
        <translation>Die nächste Person ist die richtige (Rang 1): {0} ± {1}</translation>
    </message>
    <message>
        <source>Not recognised, where {0} of the strangers&apos; pictures get a name (FNIR): {1} ± {2}</source>
        <translation>Nicht erkannt, wenn {0} der Bilder von Fremden einen Namen bekommen (FNIR): {1} ± {2}</translation>
    </message>
    <message>
        <source>; to be sure of that takes {0} pictures of strangers</source>
        <translation>; um dessen sicher zu sein, braucht es {0} Bilder von Fremden</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>The same face is there already</source>
        <translation>Dasselbe Gesicht ist schon da</translation>
    </message>
    <message>
        <source>Poor picture</source>
        <translation>Schlechtes Bild</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Jemand anderes</translation>
    </message>
    <message>
        <source>Unlike the other pictures</source>
        <translation>Anders als die übrigen Bilder</translation>
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
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min {1:02d} s</source>
        <translation>{0} min {1:02d} s</translation>
    </message>
    <message>
        <source>{0} h {1:02d} min</source>
        <translation>{0} h {1:02d} min</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} Tage</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>{0} je Sekunde</translation>
    </message>
    <message>
        <source>{0} a minute</source>
        <translation>{0} je Minute</translation>
    </message>
</context>
</TS>
