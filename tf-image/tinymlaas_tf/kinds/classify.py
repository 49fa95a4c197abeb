"""One prepared picture through the models that came. Imports TensorFlow."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import keras
import numpy as np

from ..conversion.flatbuffer import read_graph
from ..conversion.run_tflite import run_tflite, scores_of
from ..errors import BadInput
from ..evaluation.bounded_report import MOST
from ..evaluation.calibrate import soften
from ..evaluation.threshold import UNKNOWN, Certainty
from ..job.parameters import Preprocessing
from ..training.score_pictures import score_pictures
from ..versions import versions
from .context import Context, Report
from .load_network import load_network
from .loaded import Loaded
from .self_description import read_certainty, read_description

Verdict = dict[str, object]


def load_models(files: Mapping[str, Path]) -> Loaded:
    """Models by file name, and width, height and channels that they want. Raises BadInput."""
    network = load_network(files["model.keras"]) if "model.keras" in files else None
    tflite = files["model.tflite"].read_bytes() if "model.tflite" in files else None
    trained = read_description(files["model.keras"]) if "model.keras" in files else None
    known = read_certainty(files["model.keras"]) if "model.keras" in files else UNKNOWN
    _, height, width, channels = _input_shape(network, tflite)
    shape = replace(trained or Preprocessing(0, 0, 0, ""), width=width, height=height, channels=channels)
    return Loaded(network, tflite, shape, trained, known)


def _input_shape(network: keras.Model | None, tflite: bytes | None) -> Sequence[int]:
    if network is not None:
        return network.input_shape
    assert tflite is not None
    graph = read_graph(tflite)
    return graph.tensors[graph.inputs[0]].shape


def classify(context: Context, models: Loaded, pixels: np.ndarray, shape: Preprocessing) -> Report:
    """Scores of uint8 [height, width, channels] by each model. Raises BadInput."""
    context.events.emit("started", kind="predict", versions=versions())
    classes = context.stream.job.classes
    context.watch.enter("evaluate")
    verdicts: dict[str, Verdict | None] = {"float": None, "int8": None}
    if models.network is not None:
        scores = score_pictures(models.network, pixels[None], np.arange(1))
        verdicts["float"] = verdict(scores[0], classes) | certainty(scores, models.certainty)
    if models.tflite is not None:
        outputs = run_tflite(models.tflite, pixels[None])
        scores = scores_of(models.tflite, outputs)
        verdicts["int8"] = verdict(scores[0], classes) | certainty(scores, models.certainty, int(outputs.max()))
    both = [one["predicted"] for one in verdicts.values() if one is not None]
    return {
        "class_count": len(classes),
        "classes": classes[:MOST],
        **verdicts,
        "agree": both[0] == both[1] if len(both) == 2 else None,
        "preprocessing": asdict(shape),
        "seconds": context.watch.seconds(),
        "versions": versions(),
    }


def certainty(scores: np.ndarray, known: Certainty, raw: int | None = None) -> Verdict:
    """The softened score of the best class, and whether it is too low to answer by, of int8 by the raw output as on a board; None where
    the training could not tell."""
    if known.threshold is None:
        return {"calibrated": None, "unsure": None}
    softened = float(soften(scores, known.temperature).max())
    return {"calibrated": softened, "unsure": softened < known.threshold if raw is None else raw < known.raw}


def verdict(scores: np.ndarray, classes: Sequence[str]) -> Verdict:
    """Scores by class, of more than 100 classes the best 100, and the best one named. Raises BadInput when the classes are not the model's."""
    if len(scores) != len(classes):
        message = f"The model has {len(scores)} outputs, but {len(classes)} classes were named."
        raise BadInput("other-classes", message, "Train the model again: its stored classes do not fit.")
    best = int(scores.argmax())
    shown = sorted((-scores).argsort(kind="stable")[:MOST])
    rows = [{"label": classes[index], "score": float(scores[index])} for index in shown]
    return {"predicted": classes[best], "confidence": float(min(1.0, scores[best])), "scores": rows}
