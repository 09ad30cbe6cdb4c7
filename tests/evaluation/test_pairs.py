"""Pair lists: LFW's two forms, our own, and every way in which one can be wrong."""

import numpy as np
import pytest

from core.errors import InputError
from core.evaluation.pairs import find_pair_file, identity_of, read_pairs, spread_over_folds

TWO_FOLDS = """2\t2
Ann\t1\t2
Bob_Lee\t3\t12
Ann\t1\tBob_Lee\t1
Ann\t2\tCy\t4
Cy\t1\t2
Cy\t3\t4
Cy\t1\tDee\t1
Dee\t2\tEve\t5
"""


def write(tmp_path, text, name="pairs.txt"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def as_names(pair_list):
    return [
        (pair_list.images[a], pair_list.images[b], bool(same), int(fold))
        for a, b, same, fold in zip(
            pair_list.pairs.first, pair_list.pairs.second, pair_list.pairs.same, pair_list.pairs.folds, strict=True
        )
    ]


def test_lfw_with_folds(tmp_path):
    pair_list = read_pairs(write(tmp_path, TWO_FOLDS))
    assert as_names(pair_list)[:3] == [
        ("Ann/Ann_0001", "Ann/Ann_0002", True, 0),
        ("Bob_Lee/Bob_Lee_0003", "Bob_Lee/Bob_Lee_0012", True, 0),
        ("Ann/Ann_0001", "Bob_Lee/Bob_Lee_0001", False, 0),
    ]
    assert pair_list.pairs.folds.tolist() == [0] * 4 + [1] * 4
    assert pair_list.pairs.same.tolist() == [True, True, False, False] * 2
    assert len(set(pair_list.images)) == len(pair_list.images)


def test_windows_line_ends_blank_lines_and_a_byte_order_mark_change_nothing(tmp_path):
    expected = as_names(read_pairs(write(tmp_path, TWO_FOLDS)))
    odd = "\ufeff\r\n" + TWO_FOLDS.replace("\n", "\r\n\r\n") + "  \r\n"
    assert as_names(read_pairs(write(tmp_path, odd))) == expected
    assert as_names(read_pairs(write(tmp_path, TWO_FOLDS.replace("\n", "\r")))) == expected
    assert as_names(read_pairs(write(tmp_path, TWO_FOLDS.replace("\t", "   ")))) == expected


def test_view_1_goes_to_folds_by_turns(tmp_path):
    lines = ["12", *(f"A{i}\t1\t2" for i in range(12)), *(f"A{i}\t1\tB{i}\t1" for i in range(12))]
    pair_list = read_pairs(write(tmp_path, "\n".join(lines)))
    assert pair_list.pairs.folds.tolist() == [*range(10), 0, 1] * 2


def test_names_with_odd_characters(tmp_path):
    text = '1\nЛев Ильич 🙂\t1\t2\nЛев Ильич 🙂\t1\tO\'Neil, "J." a\u2028b\t3\n'
    images = read_pairs(write(tmp_path, text)).images
    assert "Лев Ильич 🙂/Лев Ильич 🙂_0001" in images
    assert 'O\'Neil, "J." a\u2028b/O\'Neil, "J." a\u2028b_0003' in images


def test_images_beyond_four_digits(tmp_path):
    assert read_pairs(write(tmp_path, "1\nA\t1\t12345\nA\t1\tB\t1\n")).images[1] == "A/A_12345"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (" \n\n", "is empty"),
        ("0\n", "line 1: expected the number of folds"),
        ("10 0\n", "line 1: expected the number of folds"),
        (
            "1\nA\t1\t2\n",
            r"line 3: expected 2 pairs, as the first line says \(1 × 2 × 1\), got 'the end of the file after 1'",
        ),
        ("1\nA\t1\t2\nA\t1\tB\t1\nC\t1\t2\n", "line 4: expected the end after 2 pairs.*got 'C"),
        ("1\nA\t1\tB\t1\nA\t1\t2\n", r"line 2: expected name, number, number \(a genuine pair\), got 'A"),
        ("1\nA\t1\t2\nA\t1\t2\n", r"line 3: expected name, number, name, number"),
        ("1\nA\t1\t2\n\nA\tone\tB\t1\n", "line 4: expected the number of an image, got 'one'"),
        ("1\nA\t1\t0\nA\t1\tB\t1\n", "line 2: expected the number of an image, got '0'"),
        ("1\nA\t1\t²\nA\t1\tB\t1\n", "line 2: expected the number of an image, got '²'"),
        ("1\nA\t1\t-2\nA\t1\tB\t1\n", "line 2: expected the number of an image, got '-2'"),
        ("1\nA\t1\t1\nA\t1\tB\t1\n", "line 2: expected two different images"),
        ("1\nA\t1\t2\nA\t1\tA\t2\n", "line 3: expected two different names"),
        ("1\n..\t1\t2\nA\t1\tB\t1\n", "line 2: expected a name that can be a folder, got '..'"),
        ("1\n../up\t1\t2\nA\t1\tB\t1\n", "line 2: expected a name that can be a folder, got '../up'"),
        ("1\n\t1\t2\nA\t1\tB\t1\n", "line 2: expected"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not a text in UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        read_pairs(write(tmp_path, text))


def test_a_missing_list_and_a_folder(tmp_path):
    with pytest.raises(InputError, match="There is no pair list"):
        read_pairs(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_pairs(tmp_path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("head", [True, False])
def test_own_list(tmp_path, delimiter, head):
    rows = [["Path_A", "path_b", "same"]] if head else []
    rows += [["x/1.jpg", "x/2.jpg", "1"], [" x/1.jpg", "y z/1.png ", "No"], ["./x/2.jpg", "x/3.jpg", "true"]]
    pair_list = read_pairs(write(tmp_path, "\n".join(delimiter.join(row) for row in rows), "own.csv"))
    assert as_names(pair_list) == [
        ("x/1.jpg", "x/2.jpg", True, 0),
        ("x/1.jpg", "y z/1.png", False, 0),
        ("x/2.jpg", "x/3.jpg", True, 1),
    ]


def test_own_list_with_folds_keeps_their_order(tmp_path):
    text = "a/1,a/2,1,second\r\na/1,b/1,0,second\r\n\r\nb/1,b/2,1,first\r\nb/1,c/1,0,first\r\n"
    assert read_pairs(write(tmp_path, text)).pairs.folds.tolist() == [0, 0, 1, 1]


def test_own_list_with_quoted_names(tmp_path):
    text = 'path_a,path_b,same\n"Doe, Jane/1.jpg","Doe, Jane/""2"".jpg",yes\na,b,no\n'
    assert read_pairs(write(tmp_path, text)).images[:2] == ("Doe, Jane/1.jpg", 'Doe, Jane/"2".jpg')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("path_a,path_b,same\n", "holds no pair"),
        ("a,b,1\na,c\n", "line 2: expected 3 cells"),
        ("a,b,1,x\na,c,0\n", "line 2: expected 4 cells"),
        ("a,b,1,x,y\n", "line 1: expected 3 or 4 cells"),
        ("a,b,1,x\na,c,0,\n", "line 2: expected a label in the cell 'fold'"),
        ("a,b,maybe\n", "line 1: expected 1 or 0 .*got 'maybe'"),
        ("a,./a,1\n", "line 1: expected two different images"),
        ("a,../b,1\n", r"line 1: expected a path below the image folder .*got '../b'"),
        ("a,x/../../b,1\n", "line 1: expected a path below the image folder"),
        ("a,/etc/passwd,1\n", "line 1: expected a path below the image folder"),
        (",b,1\n", "line 1: expected a path below the image folder"),
        ('a,"b,1\n', "line 1: this is not a line of CSV|line 2: this is not a line of CSV"),
        ("just a text about something else\n", "line 1: expected 3 or 4 cells"),
    ],
)
def test_what_is_wrong_with_an_own_list_is_said_with_its_line(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        read_pairs(write(tmp_path, text, "own.csv"))


def test_spread_over_folds_counts_each_kind_on_its_own():
    same = np.array([True, False, False, True, False, True])
    assert spread_over_folds(same, folds=2).tolist() == [0, 0, 1, 1, 0, 0]


def test_where_keeps_folds(tmp_path):
    pairs = read_pairs(write(tmp_path, TWO_FOLDS)).pairs
    rest = pairs.where(pairs.same)
    assert len(rest) == 4
    assert rest.folds.tolist() == [0, 0, 1, 1]


def test_the_list_is_found_in_the_folder_or_beside_it(tmp_path):
    images = tmp_path / "images"
    images.mkdir()
    with pytest.raises(InputError, match="--pairs"):
        find_pair_file(images)
    beside = write(tmp_path, TWO_FOLDS, "pairsDevTest.txt")
    assert find_pair_file(images) == beside
    assert find_pair_file(tmp_path) == beside
    view_2 = write(tmp_path, TWO_FOLDS, "pairs.txt")
    assert find_pair_file(images) == view_2


def test_identity_is_the_folder():
    assert identity_of("Ann/Ann_0001") == "Ann"
    assert identity_of("set/b/1.jpg") == "b"
    assert identity_of("1.jpg") == ""
