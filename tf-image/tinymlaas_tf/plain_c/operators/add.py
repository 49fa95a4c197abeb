"""ADD."""

import math

from ..layer import Layer
from ..network import Step
from ..refused import NotAsCode
from ..scales import factor_of, limits
from ..work import sum_work


def write_add(number: int, step: Step) -> Layer:
    """Two tensors of one shape; both are brought to twice the larger scale, 20 bits finer."""
    a, b = step.inputs[:2]
    if a.shape != b.shape or a.data is not None or b.data is not None:
        raise NotAsCode("an addition in C takes two feature maps of one shape")
    twice = 2 * max(float(a.scales[0]), float(b.scales[0]))
    factors = [factor_of(float(one.scales[0]) / twice) for one in (a, b)]
    factors.append(factor_of(twice / ((1 << 20) * float(step.output.scales[0]))))
    if any(one.shift > 0 for one in factors):
        raise NotAsCode("an addition in C needs an output scale that is not far finer than those of its inputs")
    first, second, last = ((one.multiplier, -one.shift) for one in factors)
    numbers = (
        -a.zero_point, *first, -b.zero_point, *second, *last, step.output.zero_point,
        *limits(step.output, step.options.fusedActivationFunction),
    )  # fmt: skip
    tables = f"static const @_sum @_sum_{number} = {{{', '.join(map(str, numbers))}}};\n"
    call = f"@_add(&@_sum_{number}, {math.prod(a.shape)}, {{x}}, {{x2}}, {{y}});"
    return Layer(("fixed_point", "add"), tables, call, True, 0, (call, 0), 0, 4 * len(numbers), sum_work(math.prod(a.shape)))
