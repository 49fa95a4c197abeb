"""Whether quantisation changed what a model says, whatever it does to the accuracy."""

from collections.abc import Sequence

import numpy as np

SAME = 0.9
# One picture of a handful is no collapse.
DIFFERENT = 2


def find_collapse(float_scores: np.ndarray, int8_scores: np.ndarray, classes: Sequence[str]) -> str | None:
    """What to tell when the two models name different classes too often; None when they agree. Scores [n, classes].

    A model that is right half of the time can become one that names a single class without losing any accuracy.
    """
    before, after = float_scores.argmax(1), int8_scores.argmax(1)
    different = int((before != after).sum())
    only = set(after.tolist())
    hint = "More varied training pictures or int16x8 help; look at the classes' scores before using it."
    if len(only) == 1 and len(set(before.tolist())) > 1 and different >= DIFFERENT:
        label = classes[only.pop()]
        return f"The int8 model gives all {len(after)} held-out pictures the class “{label}”; the float model does not. {hint}"
    if different >= DIFFERENT and different > (1 - SAME) * len(after):
        return f"The int8 model names another class than the float model on {different} of {len(after)} held-out pictures. {hint}"
    return None
