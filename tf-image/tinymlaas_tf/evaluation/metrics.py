"""Figures from scores and truths."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from .interval import wilson

WORST = 12


class PerClass(TypedDict):
    """One class's figures; precision, recall and F1 are null where nothing was predicted or there."""

    label: str
    precision: float | None
    recall: float | None
    f1: float | None
    support: int


def evaluate(
    scores: np.ndarray, truth: np.ndarray, file_ids: np.ndarray, classes: Sequence[str]
) -> dict[str, object]:
    """The `evaluation` of a report. `scores` float [n, classes], each row summing to about 1; n >= 1."""
    predicted = scores.argmax(1)
    confusion = confusion_matrix(truth, predicted, len(classes))
    rows = per_class(confusion, classes)
    recalls = [row["recall"] for row in rows if row["recall"] is not None]
    likelihood = np.maximum(scores[np.arange(len(truth)), truth], 1e-7)
    return {
        "images": len(truth),
        "accuracy": float((predicted == truth).mean()),
        "interval": wilson(int((predicted == truth).sum()), len(truth)),
        "majority": float(confusion.sum(1).max() / len(truth)),
        "balanced_accuracy": float(np.mean(recalls)),
        "loss": float(-np.log(likelihood).mean()),
        "confusion": confusion.tolist(),
        "per_class": rows,
        "roc_auc": roc_auc(scores[:, 1], truth == 1) if len(classes) == 2 else None,
        "worst": worst(scores, truth, file_ids, classes),
    }


def confusion_matrix(truth: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Counts int [true class, predicted class]."""
    return np.bincount(truth * classes + predicted, minlength=classes * classes).reshape(classes, classes)


def per_class(confusion: np.ndarray, classes: Sequence[str]) -> list[PerClass]:
    """Precision, recall, F1 and support of every class."""
    hits, support, claimed = confusion.diagonal(), confusion.sum(1), confusion.sum(0)
    return [
        {
            "label": label,
            "precision": _share(hits[index], claimed[index]),
            "recall": _share(hits[index], support[index]),
            "f1": _share(2 * hits[index], claimed[index] + support[index]),
            "support": int(support[index]),
        }
        for index, label in enumerate(classes)
    ]


def roc_auc(scores: np.ndarray, positive: np.ndarray) -> float | None:
    """Chance that a positive picture scores above a negative one, ties counting half; None without both kinds."""
    above, below = scores[positive], scores[~positive]
    if not len(above) or not len(below):
        return None
    ordered = np.sort(below)
    wins = np.searchsorted(ordered, above, "left").sum()
    ties = np.searchsorted(ordered, above, "right").sum() - wins
    return float((wins + ties / 2) / (len(above) * len(below)))


def worst(scores: np.ndarray, truth: np.ndarray, file_ids: np.ndarray, classes: Sequence[str]) -> list[dict[str, object]]:
    """The wrong answers, the surest first."""
    predicted = scores.argmax(1)
    wrong = np.flatnonzero(predicted != truth)
    surest = wrong[np.argsort(-scores[wrong, predicted[wrong]], kind="stable")][:WORST]
    return [
        {
            "file_id": int(file_ids[row]),
            "label": classes[truth[row]],
            "predicted": classes[predicted[row]],
            "confidence": float(min(1.0, scores[row, predicted[row]])),
        }
        for row in surest
    ]


def _share(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None
