"""The legend of a plot makes room for all that it says."""

from __future__ import annotations

from facenet_gui.widgets.curve_legend import CurveLegend, LegendEntry

ENTRIES = [LegendEntry(name, "0.800", "#0072b2") for name in ("positive", "negative", "farthest positive", "nearest")]


def rows(legend: CurveLegend) -> int:
    one = CurveLegend(legend._theme)
    return legend.sizeHint().height() // one.sizeHint().height()


def test_no_curve_is_left_out_in_a_narrow_plot(qtbot, services):
    legend = CurveLegend(services.theme)
    qtbot.addWidget(legend)
    legend.set_rows(2)
    legend.set_entries(ENTRIES)
    legend.show()
    legend.resize(2000, 40)
    assert rows(legend) == 2, "the rows that it was given stay"
    legend.resize(160, 40)
    needed = rows(legend)
    assert needed > 2
    # Shorter values do not make the plot jump.
    legend.set_entries([LegendEntry("positive", "0", "#0072b2")])
    assert rows(legend) == needed
    legend.resize(2000, 40)
    assert rows(legend) == 2
