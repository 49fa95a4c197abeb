"""The pictures by which candidates are compared: never those that the chosen one is reported on."""

from dataclasses import dataclass, replace

import numpy as np

from ..data.dataset import Dataset
from ..split.held import NOBODY


@dataclass(frozen=True)
class Choosing:
    """Every candidate is trained and measured once for each of `splits`, rows to train on and to compare by.

    Where a dataset has folds there are two: each half of the folds judges what was trained on the other, so that all pictures
    compare. `halves` then says which half each of `rows` is in.
    """

    splits: list[tuple[np.ndarray, np.ndarray]]
    halves: np.ndarray | None = None

    @property
    def rows(self) -> np.ndarray:
        """All rows to compare by, in order."""
        return np.concatenate([held for _, held in self.splits])

    def parts(self, dataset: Dataset) -> list[Dataset]:
        """The splits as datasets whose last epoch is kept."""
        return [replace(dataset, train=train, validation=NOBODY, test=held, folds=None) for train, held in self.splits]


def choosing_of(dataset: Dataset) -> Choosing:
    """The pictures that only choose, where there are some; else two halves of those that train."""
    if dataset.chooses:
        return Choosing([(dataset.train, dataset.validation)])
    rows = dataset.train
    half = dataset.folds[rows] % 2 if dataset.folds is not None else _turns(dataset.labels[rows]) % 2
    first, second = rows[half == 0], rows[half == 1]
    if not len(first) or not len(second):
        return Choosing([(rows, rows)])
    halves = None if dataset.folds is None else np.repeat([0, 1], [len(first), len(second)])
    return Choosing([(second, first), (first, second)], halves)


def _turns(labels: np.ndarray) -> np.ndarray:
    """The how many-th of its class each is."""
    turns = np.zeros(len(labels), np.int64)
    for label in np.unique(labels):
        mine = labels == label
        turns[mine] = np.arange(mine.sum())
    return turns
