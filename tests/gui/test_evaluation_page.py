"""The evaluation page: measuring, looking at the results, and using them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTabWidget

from facenet_gui.pages.evaluation import EvaluationPage
from facenet_gui.widgets.basics import Banner
from tests.factories import jpeg
from tests.gui.fakes import scene


@pytest.fixture
def images(tmp_path):
    """Six people with three pictures each, as LFW lies on a disk, and pairs of them."""
    folder = tmp_path / "lfw"
    lines = ["path_a,path_b,same"]
    for person in range(6):
        (folder / f"P{person}").mkdir(parents=True)
        for image in range(3):
            picture = scene([(person, 40, 40, 160)], width=250, height=250, image=image)
            (folder / f"P{person}" / f"P{person}_{image + 1:04d}.jpg").write_bytes(jpeg(picture, 100))
        other = (person + 1) % 6
        lines += [f"P{person}/P{person}_0001.jpg,P{person}/P{person}_{n:04d}.jpg,1" for n in (2, 3)]
        lines += [f"P{person}/P{person}_0001.jpg,P{other}/P{other}_{n:04d}.jpg,0" for n in (2, 3)]
    (tmp_path / "pairs.csv").write_text("\n".join(lines))
    return folder


@pytest.fixture
def page(qtbot, services):
    made = EvaluationPage(services)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.shown()
    qtbot.waitUntil(lambda: made._choice._models.count() > 0)
    return made


def choose(page, images, kind="pairs"):
    page._choice._kind.setCurrentIndex(page._choice._kind.findData(kind))
    page._choice._folder.set_path(images)
    page._choice._pairs.set_path(images.parent / "pairs.csv")


def measure(page, services, qtbot):
    assert page._choice._measure.isEnabled(), page._choice._reason.text()
    qtbot.mouseClick(page._choice._measure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=30_000)


def banner(page):
    return next(one for one in page.findChildren(Banner))


def test_why_measuring_is_not_possible_is_said(page):
    page._choice._folder.set_path("")
    assert not page._choice._measure.isEnabled()
    assert page._choice._reason.text() == "Choose what to measure on."
    for item in [page._choice._models.item(0)]:
        item.setCheckState(Qt.CheckState.Unchecked)
    assert page._choice._reason.text() == "Choose a model."


def test_pairs_are_measured_and_shown(page, services, qtbot, images):
    choose(page, images)
    measure(page, services, qtbot)
    assert page._table.rowCount() == 1
    assert page._table.item(0, 0).text() == "dlib-resnet"
    assert "24 pairs" in page._notes.text()
    assert "cannot speak of a FAR" in page._notes.text()
    tabs = page.findChild(QTabWidget)
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        assert not page.grab().isNull()
    # The results stay when the page is left.
    page.hidden()
    page.shown()
    assert page._table.rowCount() == 1


def test_names_of_models_have_room_before_their_thresholds(page, services, qtbot, images):
    choose(page, images)
    measure(page, services, qtbot)
    table = page._table
    last = table.columnCount() - 1
    for width, hidden in ((2000, False), (300, True), (2000, False)):
        table.resize(width, table.height())
        assert table.isColumnHidden(last) is hidden
    assert page._choice._models.verticalScrollBar().maximum() == 0, "a few models are all in sight"


def test_moving_the_threshold_moves_far_and_frr(page, services, qtbot, images):
    choose(page, images)
    measure(page, services, qtbot)
    panel = page._distances
    same = np.asarray(page._measured.results[0].pairs.same, bool)
    distances = page._measured.results[0].distances
    for at in (0.0, 0.3, 0.6, 5.0):
        panel.set_threshold(at)
        assert panel._far.value == f"{100 * (distances[~same] < at).mean():.2f} %"
        assert panel._frr.value == f"{100 * (distances[same] >= at).mean():.2f} %"
    panel._line.setValue(0.4)
    assert panel.threshold == 0.4
    page.findChild(QTabWidget).setCurrentIndex(3)
    page._kind_of_mistake = page._mistakes._kind
    page._mistakes._kind.setCurrentIndex(0)
    assert len(page._mistakes._pairs) == int((distances[same] >= 0.4).sum())


def test_a_threshold_can_be_used_by_the_gallery(page, services, qtbot, images):
    from core.gallery.calibration import threshold_for

    choose(page, images)
    measure(page, services, qtbot)
    page._distances.set_threshold(0.444)
    qtbot.mouseClick(page._distances._use, Qt.MouseButton.LeftButton)
    card = services.model.load("dlib-resnet").card
    assert threshold_for(services.gallery.get(), card).distance_threshold == 0.444
    assert "0.444" in banner(page).message


def test_a_report_is_written(page, services, qtbot, images, tmp_path, monkeypatch):
    choose(page, images)
    measure(page, services, qtbot)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "report"))
    qtbot.mouseClick(page._save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=30_000)
    assert (tmp_path / "report" / "report.html").is_file()
    assert "report.html" in banner(page).message


def test_a_folder_of_people_is_measured_as_an_open_set(page, services, qtbot, images):
    choose(page, images, "people")
    measure(page, services, qtbot)
    assert "rank 1" in page._open_set.text()
    assert "takes" in page._open_set.text()


@pytest.mark.parametrize("what", ["missing folder", "no pairs file", "not pairs"])
def test_what_cannot_be_measured_is_a_calm_message(page, services, qtbot, images, tmp_path, what):
    choose(page, images)
    if what == "missing folder":
        page._choice._folder.set_path(tmp_path / "nowhere")
    elif what == "no pairs file":
        page._choice._kind.setCurrentIndex(page._choice._kind.findData("lfw"))
    else:
        (tmp_path / "pairs.csv").write_text("this,is\nnot a list of pairs")
    measure(page, services, qtbot)
    assert banner(page).isVisible()
    assert "Traceback" not in banner(page).message
    assert page._choice._measure.isEnabled()


def test_while_it_measures_the_page_says_so(page, services, qtbot, images):
    choose(page, images)
    assert title(page) == "Nothing is measured yet"
    qtbot.mouseClick(page._choice._measure, Qt.MouseButton.LeftButton)
    assert title(page) == "Measuring …"
    # A second start at once is none.
    assert not page._choice._measure.isEnabled()
    page._measure_action.trigger()
    assert len(services.jobs.running) == 1
    services.jobs.running[0].cancel()
    qtbot.waitUntil(lambda: not services.jobs.running, timeout=30_000)
    assert title(page) == "Nothing is measured yet"


def title(page):
    return page._empty._title.text()


def test_no_fold_is_better_than_all(page, services, qtbot, images):
    choose(page, images)
    measure(page, services, qtbot)
    axis = page._folds.getAxis("left")
    low, high = page._folds.getViewBox().viewRange()[1]
    assert high > 100  # room for the legend
    shown = [value for _, values in axis.tickValues(low, high, 300) for value in values]
    assert shown
    assert max(shown) <= 100


def test_drops(page, images, tmp_path):
    assert page.drop_words([images])
    assert page.drop_words([tmp_path / "pairs.csv"])
    assert not page.drop_words([images, images])
    assert not page.drop_words([images / "P0" / "P0_0001.jpg"])
    page._choice._folder.set_path("")
    page.drop([tmp_path / "pairs.csv"])
    assert page._choice._kind.currentData() == "pairs"
    assert page._choice._folder.path == tmp_path
    page.drop([images])
    assert page._choice._folder.path == images


def test_without_lfw_the_way_to_it_is_offered(page, services, qtbot):
    page._choice._kind.setCurrentIndex(page._choice._kind.findData("lfw"))
    page._choice._folder.set_path("")
    with qtbot.waitSignal(services.navigator.asked) as went:
        qtbot.mouseClick(page._choice._get_lfw, Qt.MouseButton.LeftButton)
    assert went.args == ["data", {"lfw": "get"}]


def test_other_pages_can_ask_for_a_model(page, services, images, qtbot):
    page._choice._models.item(0).setCheckState(Qt.CheckState.Unchecked)
    page.open({"model": "dlib-resnet", "lfw": str(images)})
    qtbot.waitUntil(lambda: page._choice.models == ("dlib-resnet",))
    assert page._choice._folder.path == images
