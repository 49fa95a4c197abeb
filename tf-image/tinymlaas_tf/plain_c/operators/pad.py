"""PAD."""

import math

from ..layer import Layer
from ..network import Step
from ..refused import NotAsCode
from ..tables import window_table
from ..work import moving_work


def write_pad(number: int, step: Step) -> Layer:
    """A frame of real zeros around the picture."""
    taken, widths = step.inputs[0], step.inputs[1].data
    if widths is None or widths.shape != (4, 2) or widths[0].any() or widths[3].any():
        raise NotAsCode("padding in C surrounds height and width of one picture, nothing else")
    before = (int(widths[1][0]), int(widths[2][0]))
    tables = window_table(number, taken.shape, step.output.shape, (1, 1), (1, 1), before)
    return Layer(("window", "pad"), tables, f"@_pad(&@_window_{number}, {taken.zero_point}, {{x}}, {{y}});", table_bytes=24, work=moving_work(math.prod(step.output.shape)))
