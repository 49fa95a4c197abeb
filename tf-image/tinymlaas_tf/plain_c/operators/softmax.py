"""SOFTMAX."""

import math

from ...boards.fit_boards import reason_against_outputs
from ..layer import Layer
from ..network import Step
from ..refused import NotAsCode
from ..scales import factor_of
from ..work import softmax_work

# Bits before the point of the differences that are raised to e.
INTEGER_BITS = 5


def write_softmax(_number: int, step: Step) -> Layer:
    """One row of scores, in the fixed-point arithmetic of the reference kernel."""
    taken = step.inputs[0]
    count = taken.shape[-1]
    if math.prod(taken.shape) != count:
        raise NotAsCode("SOFTMAX in C takes one row of scores")
    if (many := reason_against_outputs(count)) is not None:
        raise NotAsCode(many)
    real = min(float(step.options.beta) * float(taken.scales[0]) * (1 << (31 - INTEGER_BITS)), 2**31 - 1.0)
    factor = factor_of(real)
    if real <= 1:
        raise NotAsCode("the scores before SOFTMAX are too fine for its fixed-point arithmetic; train longer")
    lowest = -math.floor(((1 << INTEGER_BITS) - 1) * (1 << (31 - INTEGER_BITS)) / (1 << factor.shift))
    call = f"@_softmax({factor.multiplier}, {factor.shift}, {lowest}, {count}, {{x}}, {{y}});"
    return Layer(("fixed_point", "softmax"), "", call, True, 0, (call, 0), work=softmax_work(count))
