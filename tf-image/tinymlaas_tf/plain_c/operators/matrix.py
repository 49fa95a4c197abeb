"""Weights in the order in which @_multiply reads them."""

import numpy as np

from ..layer import c_array, padded
from ..scales import Outputs
from ..tables import end_of, scale_tables


def matrix_tables(number: int, weights: np.ndarray, outputs: Outputs, zero_point: int) -> tuple[str, int, int, int]:
    """Tables for `weights` [outputs, inputs]; then groups of 4 inputs, bytes of weights and bytes of the rest."""
    bias = outputs.bias - zero_point * weights.astype(np.int64).sum(1)
    packed = padded(padded(weights, 4, 1), 2, 0)
    groups = packed.shape[1] // 4
    order = packed.reshape(-1, 2, groups, 4).transpose(0, 2, 1, 3)
    scales, size = scale_tables(number, outputs, bias, 2)
    matrix = (
        f"static const @_matrix @_matrix_{number} = {{@_weights_{number}, @_scales_{number}, @_shifts_{number}, "
        f"{groups}, {len(weights)}, {end_of(outputs)}}};\n"
    )
    return c_array(f"@_weights_{number}", "int8_t", order) + scales + matrix, groups, order.size, size + 32
