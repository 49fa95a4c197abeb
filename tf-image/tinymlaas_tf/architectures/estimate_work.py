"""How many instructions a network will take as C, before it is trained."""

import math
from collections.abc import Iterator

import keras

from ..plain_c.work import Pair, Work, conv_work, dense_work, depthwise_work, instructions, pool_work, softmax_work, sum_work

Shape = tuple[int, ...]


def estimate_instructions(model: keras.Model) -> int:
    """Of one run on a Cortex-M4. What the report of a compile says, as far as the layers decide it."""
    return instructions([*_works(model), softmax_work(model.output.shape[-1])])


def _works(model: keras.Model) -> Iterator[Work]:
    for layer in model.layers:
        given = (1, *layer.output.shape[1:])
        if isinstance(layer, keras.layers.DepthwiseConv2D):
            taken = _taken(layer)
            yield depthwise_work(taken, given, layer.kernel_size, layer.strides, _before(layer, taken, given))
        elif isinstance(layer, keras.layers.Conv2D):
            yield conv_work(_taken(layer), given, layer.kernel_size, layer.strides)
        elif isinstance(layer, keras.layers.MaxPooling2D):
            yield pool_work(given, layer.pool_size)
        elif isinstance(layer, keras.layers.Add):
            yield sum_work(math.prod(given))
        elif isinstance(layer, keras.layers.Dense):
            yield dense_work(layer.input.shape[-1], layer.units)


def _taken(layer: keras.Layer) -> Shape:
    return (1, *layer.input.shape[1:])


def _before(layer: keras.layers.DepthwiseConv2D, taken: Shape, given: Shape) -> Pair:
    """Of what SAME padding adds, the smaller half comes first."""
    if layer.padding == "valid":
        return (0, 0)
    sides = ((given[i + 1] - 1) * layer.strides[i] + layer.kernel_size[i] - taken[i + 1] for i in (0, 1))
    above, left = (max(0, side) // 2 for side in sides)
    return above, left
