"""What the Keras model thinks of pictures."""

import keras
import numpy as np

CHUNK = 64


def score_pictures(model: keras.Model, pixels: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Scores float32 [len(rows), classes] of the given rows of uint8 `pixels`."""
    chunks = [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]
    scores = [np.asarray(model(pixels[chunk].astype(np.float32), training=False)) for chunk in chunks]
    return np.concatenate(scores)
