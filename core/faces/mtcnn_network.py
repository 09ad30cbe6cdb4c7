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

from core.faces.mtcnn_pyramid import STRIDE, WINDOW
from core.faces.mtcnn_weights import Arrays, MtcnnWeights

# Sides of the squares that the second and third network see.
_REFINE_SIZE = 24
_OUTPUT_SIZE = 48
# Pixels p enter the networks as (p - _MEAN) / _DIVISOR.
_MEAN = 127.5
_DIVISOR = 128.0
# Pixels that the proposal network takes at once. More bound neither memory nor time: the intermediate results
# no longer fit into the processor's cache.
_STRIP_AREA = 1 << 17
# Boxes judged at once: bounds the memory of a picture with hundreds of faces.
_BATCH = 256

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
        pixels = tf.TensorSpec([None, None, 3], tf.float32)
        number = tf.TensorSpec([], tf.float32)
        picture = tf.TensorSpec([None, None, 3], tf.uint8)
        boxes = tf.TensorSpec([None, 4], tf.float32)
        with tf.device("/CPU:0"):
            self._propose = tf.function(_proposal(weights.proposal)).get_concrete_function(pixels, number)
            self._refine = tf.function(_refine(weights.refine)).get_concrete_function(picture, boxes)
            self._output = tf.function(_output(weights.output)).get_concrete_function(picture, boxes)

    def propose(self, pixels: NDArray[np.float32], *, least_score: float) -> Proposals:
        """All windows with a score above `least_score`.

        Args:
            pixels: (H, W, 3) float32 RGB in 0..255, both sides even and at least `WINDOW`.
            least_score: In (0, 1).
        """
        height, width = pixels.shape[:2]
        rows = (height - WINDOW) // STRIDE + 1
        strips = -(-height * width // _STRIP_AREA)
        step = -(-rows // strips)
        cells, scores, offsets = [], [], []
        for first in range(0, rows, step):
            strip = pixels[STRIDE * first : STRIDE * (first + step) + WINDOW - STRIDE]
            found = [part.numpy() for part in self._propose(tf.constant(strip), tf.constant(least_score))]
            cells.append(found[0] + (first, 0))
            scores.append(found[1])
            offsets.append(found[2])
        return Proposals(np.concatenate(cells), np.concatenate(scores), np.concatenate(offsets))

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
    shares = (boxes / (width, height, width, height))[:, [1, 0, 3, 2]].astype(np.float32)
    image = tf.constant(image_rgb)
    parts = [network(image, tf.constant(shares[at : at + _BATCH])) for at in range(0, len(boxes), _BATCH)]
    scores, offsets, points = (np.concatenate([part[i].numpy() for part in parts]) for i in range(3))
    return Judgements(scores, offsets, points)


def _proposal(arrays: Arrays) -> _Function:
    kernel1, bias1, slope1, kernel2, bias2, slope2, kernel3, bias3, slope3 = arrays[:9]
    offset_kernel, offset_bias, class_kernel, class_bias = arrays[9:]
    kernel1, bias1 = _on_pixels(kernel1, bias1)
    # The first convolution makes the four results that are pooled into one as 4 × 10 channels of one pixel, and
    # takes two neighbours in a row as one pixel of six channels: wide layers are fast, three channels are not.
    placed = np.zeros((4, 4, 3, 4, 10), np.float32)
    for down, right in np.ndindex(2, 2):
        placed[down : down + 3, right : right + 3, :, 2 * down + right] = kernel1
    pooled = placed.reshape(4, 2, 6, 40)
    pooled_bias = np.tile(bias1, 4)
    # Of two classes only the difference counts: softmax(a, b)[1] = sigmoid(b - a).
    heads = np.concatenate([class_kernel[..., 1:] - class_kernel[..., :1], offset_kernel], -1)
    head_bias = np.concatenate([class_bias[1:] - class_bias[:1], offset_bias])

    def propose(pixels: tf.Tensor, least_score: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        shape = tf.shape(pixels)
        x = tf.reshape(pixels, [1, shape[0], shape[1] // 2, 6])
        x = tf.nn.bias_add(tf.nn.conv2d(x, pooled, [1, 2, 1, 1], "VALID"), pooled_bias)
        a, b, c, d = tf.split(x, 4, -1)
        # A PReLU is piecewise linear, so over four values it is largest at the largest or the smallest of them.
        largest = tf.maximum(tf.maximum(a, b), tf.maximum(c, d))
        smallest = tf.minimum(tf.minimum(a, b), tf.minimum(c, d))
        x = tf.maximum(_prelu(largest, slope1), _prelu(smallest, slope1))
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
    slope = slope.ravel()
    if slope.max() <= 1:
        return tf.maximum(x, slope * x)
    return tf.nn.relu(x) + slope * tf.minimum(x, 0.0)


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
