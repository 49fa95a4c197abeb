"""The constants that several operators share."""

import numpy as np

from .layer import c_array
from .scales import Outputs


def scale_tables(number: int, outputs: Outputs, bias: np.ndarray, multiple: int) -> tuple[str, int]:
    """Biases, multipliers and shifts, as many as a multiple of `multiple`, and their bytes."""
    lack = -len(bias) % multiple
    rows = [*zip(bias.tolist(), outputs.factors, strict=True)]
    pairs = "".join(f"    {{{value}, {factor.multiplier}}},\n" for value, factor in rows) + "    {0, 0},\n" * lack
    shifts = np.array([-factor.shift - 1 for factor in outputs.factors] + [0] * lack)
    text = f"static const @_scale @_scales_{number}[{len(rows) + lack}] = {{\n{pairs}}};\n"
    return text + c_array(f"@_shifts_{number}", "int8_t", shifts), 9 * (len(rows) + lack)


def window_table(number: int, taken: tuple[int, ...], given: tuple[int, ...], kernel: tuple[int, int], stride: tuple[int, int], before: tuple[int, int]) -> str:
    """Sizes of input and output [1, height, width, channels], the window, its steps, and what lies above and left."""
    numbers = (*taken[1:], *given[1:3], *kernel, *stride, *before)
    return f"static const @_window @_window_{number} = {{{', '.join(map(str, numbers))}}};\n"


def same_padding(padding: int, taken: int, given: int, kernel: int, stride: int) -> int:
    """Pixels before the first one; padding 0 is SAME, where the odd one comes last."""
    return max(0, (given - 1) * stride + kernel - taken) // 2 if padding == 0 else 0


def end_of(outputs: Outputs) -> str:
    """What every kernel with sums is told of its output."""
    return f"{2 * outputs.zero_point + 1}, {outputs.low}, {outputs.high}"
