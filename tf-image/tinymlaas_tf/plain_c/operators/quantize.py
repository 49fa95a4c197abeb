"""QUANTIZE from 8 bits to 8 bits."""

import math

from ..layer import Layer
from ..network import Step
from ..refused import NotAsCode
from ..scales import factor_of
from ..work import moving_work


def write_quantize(number: int, step: Step) -> Layer:
    """The same values at the output's scale."""
    taken, given = step.inputs[0], step.output
    if not (taken.int8 and given.int8):
        raise NotAsCode("QUANTIZE in C goes from int8 to int8; compile the full int8 model")
    factor = factor_of(float(taken.scales[0]) / float(given.scales[0]))
    tables = f"static const @_scale @_scales_{number} = {{0, {factor.multiplier}}};\n"
    call = (
        f"@_requantize(&@_scales_{number}, {-factor.shift}, {taken.zero_point}, {given.zero_point}, "
        f"{math.prod(taken.shape)}, {{x}}, {{y}});"
    )
    return Layer(("fixed_point", "requantize"), tables, call, True, 0, (call, 0), 0, 8, moving_work(math.prod(taken.shape)))
