"""How many instructions a model takes, from what its kernels have to do."""

import math
from collections.abc import Iterable, Mapping, Sequence

Work = Mapping[str, int]
Shape = Sequence[int]
Pair = tuple[int, int]
# Measured on an emulated Cortex-M4 (gcc 12.2, -Os as Arduino builds): within 10 % of 10 models of all architectures.
COSTS: Mapping[str, float] = {
    "call": 100, "block": 92, "group": 27.5, "column": 60, "line": 40, "copy": 8, "filter": 110, "filter_line": 16, "tap": 15,
    "sum": 41, "pool": 10, "pool_tap": 8, "moved": 12, "score": 400,
}  # fmt: skip


def instructions(works: Iterable[Work]) -> int:
    """Of one run on a Cortex-M4: counts of each kind of work by what one takes."""
    return round(sum(COSTS[kind] * count for work in works for kind, count in work.items()))


def conv_work(taken: Shape, given: Shape, kernel: Pair, stride: Pair) -> Work:
    """A convolution of one pixel multiplies where the inputs are; any other gathers them first. Shapes are [1, height, width, channels]."""
    pixels, channels = given[1] * given[2], taken[3]
    inputs = kernel[0] * kernel[1] * channels
    work = {"call": 1, **_matrix_work(pixels, inputs, given[3])}
    if is_pointwise(channels, kernel, stride):
        return work
    row = kernel[1] * channels
    return work | {"column": pixels, "line": pixels * kernel[0], "copy": pixels * kernel[0] * (row // 4 + row % 4)}


def is_pointwise(channels: int, kernel: Pair, stride: Pair) -> bool:
    """Whether inputs can be read where they are."""
    return (*kernel, *stride) == (1, 1, 1, 1) and channels % 4 == 0


def depthwise_work(taken: Shape, given: Shape, kernel: Pair, stride: Pair, before: Pair) -> Work:
    """Four channels at a time; `before` are the pixels that the first window reaches beyond the picture."""
    rows, columns = (_taps_inside(taken[i + 1], given[i + 1], kernel[i], stride[i], before[i]) for i in (0, 1))
    fours = taken[3] // 4
    return {"call": 1, "filter": given[1] * given[2] * fours, "filter_line": rows * given[2] * fours, "tap": rows * columns * fours}


def dense_work(inputs: int, outputs: int) -> Work:
    """One column by all outputs."""
    return {"call": 1, **_matrix_work(2, inputs, outputs)}


def pool_work(given: Shape, kernel: Pair) -> Work:
    """One window after the other."""
    windows = math.prod(given)
    return {"call": 1, "pool": windows, "pool_tap": windows * kernel[0] * kernel[1]}


def sum_work(count: int) -> Work:
    """Of two feature maps."""
    return {"call": 1, "sum": count}


def softmax_work(count: int) -> Work:
    """Of one row of scores."""
    return {"call": 1, "score": count}


def moving_work(count: int) -> Work:
    """Values that are brought to another place or scale."""
    return {"call": 1, "moved": count}


def _matrix_work(columns: int, inputs: int, outputs: int) -> Work:
    """@_multiply takes two columns and two outputs at a time, and four inputs."""
    blocks = -(-columns // 2) * -(-outputs // 2)
    return {"block": blocks, "group": blocks * -(-inputs // 4)}


def _taps_inside(taken: int, given: int, kernel: int, stride: int, before: int) -> int:
    """Taps of all windows along one side that lie inside the picture."""
    starts = (position * stride - before for position in range(given))
    return sum(min(start + kernel, taken) - max(start, 0) for start in starts)
