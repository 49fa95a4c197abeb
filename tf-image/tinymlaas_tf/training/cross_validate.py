"""How a training does on pictures that it did not see, when there are too few to hold some out for good."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import keras
import numpy as np

from ..data.dataset import Dataset
from .callbacks import Curve
from .fit_network import Fit
from .score_pictures import score_pictures

Weights = list[np.ndarray]


@dataclass(frozen=True)
class Crossed:
    """`scores` float32 [n, classes] of the dataset's test pictures, each by the model of its fold; those models' `weights`; the
    mean `curve` of their validation figures; of each fold with pictures, how many and what share was right."""

    scores: np.ndarray
    weights: list[Weights]
    curve: Curve
    folds: list[dict[str, object]]


def cross_validate(
    model: keras.Model, fit: Fit, dataset: Dataset, starts: Sequence[Weights], begin: Callable[[str], None]
) -> Crossed:
    """Train one model a fold, from the weights `starts`; `begin` is told which. The model's own weights come back in the end."""
    own, count = model.get_weights(), len(starts)
    scores = np.zeros((len(dataset.test), len(dataset.classes)), np.float32)
    weights, curves, sizes = [], [], []
    for fold, start in enumerate(starts):
        begin(f"fold {fold + 1} of {count}")
        model.set_weights(start)
        part = dataset.without_fold(fold)
        fitted = fit(part)
        weights.append(model.get_weights())
        curves.append(fitted.history)
        sizes.append(len(part.test))
        mine = dataset.folds[dataset.test] == fold
        if mine.any():
            scores[mine] = score_pictures(model, dataset.pixels, part.test, often=True)
    model.set_weights(own)
    return Crossed(scores, weights, _mean(curves, sizes), describe_folds(dataset, scores))


def describe_folds(dataset: Dataset, scores: np.ndarray) -> list[dict[str, object]]:
    """Of each fold with pictures, how many and what share of the `scores` is right."""
    right, folds = scores.argmax(1) == dataset.labels[dataset.test], dataset.folds[dataset.test]
    return [{"images": int((folds == fold).sum()), "accuracy": float(right[folds == fold].mean())} for fold in np.unique(folds)]


def _mean(curves: Sequence[Curve], sizes: Sequence[int]) -> Curve:
    """Each epoch's figures over all pictures, as far as all trainings came when the time was short."""
    shares = np.array(sizes) / sum(sizes)
    return [
        {name: round(float(sum(share * row[name] for share, row in zip(shares, rows, strict=True) if share)), 6) for name in ("val_loss", "val_accuracy")}
        for rows in zip(*curves, strict=False)
    ]


def score_by_folds(model: keras.Model, weights: Sequence[Weights], pixels: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Scores float32 [n, classes] of pictures, each by the model of its fold; `model` only lends its layers."""
    own = model.get_weights()
    scores = np.zeros((len(folds), model.output_shape[-1]), np.float32)
    for fold, mine in enumerate(weights):
        rows = np.flatnonzero(folds == fold)
        if len(rows):
            model.set_weights(mine)
            scores[rows] = score_pictures(model, pixels, rows)
    model.set_weights(own)
    return scores
