"""Sample faces: equal seeds give equal pictures, people differ, and scenes know what they show."""

from __future__ import annotations

import errno
import json
import shutil

import cv2
import numpy as np
import pytest

from core.data.dataset import Dataset
from core.data.sample_faces import SampleFaces, sample_name
from core.data.sample_files import sample_people, write_sample_dataset, write_sample_photos, write_sample_video
from core.data.sample_model import ARRAYS_FILE, CARD_FILE, SampleModel
from core.data.sample_scenes import sample_photo, sample_video, sample_video_scenes
from core.errors import Cancelled, InputError, ModelError
from core.faces.chip import CHIP_SIZE, alignment_id
from core.progress import StopRequest
from core.resources import resources_folder


@pytest.fixture(scope="module")
def samples():
    return SampleFaces.load()


def test_the_model_is_small_and_of_our_alignment():
    folder = resources_folder() / "sample-faces"
    assert sum(file.stat().st_size for file in folder.iterdir()) < 4e6
    assert SampleModel.load().card["alignment_id"] == alignment_id()


def test_saving_and_loading_keeps_the_model(tmp_path):
    model = SampleModel.load()
    model.save(tmp_path)
    again = SampleModel.load(tmp_path)
    np.testing.assert_allclose(again.components, model.components, atol=1e-6)
    np.testing.assert_array_equal(again.between, model.between)


@pytest.mark.parametrize("damage", ["missing", "truncated", "other", "not finite", "misshapen"])
def test_a_damaged_model_is_refused_in_words(tmp_path, damage):
    folder = tmp_path / "model"
    shutil.copytree(resources_folder() / "sample-faces", folder)
    arrays = folder / ARRAYS_FILE
    if damage == "missing":
        arrays.unlink()
    elif damage == "truncated":
        arrays.write_bytes(arrays.read_bytes()[:1000])
    elif damage == "other":
        (folder / CARD_FILE).write_text(json.dumps({"format": "something"}))
    else:
        with np.load(arrays) as stored:
            content = dict(stored)
        if damage == "not finite":
            content["between"][0, 0] = np.nan
        else:
            content["within"] = content["within"][:-1]
        np.savez(arrays, **content)
    with pytest.raises(ModelError, match="sample-faces"):
        SampleModel.load(folder)


def test_equal_seeds_give_equal_chips_and_others_differ(samples):
    first = samples.picture(samples.identity(3), 5)
    assert (first.shape, first.dtype) == ((CHIP_SIZE, CHIP_SIZE, 3), np.uint8)
    np.testing.assert_array_equal(first, SampleFaces.load().picture(samples.identity(3), 5))
    for other in (samples.picture(samples.identity(3), 6), samples.picture(samples.identity(4), 5)):
        assert np.abs(first.astype(int) - other).mean() > 2
    assert samples.picture(samples.identity(3), 5, chip_size=96).shape == (96, 96, 3)


def test_two_people_differ_more_than_two_looks_of_one(samples):
    people = [samples.identity(number) for number in range(8)]
    faces = np.array([[samples.face(person, samples.look(look)) for look in range(3)] for person in people])
    within = np.abs(faces[:, :1] - faces[:, 1:]).mean()
    between = np.abs(faces[:-1, 0] - faces[1:, 0]).mean()
    assert between > 1.4 * within


def test_a_photo_says_where_its_faces_are(samples):
    people = [samples.identity(number) for number in (1, 2, 3)]
    scene = sample_photo(samples, people, 4)
    height, width = scene.image_rgb.shape[:2]
    assert [face.identity.seed for face in scene.faces] == [1, 2, 3]
    for face in scene.faces:
        left, top, across, down = face.box
        assert min(left, top) >= 0
        assert left + across <= width
        assert top + down <= height
        assert ((face.landmarks >= [left, top]) & (face.landmarks <= [left + across, top + down])).all()
    np.testing.assert_array_equal(scene.image_rgb, sample_photo(samples, people, 4).image_rgb)


def test_a_photo_of_nobody_is_a_background(samples):
    assert sample_photo(samples, [], 0).faces == ()


def test_in_a_video_one_stays_and_one_comes(samples):
    people = [samples.identity(number) for number in (1, 2)]
    seen = [[f.identity.seed for f in scene.faces] for scene in sample_video_scenes(samples, people, frames=40)]
    assert all(1 in there for there in seen)
    assert 2 not in seen[0]
    assert any(2 in there for there in seen)
    frames = list(sample_video(samples, people, frames=3))
    assert [(frame.shape, frame.dtype) for frame in frames] == [((480, 640, 3), np.uint8)] * 3
    assert np.abs(frames[1].astype(int) - frames[0]).mean() < 12, "faces move smoothly"


def test_names_never_repeat():
    names = [sample_name(number) for number in range(300)]
    assert len(set(names)) == 300
    assert names[0] == "Ada"


def test_another_seed_gives_other_people(samples):
    one, other = (sample_people(samples, 1, seed=seed)["Ada"] for seed in (0, 1))
    assert np.abs(one.scores - other.scores).max() > 0.1


def test_a_data_set_opens_and_holds_people_out(samples, tmp_path):
    written = write_sample_dataset(tmp_path / "faces", samples, identities=8, images=2, validation=0.25)
    dataset = Dataset.open(tmp_path / "faces")
    assert dataset.card.source == "sample faces"
    assert dataset.alignment_id == alignment_id()
    assert (len(dataset.training), len(dataset.validation)) == (written.images, written.validation_images)
    assert written.images + written.validation_images == 16
    assert written.validation_identities >= 2
    with pytest.raises(InputError, match="already"):
        write_sample_dataset(tmp_path / "faces", samples, identities=4, images=1)
    write_sample_dataset(tmp_path / "faces", samples, identities=4, images=1, overwrite=True)
    assert len(Dataset.open(tmp_path / "faces").identities) == 4


@pytest.mark.parametrize(
    "wrong", [{"identities": 1}, {"images": 0}, {"validation": 1.0}, {"seed": -1}, {"identities": 100_001}]
)
def test_numbers_out_of_range_are_refused(samples, tmp_path, wrong):
    with pytest.raises(InputError):
        write_sample_dataset(tmp_path / "faces", samples, **{"identities": 4, "images": 1, **wrong})
    assert not any(tmp_path.iterdir())


def test_photos_lie_in_one_folder_per_person(samples, tmp_path):
    write_sample_photos(tmp_path / "photos", samples, identities=2, images=2)
    assert sorted(str(p.relative_to(tmp_path / "photos").as_posix()) for p in tmp_path.rglob("*.jpg")) == [
        "Ada/001.jpg",
        "Ada/002.jpg",
        "Alma/001.jpg",
        "Alma/002.jpg",
    ]
    with pytest.raises(InputError, match="not empty"):
        write_sample_photos(tmp_path / "photos", samples, identities=2, images=1)


def test_a_stop_leaves_nothing(samples, tmp_path):
    stop = StopRequest()
    stop.set()
    with pytest.raises(Cancelled):
        write_sample_photos(tmp_path / "photos", samples, identities=2, images=1, stop=stop)
    with pytest.raises(Cancelled):
        write_sample_video(tmp_path / "clip.avi", samples, frames=2, stop=stop)
    assert not any(tmp_path.iterdir())


def test_a_full_disk_keeps_no_half_data_set(samples, tmp_path, monkeypatch):
    def full(*_args, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("core.data.made_dataset.DatasetWriter.add", full)
    with pytest.raises(OSError, match="No space"):
        write_sample_dataset(tmp_path / "sets" / "people", samples, identities=3, images=2)
    assert not list((tmp_path / "sets").iterdir())


def test_a_video_can_be_read_back(samples, tmp_path):
    write_sample_video(tmp_path / "clip.avi", samples, frames=4)
    capture = cv2.VideoCapture(str(tmp_path / "clip.avi"))
    try:
        frames = 0
        while capture.read()[0]:
            frames += 1
    finally:
        capture.release()
    assert frames == 4
    with pytest.raises(InputError, match="already"):
        write_sample_video(tmp_path / "clip.avi", samples, frames=4)
    with pytest.raises(InputError, match=r"\.avi"):
        write_sample_video(tmp_path / "clip.txt", samples, frames=4)
