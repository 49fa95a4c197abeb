"""From which confidence on a model answers, and what that is on a board."""

import math
from dataclasses import dataclass

import numpy as np

from .interval import wilson

# How many right answers one wrong one spoils.
COST = 4
# Chow's rule (IEEE Transactions on Information Theory 16, 1970, 41-46): answering pays from this chance of being right on. It
# is not chosen by pictures, so no picture flatters what it gives.
RECOMMENDED = COST / (1 + COST)
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
# Raw output below which nothing is: a board that is never unsure.
ALWAYS = -128
UNITS = 256


@dataclass(frozen=True)
class Certainty:
    """What a model knows of its own scores: the temperature that makes them true, the least confidence to answer by (None: always),
    and what that is as a raw int8 output."""

    temperature: float
    threshold: float | None
    raw: int


UNKNOWN = Certainty(1.0, None, ALWAYS)


def by_threshold(confidence: np.ndarray, right: np.ndarray) -> list[dict[str, object]]:
    """How many pictures are answered at each threshold, and what share of those answers is right, with Wilson's interval."""
    rows = []
    for threshold in THRESHOLDS:
        answered = confidence >= threshold
        count, good = int(answered.sum()), int((answered & right).sum())
        rows.append({"threshold": threshold, **share_of(count, good, len(right))})
    return rows


def share_of(answered: int, right: int, images: int) -> dict[str, object]:
    """`coverage` and `precision` of answers; where none is given there is no precision."""
    return {
        "answered": answered,
        "coverage": answered / images,
        "precision": right / answered if answered else None,
        "interval": wilson(right, answered) if answered else None,
    }


def raw_of(threshold: float, temperature: float) -> int:
    """The raw output of the better of two classes at which its softened score is `threshold`: exact, as the other one is what is left."""
    score = 1 / (1 + math.exp(-temperature * math.log(threshold / (1 - threshold))))
    return min(127, math.ceil(score * UNITS - 1e-9) + ALWAYS)


def fit_raw(scores: np.ndarray, answered: np.ndarray) -> int:
    """Of more than two classes: the raw output of the best class that parts those `answered` from the others with the fewest slips.

    There the softened score depends on how the rest is spread, so no such number is exact. Of equals the highest. No label is looked at.
    """
    top = to_raw(scores).max(1)
    candidates = np.arange(ALWAYS, 128)
    slips = ((top[None] >= candidates[:, None]) != answered[None]).sum(1)
    return int(candidates[np.flatnonzero(slips == slips.min())[-1]])


def to_raw(scores: np.ndarray) -> np.ndarray:
    """Scores 0..1 as a board gives them: int8 in parts of 256."""
    return np.clip(np.rint(scores * UNITS) + ALWAYS, ALWAYS, 127).astype(np.int64)
