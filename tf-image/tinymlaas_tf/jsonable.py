"""Turning results into JSON that every parser accepts."""

import math
from collections.abc import Mapping, Sequence

import numpy as np


def jsonable(value: object) -> object:
    """The same value of plain Python types; NaN and infinities, which JSON has no word for, become null."""
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return jsonable(value.tolist())
    if isinstance(value, np.generic):
        return jsonable(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [jsonable(item) for item in value]
    return value
