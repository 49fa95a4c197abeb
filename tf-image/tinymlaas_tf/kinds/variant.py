"""One form of a converted model."""

from dataclasses import dataclass

import numpy as np

from ..conversion.run_tflite import run_tflite, scores_of
from ..data.holdout import Holdout


@dataclass(frozen=True)
class Variant:
    """A .tflite model and what it says of the held-out pictures: raw outputs and scores 0..1, [n, classes]."""

    name: str
    kind: str
    model: bytes
    outputs: np.ndarray
    scores: np.ndarray


def measure_variant(name: str, kind: str, model: bytes, holdout: Holdout) -> Variant:
    """Run a model on the held-out pictures."""
    outputs = run_tflite(model, holdout.pixels)
    return Variant(name, kind, model, outputs, scores_of(model, outputs))
