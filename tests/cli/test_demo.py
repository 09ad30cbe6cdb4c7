"""The demonstration, as small as it can be: every stage runs, and the report stands alone."""

from __future__ import annotations

import re

import pytest

from core.errors import Cancelled, InputError
from core.progress import StopRequest


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    from core.cli.demo.flow import run_demo
    from core.cli.demo.result import DemoSettings

    stages = []
    settings = DemoSettings(
        identities=12,
        images=4,
        validation=0.5,
        tiny=True,
        epochs=1,
        steps_per_epoch=4,
        enrolled=2,
        groups=1,
        video_frames=40,
    )
    result = run_demo(
        tmp_path_factory.mktemp("demo"), settings, progress=lambda progress: stages.append(progress.stage)
    )
    return result, list(dict.fromkeys(stages))


def test_every_stage_tells_of_itself(demo):
    _, stages = demo
    for stage in (
        "drawing photos",
        "finding faces",
        "training",
        "enrolling people",
        "recognising people",
        "watching a video",
    ):
        assert stage in stages


def test_faces_are_found_and_the_group_is_judged(demo):
    result, _ = demo
    assert result.imported.images_with_face >= 0.95 * result.imported.photos
    (group,) = result.groups
    assert group.strangers == 1
    assert group.known == len(result.enrolled)
    assert result.results[1].figures.auc > 0.9, "the built-in network tells sample people apart"


def test_the_video_is_written_and_its_faces_are_counted(demo):
    import cv2

    result, _ = demo
    video = result.video
    assert (video.frames, len(video.stills)) == (40, 4)
    capture = cv2.VideoCapture(str(video.path))
    frames = 0
    while capture.read()[0]:
        frames += 1
    assert frames == 40
    assert 0 < video.named <= video.known <= 2 * 40
    assert video.embeddings < video.known + video.strangers, "tracks remember who they are"
    assert video.confused == 0


def test_the_report_fetches_nothing_and_everything_stays_inside(demo):
    result, _ = demo
    page = result.report.read_text("utf-8")
    sources = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert len(sources) >= 4
    assert all(source.startswith("data:image/") for source in sources)
    for name in result.enrolled:
        assert name in page
    assert (result.output / "home" / "gallery.sqlite").is_file()


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    from core.cli.demo.flow import run_demo

    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        run_demo(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_it_can_be_stopped_and_begun_again(tmp_path):
    from core.cli.demo.flow import run_demo

    stop = StopRequest()
    stop.set()
    for _ in range(2):
        with pytest.raises(Cancelled):
            run_demo(tmp_path / "demo", stop=stop)
