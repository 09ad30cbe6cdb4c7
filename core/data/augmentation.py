"""From a stored chip to a training image: a random crop, mirror, colour and blur, in TensorFlow's graph.

What happens to an image follows from (seed, step, place in the batch), so a resumed run and every worker see the
same images. With everything switched off the result is the plain preprocessing that `NetworkInput` describes.

The dice are thrown for a whole batch at once and applied image by image. The geometry is a window of whole pixels and
one resize; colour is one 3×3 matrix and one shift, which also bring the network's range.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from core.faces.network_input import NetworkInput
from core.hyperparameters import Hyperparameters

# Keeps these random numbers apart from others that derive from (seed, step).
_STREAM = 0x61756731
_DRAWS = 9
# ITU-R BT.601, as in JPEG.
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
# A blurred image looks as if it had been taken with so many of its pixels a side.
_BLUR_RASTER = (0.3, 0.7)
# Brightness at full strength, in 0…255.
_BRIGHTNESS = 64.0


class Plan(NamedTuple):
    """What happens to each image of a batch; for one image without the leading B.

    Attributes:
        corner: (B, 2) int32: top and left of the window in the chip.
        side: (B,) int32: side of the window, in pixels.
        mirrored: (B,) bool.
        raster: (B,) int32: side of the coarser picture through which the image goes, or 0 where it stays sharp.
        colour: (B, 3, 3) float32: pixels (rows) times this …
        offset: (B, 3) float32: … plus this are in the network's range.
    """

    corner: Any
    side: Any
    mirrored: Any
    raster: Any
    colour: Any
    offset: Any


class Augmentation:
    """Turns chips of one size into training images for one network.

    Args:
        hyperparameters: `flip`, `shift`, `scale`, `colour`, `blur`, the batch's size and the seed are used.
        network_input: What the network wants to see.
        chip_size: S, side of the chips.
    """

    def __init__(self, hyperparameters: Hyperparameters, network_input: NetworkInput, *, chip_size: int) -> None:
        self._parameters = hyperparameters
        self._chip_size = chip_size
        self._side = network_input.crop_side(chip_size)
        self._size = network_input.size
        self._mean = np.array(network_input.mean, np.float32)
        self._divisor = np.float32(network_input.divisor)
        # Of a window that was chosen at random nobody can tell a tenth; the plain crop is resized as everywhere else.
        self._tolerance = 1.1 if hyperparameters.shift or hyperparameters.scale else 1.0

    def plan(self, step: Any) -> Plan:
        """Throw the dice for the P·K images of a step (int64 scalar)."""
        parameters, space = self._parameters, self._chip_size
        seed = tf.stack([tf.constant(parameters.seed, tf.int64), tf.cast(step, tf.int64)])
        seed = tf.random.experimental.stateless_fold_in(seed, tf.constant(_STREAM, tf.int64), alg="philox")
        dice = tf.random.stateless_uniform([_DRAWS, parameters.batch_size], seed, alg="philox")
        flip, blur, sharpness = dice[0], dice[1], dice[2]
        scale, down, right, light, contrast, saturation = tf.unstack(2.0 * dice[3:] - 1.0)

        side = tf.cast(tf.round(self._side * (1.0 + parameters.scale * scale)), tf.int32)
        side = tf.clip_by_value(side, 1, space)
        room = tf.cast(space - side, tf.float32)[:, None]
        corner = tf.round(room / 2.0 + parameters.shift * space * tf.stack([down, right], axis=1))
        least, most = _BLUR_RASTER
        raster = tf.cast(tf.round(self._size * (least + (most - least) * sharpness)), tf.int32)

        strength = parameters.colour
        # exp, so that twice and half are equally likely and nothing is ever grey or inverted altogether.
        gain = tf.exp(strength * contrast)[:, None, None]
        # Rows are pixels: a pixel times `grey` is its grey, and saturation mixes the two.
        grey = np.repeat(_LUMA[:, None], 3, axis=1)
        mix = grey + tf.exp(strength * saturation)[:, None, None] * (np.eye(3, dtype=np.float32) - grey)
        shift = 127.5 * (1.0 - gain[:, 0]) + _BRIGHTNESS * strength * light[:, None]
        return Plan(
            corner=tf.cast(tf.clip_by_value(corner, 0.0, room), tf.int32),
            side=side,
            mirrored=flip < 0.5 if parameters.flip else tf.zeros_like(flip, tf.bool),
            raster=tf.where(blur < parameters.blur, tf.maximum(raster, 1), 0),
            colour=gain * mix / self._divisor,
            offset=(shift - self._mean) / self._divisor,
        )

    def apply(self, chip: Any, plan: Plan) -> Any:
        """Make the image of one chip.

        Args:
            chip: (S, S, 3) uint8 RGB.
            plan: This image's part of the batch's plan.

        Returns:
            (size, size, 3) float32 in the network's range.
        """
        parameters = self._parameters
        if parameters.shift or parameters.scale:
            window = tf.slice(chip, tf.concat([plan.corner, [0]], 0), tf.stack([plan.side, plan.side, 3]))
        else:
            start = (self._chip_size - self._side) // 2
            window = chip[start : start + self._side, start : start + self._side]
        if parameters.flip:
            window = tf.cond(plan.mirrored, lambda: tf.reverse(window, [1]), lambda: window)
        if parameters.blur:
            image = tf.cond(
                plan.raster > 0,
                lambda: self._resized(_resize(window, plan.raster, tolerance=1.0)),
                lambda: self._resized(window),
            )
        else:
            image = self._resized(window)
        return self._coloured(image, plan) if parameters.colour else self._in_range(image)

    def _resized(self, window: Any) -> Any:
        image = _resize(window, self._size, tolerance=self._tolerance)
        return tf.ensure_shape(image, [self._size, self._size, 3])

    def _coloured(self, image: Any, plan: Plan) -> Any:
        size = self._size
        # Same product, four pixels a row where that comes out even: a quarter of the time.
        pixels = 4 if size % 2 == 0 else 1
        matrix = np.eye(pixels, dtype=np.float32)[:, None, :, None] * plan.colour[None, :, None, :]
        image = tf.reshape(image, [-1, 3 * pixels]) @ tf.reshape(matrix, [3 * pixels, 3 * pixels])
        # Whole lines, because adding three numbers at a time is slow too.
        lines = tf.reshape(image, [size, 3 * size]) + tf.tile(plan.offset, [size])
        black, white = (0.0 - self._mean) / self._divisor, (255.0 - self._mean) / self._divisor
        if np.ptp(black) == 0.0:
            lines = tf.clip_by_value(lines, black[0], white[0])
        else:
            lines = tf.clip_by_value(lines, np.tile(black, size), np.tile(white, size))
        return tf.reshape(lines, [size, size, 3])

    def _in_range(self, image: Any) -> Any:
        lines = tf.reshape(image, [self._size, 3 * self._size])
        lines = (lines - np.tile(self._mean, self._size)) / self._divisor
        return tf.reshape(lines, [self._size, self._size, 3])


def _resize(image: Any, size: Any, *, tolerance: float) -> Any:
    """Bilinear, antialiased where a picture shrinks by more than `tolerance`: (h, h, 3) to (size, size, 3) float32."""
    side = tf.cast(tf.shape(image)[0], tf.float32)
    # The two are the same where nothing shrinks, and the plain one takes half the time.
    return tf.cond(
        side <= tolerance * tf.cast(size, tf.float32),
        lambda: tf.image.resize(image, tf.stack([size, size])),
        lambda: tf.image.resize(image, tf.stack([size, size]), antialias=True),
    )
