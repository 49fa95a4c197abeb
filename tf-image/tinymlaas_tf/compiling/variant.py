"""One form of a converted model."""

from dataclasses import dataclass

import numpy as np

from ..conversion.run_tflite import run_tflite, scores_of
from ..split.holdout import Holdout
from ..evaluation.out_of_fold import as_if_unseen


@dataclass(frozen=True)
class Variant:
    """A .tflite model and what it says of the held-out pictures: raw outputs and scores 0..1, [n, classes].

    `network` are the scores before conversion, `unseen` those to measure it by: others where it learned those pictures
    (evaluation/out_of_fold.py).
    """

    name: str
    kind: str
    model: bytes
    outputs: np.ndarray
    scores: np.ndarray
    network: np.ndarray
    unseen: np.ndarray


def measure_variant(name: str, kind: str, model: bytes, holdout: Holdout, network: np.ndarray) -> Variant:
    """Run a model on the held-out pictures."""
    outputs = run_tflite(model, holdout.pixels)
    scores = scores_of(model, outputs)
    return Variant(name, kind, model, outputs, scores, network, as_if_unseen(holdout.held.scores, network, scores))
