"""What a converted model would answer to pictures that it did not learn."""

import numpy as np

# The least score that int8 tells from zero.
FLOOR = 1 / 256


def as_if_unseen(unseen: np.ndarray | None, scores: np.ndarray, converted: np.ndarray) -> np.ndarray:
    """Scores of the `converted` model [n, classes]; where the pictures were learned, `unseen` ones moved by what conversion changed.

    `unseen` are the scores of the models of the folds, `scores` those of the model before conversion. Moved are logarithms, which
    differ from the network's last sums by one number a picture only.
    """
    if unseen is None:
        return converted
    change = np.log(np.maximum(converted, FLOOR)) - np.log(np.maximum(scores, FLOOR))
    moved = np.maximum(unseen, 1e-7) * np.exp(change)
    return (moved / moved.sum(1, keepdims=True)).astype(np.float32)
