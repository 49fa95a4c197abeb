"""One operator as C, before the places of its tensors are known."""

from dataclasses import dataclass, field

import numpy as np

from ..emit.c_text import c_numbers
from .work import Work


@dataclass(frozen=True)
class Layer:
    """`call` has {x}, {x2}, {y} and {scratch} for addresses; `kernels` are files of templates/c.

    `in_place`: the call with which the output may take the place of the first input, and its scratch.
    """

    kernels: tuple[str, ...]
    tables: str
    call: str
    plain: bool = True
    scratch: int = 0
    in_place: tuple[str, int] | None = None
    weight_bytes: int = 0
    table_bytes: int = 0
    work: Work = field(default_factory=dict)


def c_array(name: str, kind: str, values: np.ndarray) -> str:
    """A constant array of numbers, aligned as its 32-bit readers like it."""
    return f"static const {kind} {name}[{values.size}] = {{\n{c_numbers(values.ravel().tolist(), 24)}}};\n"


def padded(values: np.ndarray, multiple: int, axis: int) -> np.ndarray:
    """Zeros at the end of an axis."""
    widths = [(0, 0)] * values.ndim
    widths[axis] = (0, -values.shape[axis] % multiple)
    return np.pad(values, widths)
