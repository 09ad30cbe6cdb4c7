from __future__ import annotations

from core.faces.chip import CHIP_SIZE, FOREIGN, MARGIN, TEMPLATE_SIZE, alignment_id, same_geometry


def test_the_chip_has_the_margin_on_both_sides() -> None:
    assert CHIP_SIZE == TEMPLATE_SIZE + 2 * MARGIN == 180


def test_alignment_id_names_template_margin_and_scale() -> None:
    assert alignment_id() == "five-point-150+15@180"
    assert alignment_id(112) == "five-point-150+15@112"


def test_scale_does_not_change_the_geometry_but_foreign_crops_do() -> None:
    assert same_geometry(alignment_id(), alignment_id(112))
    assert not same_geometry(alignment_id(), FOREIGN)
    assert not same_geometry(alignment_id(), "five-point-150+30@210")
    assert same_geometry(FOREIGN, FOREIGN)
