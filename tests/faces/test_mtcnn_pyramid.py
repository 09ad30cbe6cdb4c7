from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.faces.mtcnn_pyramid import STRIDE, WINDOW, lay_out


def picture(height: int, width: int) -> NDArray[np.uint8]:
    return np.random.default_rng(height * 10_000 + width).integers(0, 256, (height, width, 3), dtype=np.uint8)


@given(height=st.integers(1, 400), width=st.integers(1, 400), smallest=st.floats(12, 200))
@settings(max_examples=80, deadline=None)
def test_levels_lie_apart_on_an_even_sheet(height: int, width: int, smallest: float) -> None:
    sheet = lay_out(picture(height, width), smallest=smallest)
    if sheet is None:
        assert min(height, width) < smallest + 1
        return
    assert sheet.pixels.dtype == np.float32
    assert sheet.pixels.shape[0] % 2 == sheet.pixels.shape[1] % 2 == 0
    taken = np.zeros(sheet.pixels.shape[:2], int)
    for level in sheet.levels:
        top, left = STRIDE * level.top, STRIDE * level.left
        # All pixels that the level's windows look at.
        bottom = top + STRIDE * (level.rows - 1) + WINDOW
        right = left + STRIDE * (level.columns - 1) + WINDOW
        assert bottom <= sheet.pixels.shape[0]
        assert right <= sheet.pixels.shape[1]
        taken[top:bottom, left:right] += 1
    assert taken.max() == 1


@pytest.mark.parametrize("shape", [(11, 400), (1, 1), (19, 19), (400, 5)])
def test_a_picture_smaller_than_the_smallest_face_has_no_sheet(shape: tuple[int, int]) -> None:
    assert lay_out(picture(*shape), smallest=20) is None


def test_the_scales_are_those_of_the_package() -> None:
    sheet = lay_out(picture(480, 640), smallest=20)
    assert sheet is not None
    np.testing.assert_allclose([level.scale for level in sheet.levels], 0.6 * 0.709 ** np.arange(10))


@pytest.mark.parametrize("smallest", [12, 40, 100])
def test_the_first_scale_shows_the_smallest_face_in_one_window(smallest: int) -> None:
    sheet = lay_out(picture(300, 300), smallest=smallest)
    assert sheet is not None
    assert sheet.levels[0].scale == pytest.approx(WINDOW / smallest)


def test_a_level_shows_the_whole_picture_and_repeats_an_odd_edge() -> None:
    image = np.full((101, 67, 3), 200, np.uint8)
    sheet = lay_out(image, smallest=12)
    assert sheet is not None
    assert (sheet.pixels[:102, :68] == 200).all()
    assert (sheet.levels[0].rows, sheet.levels[0].columns) == (46, 29)


def test_cells_know_their_level_and_those_between_are_nobodys() -> None:
    sheet = lay_out(picture(200, 260), smallest=20)
    assert sheet is not None
    for index, level in enumerate(sheet.levels):
        first = (level.top, level.left)
        last = (level.top + level.rows - 1, level.left + level.columns - 1)
        beyond = (level.top + level.rows, level.left)
        assert sheet.level_of(np.array([first, last, beyond])).tolist()[:2] == [index, index]
    below_first = (sheet.levels[0].rows, 0)
    assert sheet.level_of(np.array([below_first])).tolist() == [-1]


def test_no_cells() -> None:
    sheet = lay_out(picture(60, 60), smallest=20)
    assert sheet is not None
    assert sheet.level_of(np.empty((0, 2), np.int64)).shape == (0,)


def test_the_sheet_wastes_little() -> None:
    for shape in ((480, 640), (720, 1280), (250, 250)):
        sheet = lay_out(picture(*shape), smallest=20)
        assert sheet is not None
        used = sum((2 * level.rows + 10) * (2 * level.columns + 10) for level in sheet.levels)
        assert used > 0.8 * sheet.pixels.shape[0] * sheet.pixels.shape[1]
