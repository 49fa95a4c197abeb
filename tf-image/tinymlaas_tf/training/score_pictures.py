"""What the Keras model thinks of pictures."""

from collections.abc import Callable

import keras
import numpy as np

from ..data.dataset import Dataset

CHUNK = 64


def score_pictures(model: keras.Model, pixels: np.ndarray, rows: np.ndarray, often: bool = False) -> np.ndarray:
    """Scores float32 [len(rows), classes] of the given rows of uint8 `pixels`.

    `often` says that it pays to trace the model first, which costs as much as some hundred pictures.
    """
    forward = _traced(model) if often or len(rows) > 4 * CHUNK else lambda pictures: model(pictures, training=False)
    chunks = [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]
    return np.concatenate([np.asarray(forward(pixels[chunk].astype(np.float32))) for chunk in chunks])


def _traced(model: keras.Model) -> Callable[[np.ndarray], np.ndarray]:
    """Always the same number of pictures, because Keras traces anew for others."""

    def forward(pictures: np.ndarray) -> np.ndarray:
        missing = CHUNK - len(pictures)
        return model.predict_on_batch(np.pad(pictures, ((0, missing), *[(0, 0)] * 3)))[: len(pictures)]

    return forward


def figures(model: keras.Model, dataset: Dataset, rows: np.ndarray) -> tuple[float, float]:
    """Mean cross-entropy and share of right answers on the given rows, none of them changed."""
    losses, right = each_figures(score_pictures(model, dataset.pixels, rows, often=True), dataset.labels[rows])
    return float(losses.mean()), float(right.mean())


def each_figures(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cross-entropy of every picture, and whether it is right."""
    return -np.log(np.maximum(scores[np.arange(len(truth)), truth], 1e-7)), scores.argmax(1) == truth
