"""FULLY_CONNECTED."""

import math

from ..layer import Layer
from ..network import Step
from ..refused import NotAsCode
from ..scales import outputs_of
from ..work import dense_work
from .matrix import matrix_tables


def write_dense(number: int, step: Step) -> Layer:
    """A column of inputs by all outputs."""
    taken, filters = step.inputs[0], step.inputs[1].data
    if math.prod(taken.shape) != filters.shape[1] or filters.shape[1] % 4:
        raise NotAsCode("a dense layer in C takes one row of inputs, a multiple of 4 of them")
    outputs = outputs_of(step, filters, dense=True)
    tables, _groups, weights, rest = matrix_tables(number, filters, outputs, taken.zero_point)
    call = f"@_multiply(&@_matrix_{number}, {{x}}, {{x}}, {{y}}, {{y}});"
    return Layer(("words", "multiply"), tables, call, outputs.plain, 0, None, weights, rest, dense_work(filters.shape[1], len(filters)))
