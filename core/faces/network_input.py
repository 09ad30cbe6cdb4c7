"""What a network wants to see of a chip: which part, at what size, in what range."""

from __future__ import annotations

from dataclasses import dataclass

from core.faces.chip import CHIP_SIZE, TEMPLATE_SIZE


@dataclass(frozen=True, slots=True)
class NetworkInput:
    """From chip to network input: centre crop, resize (bilinear, antialiased), then (pixel - mean) / divisor.

    Attributes:
        size: Side of the square input, in pixels.
        crop: Side of the centre crop as a share of the chip's side, in (0, 1]. A share, so that chips of every
            scale show the same part of the face.
        mean: Subtracted from the RGB channels, in 0..255.
        divisor: Divides the difference. Mean and divisor of 127.5 give [-1, 1].
    """

    size: int
    crop: float
    mean: tuple[float, float, float] = (127.5, 127.5, 127.5)
    divisor: float = 127.5

    def crop_side(self, chip_size: int) -> int:
        """Side, in pixels, of the centre crop of a chip.

        The nearest number that leaves equal margins on both sides, and never zero. It is exact for chips of 180 px
        and the crops of our models; at other scales it is at most one pixel off.
        """
        margin = round((chip_size - chip_size * self.crop) / 2)
        return max(chip_size - 2 * margin, 2 - chip_size % 2)


# An InceptionV3 sees a little of the margin: 160 of the chip's 180 pixels.
INCEPTION_CROP = 160 / CHIP_SIZE
DLIB_CROP = TEMPLATE_SIZE / CHIP_SIZE
# Crops that somebody else aligned are taken whole.
FOREIGN_CROP = 1.0
