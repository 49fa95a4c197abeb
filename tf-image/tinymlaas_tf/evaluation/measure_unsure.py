"""What a board's threshold gives, and what others would."""

import numpy as np

from .calibrate import soften
from .threshold import ALWAYS, THRESHOLDS, UNITS, Certainty, fit_raw, raw_of, share_of, to_raw

Row = dict[str, object]


def measure_unsure(certainty: Certainty, scores: np.ndarray, truth: np.ndarray) -> Row | None:
    """The `unsure` of a compile's report, on the int8 model's scores [n, classes] of pictures that it did not learn; None where the
    training recommends no threshold."""
    if certainty.threshold is None:
        return None
    top, right = to_raw(scores).max(1), scores.argmax(1) == truth

    def given(below: float, raw: int) -> Row:
        answered = top >= raw
        measured = share_of(int(answered.sum()), int((answered & right).sum()), len(truth))
        return {"below": below, "raw": raw, "score": (raw - ALWAYS) / UNITS, **measured}

    choices = [given(below, _raw(below, scores, certainty.temperature)) for below in THRESHOLDS if below not in (0, certainty.threshold)]
    return {"exact": scores.shape[1] == 2, "images": len(truth), **given(certainty.threshold, certainty.raw), "choices": choices}


def _raw(below: float, scores: np.ndarray, temperature: float) -> int:
    if scores.shape[1] == 2:
        return raw_of(below, temperature)
    return fit_raw(scores, soften(scores, temperature).max(1) >= below)
