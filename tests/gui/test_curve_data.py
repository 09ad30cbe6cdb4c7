"""Curves of any length, thinned without losing a peak."""

from __future__ import annotations

import numpy as np
import pytest

from facenet_gui.widgets.curve_data import Curve, Growing


def curve_of(values: np.ndarray, *, pieces: int = 7) -> Curve:
    curve = Curve()
    x = np.arange(len(values))
    for part in np.array_split(x, pieces):
        curve.extend(part, values[part])
    return curve


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 4096, 100_000])
def test_what_is_drawn_keeps_peaks_and_order(count):
    values = np.random.default_rng(0).normal(size=count)
    curve = curve_of(values)
    assert np.array_equal(curve.y, values)
    x, y = curve.drawn(-1, count, 300)
    assert len(x) == len(y) <= 4 * 300 + 200
    assert np.all(np.diff(x) >= 0)
    if count:
        assert y.max() == values.max()
        assert y.min() == values.min()


def test_what_is_drawn_goes_up_one_column_and_down_the_next():
    values = np.tile([0.0, 1.0], 50_000)
    _, y = curve_of(values).drawn(0, len(values), 300)
    assert np.abs(np.diff(y)).sum() <= len(y) / 2 + 2, "a curve from the bottom to the top twice in each column"


def test_curves_over_the_same_x_share_it():
    x = Growing()
    curves = [Curve(x), Curve(x)]
    for begin in (0, 500):
        x.extend(np.arange(begin, begin + 500.0))
        for number, curve in enumerate(curves):
            curve.extend_y(np.full(500, number))
    for number, curve in enumerate(curves):
        assert curve.at(700)[:2] == (700, number)
    for curve in curves:
        curve.keep(300)
    assert [len(curve.x) for curve in curves] == [300, 300]
    x.extend(np.array([300.0]))
    for curve in curves:
        curve.extend_y([7])
        assert curve.at(np.inf, window=2)[:2] == (300, 7)
    with pytest.raises(ValueError, match="extend_y"):
        curves[0].extend([301], [0])


def test_a_part_shows_only_its_own_peaks():
    values = np.zeros(200_000)
    values[[10, 150_000]] = 5, -5
    curve = curve_of(values)
    _, y = curve.drawn(100_000, 190_000, 400)
    assert y.min() == -5
    assert y.max() == 0


def test_few_points_are_drawn_as_they_are():
    curve = curve_of(np.array([1.0, np.nan, 3.0]), pieces=1)
    x, y = curve.drawn(0, 2, 100)
    assert x.tolist() == [0, 1, 2]
    assert np.isnan(y[1])


@pytest.mark.parametrize("window", [1, 10, 1000])
def test_means_are_those_of_the_last_window(window):
    values = np.random.default_rng(1).normal(size=500)
    curve = curve_of(values)
    x, y = curve.smoothed(0, 500, 2000, window=window)
    expected = [values[max(0, at - window + 1) : at + 1].mean() for at in range(500)]
    assert x.tolist() == list(range(500))
    assert y == pytest.approx(expected, abs=1e-9)


def test_gaps_count_nothing_in_a_mean():
    curve = curve_of(np.array([1.0, np.nan, 3.0, np.nan]), pieces=2)
    _, y = curve.smoothed(0, 3, 100, window=2)
    assert y.tolist() == [1, 1, 3, 3]
    _, alone = curve.smoothed(0, 3, 100, window=1)
    assert np.isnan(alone[1])


def test_the_nearest_point_is_found():
    curve = Curve()
    assert curve.at(3) is None
    curve.extend([10, 20, 30], [1, 2, 3])
    assert curve.at(24)[:2] == (20, 2)
    assert curve.at(np.inf)[:2] == (30, 3)
    assert curve.at(-5)[:2] == (10, 1)


def test_keeping_the_first_points_forgets_everything_else():
    values = np.arange(10_000.0)
    curve = curve_of(values)
    curve.keep(5000)
    curve.extend([5000], [-1])
    assert len(curve) == 5001
    _, y = curve.drawn(0, 6000, 50)
    assert y.max() == 4999
    assert y.min() == -1
    assert curve.at(5000, window=2)[2] == pytest.approx((4999 - 1) / 2)
