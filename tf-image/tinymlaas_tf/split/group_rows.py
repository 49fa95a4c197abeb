"""Which pictures must not be on two sides of a split."""

from collections.abc import Sequence

import numpy as np

from ..data.near_pictures import group_near


def group_rows(pixels: np.ndarray, rows_of: Sequence[Sequence[int]], named: Sequence[str | None]) -> dict[int, int]:
    """For every row of `rows_of`, rows by class, one row of its group, the same for all of them.

    Near copies within a class are together, and so are rows of one name (`named`, by row), whatever their class.
    """
    first: dict[int, int] = {}
    for rows in rows_of:
        near = group_near(pixels, np.array(rows, np.int64)) if rows else []
        first |= {row: rows[leader] for row, leader in zip(rows, near, strict=True)}

    def find(row: int) -> int:
        while first[row] != row:
            first[row] = first[first[row]]
            row = first[row]
        return row

    bearer: dict[str, int] = {}
    for row in first:
        if (name := named[row]) is not None:
            first[find(row)] = find(bearer.setdefault(name, row))
    return {row: find(row) for row in first}
