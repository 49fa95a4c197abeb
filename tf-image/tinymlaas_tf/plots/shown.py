"""Which held-out pictures are worth a look. Does without matplotlib."""

from dataclasses import dataclass

import numpy as np

COLUMNS, ROWS = 6, 4


@dataclass(frozen=True)
class Shown:
    """Some of `pictures`, in the order in which they are shown: uint8 `pixels`, their true classes and scores; and the mistakes among all."""

    pixels: np.ndarray
    truth: np.ndarray
    scores: np.ndarray
    pictures: int
    mistakes: int


def choose_shown(pixels: np.ndarray, rows: np.ndarray, truth: np.ndarray, scores: np.ndarray) -> Shown:
    """As many as there is room for. `rows` index `pixels`."""
    wrong = scores.argmax(1) != truth
    shown = _order(wrong, scores.max(1), truth)[: COLUMNS * ROWS]
    return Shown(pixels[rows[shown]], truth[shown], scores[shown], len(rows), int(wrong.sum()))


def _order(wrong: np.ndarray, confidence: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Mistakes by confidence, then right answers with the classes taking turns, the least sure first."""
    mistakes = np.flatnonzero(wrong)
    mistakes = mistakes[np.argsort(-confidence[mistakes], kind="stable")]
    right = np.flatnonzero(~wrong)
    right = right[np.argsort(confidence[right], kind="stable")]
    turn = np.zeros(len(right), np.int64)
    for label in np.unique(truth[right]):
        mine = truth[right] == label
        turn[mine] = np.arange(mine.sum())
    return np.concatenate([mistakes, right[np.argsort(turn, kind="stable")]])
