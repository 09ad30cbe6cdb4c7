"""MTCNN's three networks as compiled TensorFlow graphs (Zhang et al., Joint Face Detection and Alignment, 2016).

Each is traced once and takes pictures of any size and any number of boxes. They run on the CPU: the networks are
tiny, and the graphics card, if any, is training.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core.faces.mtcnn_weights import Arrays, MtcnnWeights

# The proposal network looks through windows of this side, in pixels, ...
WINDOW = 12
# ... at every second pixel.
STRIDE = 2
# Sides of the squares that the second and third network see.
_REFINE_SIZE = 24
_OUTPUT_SIZE = 48
# Pixels p enter the networks as (p - _MEAN) / _DIVISOR.
_MEAN = 127.5
_DIVISOR = 128.0

_Function = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class Proposals:
    """Windows of one picture that may show a face.

    Attributes:
        cells: (N, 2) int64: row and column of the window; its corner is at `STRIDE` times that.
        scores: (N,) float32 in [0, 1].
        offsets: (N, 4) float32: shifts of left, top, right and bottom, in windows.
    """

    cells: NDArray[np.int64]
    scores: NDArray[np.float32]
    offsets: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """What the second or third network says of N boxes.

    Attributes:
        scores: (N,) float32 in [0, 1].
        offsets: (N, 4) float32: shifts of left, top, right and bottom, in box sides.
        points: (N, 10) float32: five x, then five y, in box sides from the corner; (N, 0) from the second network.
    """

    scores: NDArray[np.float32]
    offsets: NDArray[np.float32]
    points: NDArray[np.float32]


class MtcnnNetworks:
    """The three networks. Safe to call from several threads at once."""

    def __init__(self, weights: MtcnnWeights) -> None:
        picture = tf.TensorSpec([None, None, 3], tf.uint8)
        boxes = tf.TensorSpec([None, 4], tf.float32)
        number = tf.TensorSpec([], tf.float32)
        with tf.device("/CPU:0"):
            self._propose = tf.function(_proposal(weights.proposal)).get_concrete_function(
                tf.TensorSpec([None, None, 3], tf.float32), number
            )
            self._refine = tf.function(_refine(weights.refine)).get_concrete_function(picture, boxes)
            self._output = tf.function(_output(weights.output)).get_concrete_function(picture, boxes)

    def propose(self, image_rgb: NDArray[np.float32], *, least_score: float) -> Proposals:
        """All windows of a picture with a score above `least_score`.

        Args:
            image_rgb: (H, W, 3) float32 RGB in 0..255, both sides at least `WINDOW`.
            least_score: In (0, 1).
        """
        cells, scores, offsets = self._propose(tf.constant(image_rgb), tf.constant(least_score))
        return Proposals(cells.numpy(), scores.numpy(), offsets.numpy())

    def refine(self, image_rgb: NDArray[np.uint8], boxes: NDArray[np.floating]) -> Judgements:
        """Judge boxes by the second network.

        Args:
            image_rgb: (H, W, 3) uint8 RGB.
            boxes: (N, 4) left, top, right, bottom in pixels; square. They may reach past the border.
        """
        return _judge(self._refine, image_rgb, boxes)

    def output(self, image_rgb: NDArray[np.uint8], boxes: NDArray[np.floating]) -> Judgements:
        """Judge boxes by the third network, which also finds the landmarks. Arguments as in `refine`."""
        return _judge(self._output, image_rgb, boxes)


def _judge(network: _Function, image_rgb: NDArray[np.uint8], boxes: NDArray[np.floating]) -> Judgements:
    height, width = image_rgb.shape[:2]
    # As the mtcnn package does: crop_and_resize takes 1.0 for the last pixel's centre, the package for its far side.
    shares = (boxes / (width, height, width, height))[:, [1, 0, 3, 2]]
    scores, offsets, points = network(tf.constant(image_rgb), tf.constant(shares.astype(np.float32)))
    return Judgements(scores.numpy(), offsets.numpy(), points.numpy())


def _proposal(arrays: Arrays) -> _Function:
    kernel1, bias1, slope1, kernel2, bias2, slope2, kernel3, bias3, slope3 = arrays[:9]
    offset_kernel, offset_bias, class_kernel, class_bias = arrays[9:]
    kernel1, bias1 = _on_pixels(kernel1, bias1)
    # Of two classes only the difference counts: softmax(a, b)[1] = sigmoid(b - a).
    heads = np.concatenate([class_kernel[..., 1:] - class_kernel[..., :1], offset_kernel], -1)
    head_bias = np.concatenate([class_bias[1:] - class_bias[:1], offset_bias])

    def propose(image: tf.Tensor, least_score: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        x = _prelu(_convolve(image[None], kernel1, bias1), slope1)
        x = tf.nn.max_pool2d(x, 2, 2, "SAME")
        x = _prelu(_convolve(x, kernel2, bias2), slope2)
        x = _prelu(_convolve(x, kernel3, bias3), slope3)
        x = _convolve(x, heads, head_bias)[0]
        cells = tf.where(x[:, :, 0] > tf.math.log(least_score / (1 - least_score)))
        found = tf.gather_nd(x, cells)
        return cells, tf.sigmoid(found[:, 0]), found[:, 1:]

    return propose


def _refine(arrays: Arrays) -> _Function:
    kernel1, bias1, slope1, kernel2, bias2, slope2, kernel3, bias3, slope3 = arrays[:9]
    dense4, bias4, slope4, offset_kernel, offset_bias, class_kernel, class_bias = arrays[9:]
    kernel1, bias1 = _on_pixels(kernel1, bias1)
    dense4 = _rows_first(dense4, side=3)
    heads = np.concatenate([class_kernel[:, 1:] - class_kernel[:, :1], offset_kernel], -1)
    head_bias = np.concatenate([class_bias[1:] - class_bias[:1], offset_bias])

    def refine(image: tf.Tensor, shares: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        x = _crops(image, shares, _REFINE_SIZE)
        x = tf.nn.max_pool2d(_prelu(_convolve(x, kernel1, bias1), slope1), 3, 2, "SAME")
        x = tf.nn.max_pool2d(_prelu(_convolve(x, kernel2, bias2), slope2), 3, 2, "VALID")
        x = _prelu(_convolve(x, kernel3, bias3), slope3)
        x = _prelu(tf.reshape(x, [-1, dense4.shape[0]]) @ dense4 + bias4, slope4)
        x = x @ heads + head_bias
        return tf.sigmoid(x[:, 0]), x[:, 1:], x[:, 5:]

    return refine


def _output(arrays: Arrays) -> _Function:
    kernel1, bias1, slope1, kernel2, bias2, slope2, kernel3, bias3, slope3, kernel4, bias4, slope4 = arrays[:12]
    dense5, bias5, slope5, offset_kernel, offset_bias, point_kernel, point_bias, class_kernel, class_bias = arrays[12:]
    kernel1, bias1 = _on_pixels(kernel1, bias1)
    dense5 = _rows_first(dense5, side=3)
    heads = np.concatenate([class_kernel[:, 1:] - class_kernel[:, :1], offset_kernel, point_kernel], -1)
    head_bias = np.concatenate([class_bias[1:] - class_bias[:1], offset_bias, point_bias])

    def output(image: tf.Tensor, shares: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        x = _crops(image, shares, _OUTPUT_SIZE)
        x = tf.nn.max_pool2d(_prelu(_convolve(x, kernel1, bias1), slope1), 3, 2, "SAME")
        x = tf.nn.max_pool2d(_prelu(_convolve(x, kernel2, bias2), slope2), 3, 2, "VALID")
        x = tf.nn.max_pool2d(_prelu(_convolve(x, kernel3, bias3), slope3), 2, 2, "SAME")
        x = _prelu(_convolve(x, kernel4, bias4), slope4)
        x = _prelu(tf.reshape(x, [-1, dense5.shape[0]]) @ dense5 + bias5, slope5)
        x = x @ heads + head_bias
        return tf.sigmoid(x[:, 0]), x[:, 1:5], x[:, 5:]

    return output


def _crops(image: tf.Tensor, shares: tf.Tensor, side: int) -> tf.Tensor:
    first = tf.zeros(tf.shape(shares)[:1], tf.int32)
    # Beyond the border lies what the networks see as zero.
    return tf.image.crop_and_resize(image[None], shares, first, [side, side], extrapolation_value=_MEAN)


def _convolve(x: tf.Tensor, kernel: NDArray[np.float32], bias: NDArray[np.float32]) -> tf.Tensor:
    return tf.nn.bias_add(tf.nn.conv2d(x, kernel, 1, "VALID"), bias)


def _prelu(x: tf.Tensor, slope: NDArray[np.float32]) -> tf.Tensor:
    return tf.nn.relu(x) + slope.ravel() * tf.minimum(x, 0.0)


def _on_pixels(
    kernel: NDArray[np.float32], bias: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The same convolution for pixels in 0..255 that are not normalised first."""
    kernel = kernel / np.float32(_DIVISOR)
    return kernel, bias - np.float32(_MEAN) * kernel.sum((0, 1, 2))


def _rows_first(dense: NDArray[np.float32], *, side: int) -> NDArray[np.float32]:
    """The published weights flatten (column, row, channel); a picture here is (row, column, channel)."""
    channels = dense.shape[0] // side**2
    return dense.reshape(side, side, channels, -1).transpose(1, 0, 2, 3).reshape(dense.shape)
