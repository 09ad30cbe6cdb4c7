"""Finding the images of a pair list."""

import unicodedata

import pytest

from core.errors import InputError
from core.evaluation.image_folder import find_images
from core.evaluation.pairs import read_pairs
from tests.evaluation.fakes import make_lfw, make_pairs, write_picture

NAMES = ["Ann", "Bob_Lee"]


@pytest.fixture
def pair_list(tmp_path):
    return read_pairs(make_pairs(tmp_path / "pairs.txt", names=NAMES))


def names_of(found):
    return [None if path is None else path.name for path in found]


@pytest.mark.parametrize("suffix", [".jpg", ".PNG", ".webp"])
def test_any_suffix(tmp_path, pair_list, suffix):
    found = find_images(pair_list, make_lfw(tmp_path / "lfw", names=NAMES, suffix=suffix))
    assert names_of(found) == [image.rpartition("/")[2] + suffix for image in pair_list.images]


def test_one_level_down_beside_other_folders(tmp_path, pair_list):
    make_lfw(tmp_path / "lfw" / "lfw-deepfunneled", names=NAMES)
    (tmp_path / "lfw" / "a").mkdir()
    assert None not in find_images(pair_list, tmp_path / "lfw")


def test_missing_ones_are_none_in_their_place(tmp_path, pair_list):
    folder = make_lfw(tmp_path / "lfw", names=NAMES)
    gone = pair_list.images[2]
    (folder / f"{gone}.png").unlink()
    found = find_images(pair_list, folder)
    assert [i for i, path in enumerate(found) if path is None] == [2]


def test_a_folder_called_like_an_image_is_none(tmp_path, pair_list):
    folder = make_lfw(tmp_path / "lfw", names=NAMES)
    (folder / f"{pair_list.images[0]}.png").unlink()
    (folder / f"{pair_list.images[0]}.png").mkdir()
    assert find_images(pair_list, folder)[0] is None


def test_accents_in_either_encoding(tmp_path):
    name = "José"
    pairs = make_pairs(tmp_path / "pairs.txt", names=[unicodedata.normalize("NFC", name), "Ann"])
    folder = make_lfw(tmp_path / "lfw", names=[unicodedata.normalize("NFD", name), "Ann"])
    assert None not in find_images(read_pairs(pairs), folder)


def test_own_list_with_and_without_suffix(tmp_path):
    folder = tmp_path / "photos"
    for number, name in enumerate(["a/1.v2.jpg", "b c/x.jpg", "top.png"]):
        write_picture(folder / name, 0, number)
    own = tmp_path / "own.csv"
    own.write_text("a/1.v2,b c/x.jpg,1\ntop.png,a/1.v2.jpg,0\n")
    assert names_of(find_images(read_pairs(own), folder)) == ["1.v2.jpg", "x.jpg", "top.png", "1.v2.jpg"]


def test_a_wrong_folder_says_what_was_expected(tmp_path, pair_list):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"None of the 8 images .*Ann_0001\.jpg"):
        find_images(pair_list, tmp_path / "empty")
    with pytest.raises(InputError, match="is not a folder"):
        find_images(pair_list, tmp_path / "nowhere")
    with pytest.raises(InputError, match="is not a folder"):
        find_images(pair_list, pair_list.source)
