"""The chip: the one stored form of an aligned face, the same for every network.

Five landmarks are brought by a similarity transform onto a 150×150 template (the geometry of dlib's chips) with
a margin of a tenth on each side: 180×180 at the default scale. `alignment_id` names template, scale and margin.
`core.faces.align` makes chips.
"""

from __future__ import annotations

TEMPLATE_SIZE = 150
MARGIN = 15
CHIP_SIZE = TEMPLATE_SIZE + 2 * MARGIN

# Crops that came aligned by somebody else. They train; they are never mixed silently with our chips.
FOREIGN = "foreign"


def alignment_id(chip_size: int = CHIP_SIZE) -> str:
    """The name of the geometry: `five-point-150+15@180` for the default chip.

    Chips of another size show the same part of the face at another scale.
    """
    return f"five-point-{TEMPLATE_SIZE}+{MARGIN}@{chip_size}"


def same_geometry(one: str, other: str) -> bool:
    """Whether chips of two alignment ids show the same part of a face, perhaps at different scales."""
    return one.partition("@")[0] == other.partition("@")[0]


def chip_size_of(alignment: str) -> int:
    """The scale that an alignment id names; the default one for crops that came aligned by somebody else."""
    size = alignment.partition("@")[2]
    return int(size) if size.isascii() and size.isdecimal() and int(size) > 0 else CHIP_SIZE
