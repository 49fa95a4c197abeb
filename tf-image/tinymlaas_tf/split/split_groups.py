"""Splits of pictures in groups, which may have pictures of several classes."""

from collections.abc import Mapping, Sequence

import numpy as np

from .folds import make_folds
from ..data.read_pictures import Pictures
from .split import Earlier, in_order

# Pictures to choose by, as a share of those to report.
CHOOSING = 0.5
# Into how many parts groups are dealt when some are held out.
PARTS = 20
Groups = Mapping[int, int]


def fold_rows(pictures: Pictures, rows_of: Sequence[Sequence[int]], group_of: Groups, seed: int, earlier: Earlier) -> np.ndarray | None:
    """The fold of every row, -1 for those not in `rows_of`; None where a class is one group."""
    rows = [row for rows in rows_of for row in rows]
    known = {position: earlier.folds[pictures.digests[row]] for position, row in enumerate(rows) if pictures.digests[row] in earlier.folds}
    found = _deal(pictures, rows, group_of, seed, known if earlier.folds else None, earlier.fold_count or None)
    if found is None:
        return None
    folds = np.full(len(pictures.labels), -1, np.int64)
    folds[rows] = found
    return folds


def split_groups(
    pictures: Pictures, rows_of: Sequence[Sequence[int]], group_of: Groups, seed: int, earlier: Earlier, fraction: float, chooses: bool
) -> tuple[list[int], list[int], list[int]]:
    """Rows to train on, to choose by and to measure with. What an earlier training learned stays so."""
    rows = [row for rows in rows_of for row in rows]
    parts = min(PARTS, len({group_of[row] for row in rows}))
    measure = max(1, round(parts * fraction))
    choose = min(max(1, round(measure * CHOOSING)), max(0, parts - measure - 1)) if chooses else 0
    known: dict[int, int] = {}
    for position, row in enumerate(rows):
        if pictures.digests[row] in earlier.validation:
            known[position] = 0
        elif pictures.digests[row] in earlier.train:
            known[position] = parts - 1
    part = _deal(pictures, rows, group_of, seed, known, parts)
    named = np.array(rows)
    held, chosen = part < measure, (part >= measure) & (part < measure + choose)
    return named[~held & ~chosen].tolist(), named[chosen].tolist(), named[held].tolist()


def _deal(
    pictures: Pictures, rows: Sequence[int], group_of: Groups, seed: int, known: Mapping[int, int] | None, count: int | None
) -> np.ndarray | None:
    place = {row: position for position, row in enumerate(rows)}
    groups = [place[group_of[row]] for row in rows]
    labels = np.array([pictures.labels[row] for row in rows], np.int64)
    return make_folds(labels, groups, in_order([pictures.digests[row] for row in rows], seed, groups), known, count)
