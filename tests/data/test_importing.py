"""From a folder of photos to a data set: what is kept, what is left out, and that nothing is ever half-done."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from PIL import Image

from core.data.dataset import Dataset
from core.data.import_folder import forget_import, move_import
from core.data.import_report import ImportReport
from core.data.importing import check_photos, import_photos
from core.errors import Cancelled, DatasetError, InputError, StorageError
from core.faces.chip import CHIP_SIZE, FOREIGN, alignment_id
from core.faces.photo import decode_photo
from core.progress import Progress, StopRequest
from tests.data.photos import DrawnFaceDetector, write_photo, write_photos


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_photos(tmp_path / "photos")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "home" / "people"


def run(source: Path, target: Path, **options: Any) -> ImportReport:
    return import_photos(source, target, **{"detector": DrawnFaceDetector(), "workers": 2, **options})


def records(target: Path) -> list[tuple[str, str, bytes]]:
    dataset = Dataset.open(target)
    return [
        (record.identity, record.source, record.image_jpeg)
        for part in (dataset.training, dataset.validation)
        for record in part.records(range(len(part)))
    ]


def reasons(report: ImportReport) -> dict[str, str]:
    return {skip.path: skip.reason for skip in report.skipped}


def beside(target: Path) -> list[str]:
    return sorted(entry.name for entry in target.parent.iterdir() if entry != target)


def test_photos_become_a_data_set(source: Path, target: Path) -> None:
    heard: list[Progress] = []
    report = run(source, target, progress=heard.append)
    dataset = Dataset.open(target)
    assert report.images_kept == report.photos == report.images_read == report.images_with_face == 18
    assert (report.training.identities, report.validation.identities) == (4, 2)
    assert len(dataset.training) == report.training.images == 12
    assert len(dataset.validation) == report.validation.images == 6
    assert dataset.alignment_id == report.alignment_id == alignment_id()
    record = dataset.training.records([0])[0]
    assert record.face_size == pytest.approx(150)
    assert record.confidence == pytest.approx(0.99)
    assert record.landmarks is not None
    original = decode_photo((source / record.source).read_bytes(), source="")
    chip = decode_photo(record.image_jpeg, source="")
    assert chip.shape == (CHIP_SIZE, CHIP_SIZE, 3)
    assert np.abs(chip.astype(int) - original.astype(int)).mean() < 3, "the drawn face already has the chip's geometry"
    assert json.loads((target / "report.json").read_text()) == report.to_json()
    assert beside(target) == []
    assert {event.stage for event in heard} == {
        "loading the face detector",
        "finding faces",
        "writing the data set",
    }
    assert heard[-1].done == heard[-1].total == 18


def test_the_same_photos_give_the_same_records_whatever_the_workers(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "one", workers=1)
    run(source, tmp_path / "many", workers=8)
    assert records(tmp_path / "one") == records(tmp_path / "many")
    assert Dataset.open(tmp_path / "one").content_id == Dataset.open(tmp_path / "many").content_id


def test_every_kind_of_bad_file_is_reported_and_the_rest_is_kept(source: Path, target: Path) -> None:
    good = (source / "person_00" / "0.jpg").read_bytes()
    person = source / "person_01"
    (person / "empty.jpg").write_bytes(b"")
    (person / "cut.jpg").write_bytes(good[: len(good) // 2])
    (person / "text.jpg").write_bytes(b"this is no picture")
    Image.new("1", (30_000, 30_000)).save(person / "bomb.png")
    Image.new("RGB", (64, 64)).save(person / "dark.jpg")
    write_photo(person / "tiny.png", 1, 90, size=20)
    picture = Image.open(source / "person_01" / "0.jpg")
    picture.convert("CMYK").save(person / "cmyk.jpg")
    picture.convert("RGBA").save(person / "alpha.png")
    picture.convert("L").save(person / "grey.png")
    Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257).save(person / "sixteen.png")
    turned = Image.Exif()
    turned[0x0112] = 6
    picture.rotate(90, expand=True).save(person / "turned.jpg", exif=turned, quality=95)
    write_photo(source / "Зоя 🙂" / "a b.jpg", 20, 0)
    write_photo(source / "Зоя 🙂" / "c.jpg", 20, 1)
    report = run(source, target)
    assert reasons(report) == {
        "person_01/empty.jpg": "unreadable",
        "person_01/cut.jpg": "unreadable",
        "person_01/text.jpg": "unreadable",
        "person_01/bomb.png": "unreadable",
        "person_01/dark.jpg": "no_face",
        "person_01/tiny.png": "too_small",
    }
    assert all(skip.detail and skip.identity == "person_01" for skip in report.skipped)
    assert report.counts == {"unreadable": 4, "no_face": 1, "too_small": 1}
    assert report.images_kept == 18 + 5 + 2
    assert report.photos == report.images_kept + len(report.skipped)
    assert report.images_read == report.photos - 4
    kept = {path: jpeg for _, path, jpeg in records(target)}
    upright = decode_photo(kept["person_01/turned.jpg"], source="").astype(int)
    assert np.abs(upright - decode_photo(kept["person_01/0.jpg"], source="")).mean() < 4
    assert "Зоя 🙂/a b.jpg" in kept


def test_of_several_faces_the_large_central_one_is_taken_and_said(source: Path, target: Path) -> None:
    path = source / "person_02" / "0.jpg"
    picture = np.array(Image.open(path))
    picture[:4, :4] = (255, 0, 0)
    Image.fromarray(picture).save(path, quality=95)
    report = run(source, target)
    (several,) = report.several_faces
    assert (several.path, several.identity, several.faces) == ("person_02/0.jpg", "person_02", 2)
    assert report.faces_found == report.images_with_face + 1
    dataset = Dataset.open(target)
    everything = [*dataset.training.records(range(12)), *dataset.validation.records(range(6))]
    assert all(record.face_size == pytest.approx(150) for record in everything)


def test_duplicates_within_one_identity_and_between_two(source: Path, target: Path) -> None:
    shutil.copy(source / "person_00" / "0.jpg", source / "person_00" / "copy.jpg")
    shutil.copy(source / "person_01" / "1.jpg", source / "person_02" / "wrong.jpg")
    shutil.copy(source / "person_01" / "1.jpg", source / "person_01" / "z.jpg")
    report = run(source, target)
    assert reasons(report) == {
        "person_00/copy.jpg": "exact_duplicate",
        "person_01/1.jpg": "two_identities",
        "person_01/z.jpg": "two_identities",
        "person_02/wrong.jpg": "two_identities",
    }
    details = {skip.path: skip.detail for skip in report.skipped}
    assert details["person_02/wrong.jpg"] == "same file as person_01/1.jpg"
    assert details["person_01/z.jpg"] == "same file as person_02/wrong.jpg"
    counts = Counter(identity for identity, _, _ in records(target))
    assert (counts["person_00"], counts["person_01"], counts["person_02"]) == (3, 2, 3)


def test_who_has_one_image_is_left_out_unless_asked_for(source: Path, target: Path) -> None:
    write_photo(source / "single" / "0.jpg", 30, 0)
    assert reasons(run(source, target)) == {"single/0.jpg": "single_image"}
    report = run(source, target, minimum_images=1, overwrite=True)
    assert report.skipped == ()
    assert "single" in {identity.name for identity in Dataset.open(target).identities if identity.split == "training"}


def test_people_of_lfw_are_left_out_before_anything_is_detected(source: Path, target: Path) -> None:
    (source / "person_00").rename(source / "José María")
    detector = DrawnFaceDetector()
    report = run(source, target, detector=detector, lfw_names={"jose_maria"})
    assert report.counts == {"in_lfw": 3}
    assert detector.calls == 15
    with pytest.raises(InputError, match="1 of the 6 identities"):
        run(source, target, overwrite=True, lfw_names={"jose_maria"} | {f"person_0{n}" for n in range(1, 5)})


def test_aligned_crops_are_taken_whole(source: Path, target: Path) -> None:
    write_photo(source / "person_00" / "small.jpg", 0, 50, size=112)
    write_photo(source / "person_00" / "tiny.jpg", 0, 51, size=12)
    report = run(source, target, detector=None, aligned=True, chip_size=96)
    assert report.alignment_id == FOREIGN
    assert reasons(report) == {"person_00/tiny.jpg": "too_small"}
    dataset = Dataset.open(target)
    assert dataset.chip_size == 96
    everything = [*dataset.training.records(range(len(dataset.training)))]
    assert {decode_photo(r.image_jpeg, source="").shape for r in everything} == {(96, 96, 3)}
    assert all(record.landmarks is None and record.confidence == 0 for record in everything)
    with pytest.raises(ValueError, match="detector"):
        run(source, target, aligned=True)


def test_an_image_size_scales_the_chip_but_not_its_geometry(source: Path, target: Path) -> None:
    run(source, target, chip_size=90)
    dataset = Dataset.open(target)
    assert dataset.alignment_id == alignment_id(90)
    record = dataset.training.records([0])[0]
    assert record.face_size == pytest.approx(150)
    original = Image.open(source / record.source).resize((90, 90), Image.Resampling.BOX)
    chip = decode_photo(record.image_jpeg, source="").astype(int)
    assert np.abs(chip - np.asarray(original)).mean() < 4


def test_named_people_are_held_out(source: Path, target: Path) -> None:
    report = run(source, target, validation_names=["person_04", "person_01", "nobody"])
    held_out = {identity.name for identity in Dataset.open(target).identities if identity.split == "validation"}
    assert held_out == {"person_01", "person_04"}
    assert any("'nobody'" in note for note in report.notes)
    with pytest.raises(InputError, match="None of the 1 names"):
        run(source, target, validation_names=["nobody"], overwrite=True)
    with pytest.raises(InputError, match="left to train on"):
        run(source, target, validation_names=[f"person_0{n}" for n in range(6)], overwrite=True)


def test_too_few_people(tmp_path: Path, target: Path) -> None:
    one = write_photos(tmp_path / "one", people=1)
    with pytest.raises(InputError, match="holds one identity, 'person_00'") as caught:
        run(one, target)
    assert caught.value.exit_code == 2
    assert not target.exists()
    three = write_photos(tmp_path / "three", people=3)
    report = run(three, target)
    assert report.validation.identities == 0
    assert "too few to hold some out" in report.notes[0]


def test_when_no_face_is_found_anywhere_it_says_what_was(tmp_path: Path, target: Path) -> None:
    for name in ("Anna", "Boris"):
        (tmp_path / "photos" / name).mkdir(parents=True)
        Image.new("RGB", (64, 64)).save(tmp_path / "photos" / name / "1.png")
    with pytest.raises(InputError, match="no_face 2"):
        run(tmp_path / "photos", target)
    assert not target.exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"chip_size": 8}, "image size"),
        ({"validation": 1.0}, "validation share"),
        ({"validation": -0.1}, "validation share"),
        ({"validation": float("nan")}, "validation share"),
        ({"minimum_images": 0}, "least number"),
    ],
)
def test_options_out_of_range(source: Path, target: Path, options: dict[str, Any], expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        run(source, target, **options)
    assert not target.parent.exists()


def test_what_is_at_the_target_is_safe(source: Path, target: Path) -> None:
    run(source, target)
    before = records(target)
    with pytest.raises(InputError, match="already"):
        run(source, target)
    shutil.rmtree(source / "person_00")
    stop = StopRequest()
    stop.set()
    with pytest.raises(Cancelled):
        run(source, target, overwrite=True, stop=stop)
    assert records(target) == before
    run(source, target, overwrite=True)
    assert len(records(target)) == 15
    assert beside(target) == []


def test_only_a_data_set_or_an_empty_folder_is_replaced(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    (target / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="is not a data set"):
        run(source, target, overwrite=True)
    assert (target / "letter.txt").read_text() == "mine"
    (target / "letter.txt").unlink()
    run(source, target)
    assert len(records(target)) == 18


def test_source_and_target_do_not_lie_in_one_another(source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="inside the folder of photos"):
        run(source, source / "people")
    with pytest.raises(InputError, match="inside the data set"):
        run(source, tmp_path, overwrite=True)


def test_a_stopped_import_goes_on_where_it_was(source: Path, target: Path) -> None:
    stop = StopRequest()
    first = DrawnFaceDetector()

    def stop_at_seven(event: Progress) -> None:
        if event.done >= 7:
            stop.set()

    with pytest.raises(Cancelled, match="of 18 photos are finished"):
        run(source, target, detector=first, progress=stop_at_seven, stop=stop)
    assert not target.exists()
    assert 7 <= first.calls < 18
    # One finished photo changes, one goes, one comes.
    write_photo(source / "person_00" / "0.jpg", 0, 77)
    os.utime(source / "person_00" / "0.jpg", ns=(1, 1))
    (source / "person_00" / "1.jpg").unlink()
    write_photo(source / "person_05" / "new.jpg", 5, 78)
    second = DrawnFaceDetector()
    report = run(source, target, detector=second)
    assert report.resumed == first.calls - 2
    assert report.images_per_second == pytest.approx(second.calls / report.finding_seconds)
    assert second.calls == 18 - report.resumed
    kept = {path: jpeg for _, path, jpeg in records(target)}
    assert len(kept) == 18
    assert "person_00/1.jpg" not in kept
    run(source, target.parent / "fresh")
    assert records(target) == records(target.parent / "fresh"), "as if it had never been interrupted"
    assert beside(target) == ["fresh"]


def test_other_options_or_another_source_begin_anew_and_say_so(source: Path, target: Path, tmp_path: Path) -> None:
    stop = StopRequest()
    with pytest.raises(Cancelled):
        run(source, target, progress=lambda event: stop.set() if event.done >= 4 else None, stop=stop)
    report = run(source, target, chip_size=96)
    assert report.resumed == 0
    assert any("begun anew: chip_size was 180" in note for note in report.notes)
    assert Dataset.open(target).chip_size == 96


def test_a_half_written_journal_is_gone_on_with(source: Path, target: Path) -> None:
    stop = StopRequest()
    with pytest.raises(Cancelled):
        run(source, target, progress=lambda event: stop.set() if event.done >= 8 else None, stop=stop)
    journal = target.parent / ".people.importing" / "finished.tfrecord"
    with journal.open("r+b") as file:
        file.truncate(journal.stat().st_size - 100)
    detector = DrawnFaceDetector()
    report = run(source, target, detector=detector)
    assert 7 <= report.resumed < 18
    assert detector.calls == 18 - report.resumed
    assert len(records(target)) == 18


_SLOW_IMPORT = """
import sys, time
from pathlib import Path
from core.data.import_folder import forget_import, move_import
from core.data.import_report import ImportReport
from core.data.importing import check_photos, import_photos
from tests.data.photos import DrawnFaceDetector

class Slow(DrawnFaceDetector):
    def detect(self, image_rgb):
        time.sleep(0.05)
        return super().detect(image_rgb)

def progress(event):
    print(event.done, flush=True)

import_photos(Path(sys.argv[1]), Path(sys.argv[2]), detector=Slow(), workers=1, progress=progress)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_import_leaves_nothing_half_done_and_its_lock_holds_nobody(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW_IMPORT, str(source), str(target)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            if int(line) >= 3:
                break
        with pytest.raises(DatasetError, match=rf"Another import is writing .*people \(process {process.pid}\)"):
            run(source, target)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert not target.exists()
    run(source, target)
    assert len(records(target)) == 18
    assert beside(target) == []


def test_two_imports_in_one_process_do_not_share_a_target(source: Path, target: Path) -> None:
    aside = target.parent / ".people.importing"
    aside.mkdir(parents=True)
    with FileLock(aside / "lock"), pytest.raises(DatasetError, match="Another import"):
        run(source, target)
    run(source, target)
    assert len(records(target)) == 18


def test_a_full_disk_is_said_and_what_was_finished_is_kept(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy = os.fsync
    monkeypatch.setattr("core.data.import_task._FLUSH_SECONDS", 0.0)

    def full(descriptor: int) -> None:
        if os.fstat(descriptor).st_size > 60_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        healthy(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        run(source, target)
    assert not target.exists()
    monkeypatch.setattr(os, "fsync", healthy)
    report = run(source, target)
    assert report.resumed > 0
    assert len(records(target)) == 18


def test_a_place_that_may_not_be_written(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match="could not be written"):
        run(source, tmp_path / "file" / "people")


def test_what_a_detector_raises_names_the_photo_and_keeps_the_rest(source: Path, target: Path) -> None:
    class Broken(DrawnFaceDetector):
        def detect(self, image_rgb: Any) -> Any:
            if self.calls == 5:
                raise RuntimeError("out of luck")
            return super().detect(image_rgb)

    with pytest.raises(RuntimeError, match="out of luck") as caught:
        run(source, target, detector=Broken(), workers=1)
    assert "person_" in caught.value.__notes__[0]
    assert not target.exists()


def test_threads_end_with_the_import(source: Path, target: Path) -> None:
    before = threading.active_count()
    run(source, target)
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


def test_a_check_says_what_an_import_would_and_leaves_the_work_to_it(source: Path, target: Path) -> None:
    (source / "person_00" / "broken.jpg").write_bytes(b"no picture")
    detector, watched = DrawnFaceDetector(), []
    checked = check_photos(source, target, detector=detector, watch=watched.append)
    assert not target.exists()
    assert len(watched) == 19
    assert sum(bool(photo.chip_jpeg) for photo in watched) == 18
    seen = detector.calls
    other = target.with_name("others")
    move_import(target, other)
    report = run(source, other, detector=detector)
    assert detector.calls == seen
    assert report.resumed == 19
    assert (report.skipped, report.training, report.validation) == (
        checked.skipped,
        checked.training,
        checked.validation,
    )
    assert beside(other) == []


def test_a_check_of_too_few_people_shows_why(tmp_path: Path, target: Path) -> None:
    source = write_photos(tmp_path / "few", people=2, images=1)
    checked = check_photos(source, target, detector=DrawnFaceDetector())
    assert checked.images_kept == 0
    assert checked.counts == {"single_image": 2}
    with pytest.raises(InputError):
        run(source, target)
    forget_import(target)
    assert beside(target) == []
