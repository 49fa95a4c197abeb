"""What the Keras model thinks of pictures."""

import keras
import numpy as np

from ..data.dataset import Dataset

CHUNK = 64


def score_pictures(model: keras.Model, pixels: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Scores float32 [len(rows), classes] of the given rows of uint8 `pixels`."""
    chunks = [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]
    scores = [np.asarray(model(pixels[chunk].astype(np.float32), training=False)) for chunk in chunks]
    return np.concatenate(scores)


def figures(model: keras.Model, dataset: Dataset, rows: np.ndarray) -> tuple[float, float]:
    """Mean cross-entropy and share of right answers on the given rows, none of them changed."""
    scores, truth = score_pictures(model, dataset.pixels, rows), dataset.labels[rows]
    likelihood = np.log(np.maximum(scores[np.arange(len(truth)), truth], 1e-7))
    return float(-likelihood.mean()), float((scores.argmax(1) == truth).mean())
