"""Real factors as TensorFlow Lite writes them: a multiplier of 31 bits and a shift."""

import math
from dataclasses import dataclass

import numpy as np
from tensorflow.lite.python import schema_py_generated as schema

from .network import Step, Value
from .refused import NotAsCode

ACTIVATION = schema.ActivationFunctionType
LOW, HIGH = -128, 127
# Sums have 32 bits, and are doubled in them before the short form scales them.
LARGEST_SUM, LARGEST_SHORT_SUM = 1 << 31, 1 << 30


@dataclass(frozen=True)
class Factor:
    """factor = multiplier / 2^31 * 2^shift, the multiplier from 2^30."""

    multiplier: int
    shift: int


def factor_of(real: float) -> Factor:
    """The nearest one. What is below 2^-32 is none at all."""
    if real == 0:
        return Factor(0, 0)
    fraction, shift = math.frexp(real)
    multiplier = math.floor(fraction * (1 << 31) + 0.5)
    if multiplier == 1 << 31:
        multiplier, shift = multiplier // 2, shift + 1
    return Factor(0, 0) if shift < -31 else Factor(multiplier, shift)


def limits(output: Value, activation: int) -> tuple[int, int]:
    """The lowest and the highest stored value that a fused activation lets through."""
    if activation == ACTIVATION.NONE:
        return LOW, HIGH
    if activation not in (ACTIVATION.RELU, ACTIVATION.RELU6):
        raise NotAsCode(f"activation {activation} is not written in C; use ReLU or ReLU6")
    low = max(LOW, output.zero_point)
    if activation == ACTIVATION.RELU:
        return low, HIGH
    # In 32 bits, a half rounded away from zero, as TensorFlow Lite does.
    six = float(np.float32(6) / np.float32(output.scales[0]))
    return low, min(HIGH, output.zero_point + math.floor(six + 0.5))


@dataclass(frozen=True)
class Outputs:
    """What makes 8 bits of the sums of one layer: biases without a zero point in them, multipliers and shifts."""

    bias: np.ndarray
    factors: tuple[Factor, ...]
    zero_point: int
    low: int
    high: int
    largest: int

    @property
    def plain(self) -> bool:
        """Whether the short form suffices: every factor below a half, no large sums, and no activation but the range of 8 bits."""
        small = self.largest < LARGEST_SHORT_SUM and all(one.shift < 0 for one in self.factors)
        return small and (self.low, self.high) == (LOW, HIGH)


def outputs_of(step: Step, weights: np.ndarray, dense: bool) -> Outputs:
    """`weights` are [outputs, ...]. A dense layer with one scale multiplies in 32 bits before it divides."""
    taken, filters, bias = (*step.inputs, None)[:3]
    count = len(weights)
    output_scale = float(step.output.scales[0])
    if dense and len(filters.scales) == 1:
        real = [float(np.float32(taken.scales[0]) * np.float32(filters.scales[0])) / output_scale] * count
    else:
        scales = np.resize(filters.scales, count)
        real = [float(taken.scales[0]) * float(scale) / output_scale for scale in scales]
    biases = np.zeros(count, np.int64) if bias is None else bias.data.astype(np.int64)
    factors = tuple(factor_of(one) for one in real)
    sums = np.abs(weights.reshape(count, -1).astype(np.int64)).sum(1) * 255 + np.abs(biases)
    # A channel that a training left without weights has a bias of 2^30, the largest that the converter makes.
    largest = max(int(one) << max(0, factor.shift) for one, factor in zip(sums, factors, strict=True))
    if largest >= LARGEST_SUM:
        raise NotAsCode("a layer adds up more products than 32 bits hold; train on smaller pictures")
    low, high = limits(step.output, step.options.fusedActivationFunction)
    return Outputs(biases, factors, step.output.zero_point, low, high, largest)
