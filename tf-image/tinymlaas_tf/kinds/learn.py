"""The part that `train` and `continue` share, once the input has proved good. Imports TensorFlow."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

import keras
import numpy as np

from ..architectures.build import build_network
from ..architectures.count_macs import count_macs
from ..data.dataset import Dataset, dataset_warnings
from ..data.holdout import save_holdout
from ..data.sample_candidates import SampleCandidates
from ..data.split import Earlier
from ..emit.sample_png import original_png, pixels_png
from ..evaluation.metrics import evaluate
from ..parameters import TrainParameters
from ..plots.confusion import plot_confusion
from ..plots.curves import plot_curves
from ..tensorflow_setup import set_up_tensorflow
from ..training.fit_network import Fitted, fit_network
from ..training.score_pictures import score_pictures
from ..versions import versions
from .context import Context, Report
from .load_network import load_network


@dataclass(frozen=True)
class Lesson:
    """What to learn from, how, and from which stored weights, if any."""

    dataset: Dataset
    parameters: TrainParameters
    samples: SampleCandidates
    earlier: Earlier
    weights: Path | None


def learn(context: Context, lesson: Lesson) -> Report:
    """Train, measure on the held-out pictures, write the artifacts, and report."""
    dataset, parameters = lesson.dataset, lesson.parameters
    set_up_tensorflow(parameters.seed)
    context.events.emit("started", kind=context.stream.job.kind, versions=versions())
    _tell_dataset(context, dataset)
    context.watch.enter("build", parameters.architecture)
    model = _network(lesson)
    context.watch.enter("train", f"{len(dataset.train)} pictures, {parameters.epochs} epochs")
    fitted = fit_network(model, dataset, parameters, context.events, lesson.weights is not None)
    context.watch.enter("evaluate", f"{len(dataset.validation)} pictures")
    scores = score_pictures(model, dataset.pixels, dataset.validation)
    truth, ids = dataset.labels[dataset.validation], dataset.file_ids[dataset.validation]
    evaluation = evaluate(scores, truth, ids, dataset.classes)
    _warn_of_one_class(context, scores, truth)
    context.watch.enter("package")
    prediction = _write_sample(context, lesson, scores)
    _write_files(context, lesson, model, fitted, evaluation)
    return {
        "classes": dataset.classes,
        "images": {
            "train": len(dataset.train), "validation": len(dataset.validation),
            "rejected": dataset.rejected, "duplicates": dataset.duplicates,
        },
        "epochs": {"requested": parameters.epochs, "run": len(fitted.history), "best": fitted.best_epoch},
        "history": fitted.history,
        "evaluation": evaluation,
        "architecture": parameters.architecture,
        "params": int(model.count_params()),
        "weights_sha256": _weights_sha256(model),
        "macs": int(count_macs(model)),
        "prediction": prediction,
        "preprocessing": asdict(parameters.preprocessing),
        "settings": settings(parameters),
        "seconds": context.watch.seconds(),
        "seed": parameters.seed,
        "versions": versions(),
    }


def settings(parameters: TrainParameters) -> dict[str, object]:
    """The parameters with every default filled in."""
    chosen = asdict(parameters)
    del chosen["preprocessing"], chosen["seed"], chosen["architecture"]
    return chosen


def _network(lesson: Lesson) -> keras.Model:
    if lesson.weights is not None:
        return load_network(lesson.weights)
    return build_network(lesson.parameters.architecture, lesson.parameters.preprocessing, len(lesson.dataset.classes))


def _tell_dataset(context: Context, dataset: Dataset) -> None:
    train, held = dataset.count(dataset.train), dataset.count(dataset.validation)
    rows = zip(dataset.classes, train, held, strict=True)
    classes = [{"label": label, "images": a + b, "train": a, "validation": b} for label, a, b in rows]
    _, height, width, channels = dataset.pixels.shape
    context.events.emit(
        "dataset", classes=classes, rejected=dataset.rejected, duplicates=dataset.duplicates,
        width=width, height=height, channels=channels,
    )
    for code, message in dataset_warnings(dataset):
        context.events.warn(code, message)


def _warn_of_one_class(context: Context, scores: np.ndarray, truth: np.ndarray) -> None:
    if len(set(scores.argmax(1))) == 1 and len(set(truth)) > 1:
        text = "The model gives every held-out picture the same class. Train for more epochs, or look at the pictures' labels."
        context.events.warn("single-class", text)


def _write_sample(context: Context, lesson: Lesson, scores: np.ndarray) -> dict[str, object]:
    """sample.png, and what the model says of it."""
    dataset = lesson.dataset
    held = {int(dataset.file_ids[row]): position for position, row in enumerate(dataset.validation)}
    files = lesson.samples.files()
    file_id = next((candidate for candidate in files if candidate in held), next(iter(held)))
    position = held[file_id]
    row = dataset.validation[position]
    data = original_png(files[file_id]) if file_id in files else pixels_png(dataset.pixels[row])
    context.outbox.add("sample.png", "image/png", data)
    best = int(scores[position].argmax())
    return {
        "file_id": file_id,
        "label": dataset.classes[dataset.labels[row]],
        "predicted": dataset.classes[best],
        "confidence": float(min(1.0, scores[position, best])),
    }


def _write_files(
    context: Context, lesson: Lesson, model: keras.Model, fitted: Fitted, evaluation: dict[str, object]
) -> None:
    outbox, parameters = context.outbox, lesson.parameters
    title = f"{parameters.architecture}, {len(lesson.dataset.train)} training pictures"
    outbox.add("curves.png", "image/png", plot_curves(fitted.history, fitted.best_epoch, title))
    share = f"{evaluation['accuracy']:.1%} of {evaluation['images']} held-out pictures right"
    outbox.add("confusion.png", "image/png", plot_confusion(evaluation["confusion"], lesson.dataset.classes, share))
    _save(model, context.space.out / "model.keras")
    outbox.adopt("model.keras", "application/vnd.keras")
    facts: dict[str, object] = {
        "classes": lesson.dataset.classes,
        "preprocessing": asdict(parameters.preprocessing),
        "architecture": parameters.architecture,
        "seed": parameters.seed,
    }
    save_holdout(context.space.out / "holdout.npz", lesson.dataset, lesson.earlier, facts, parameters.seed)
    outbox.adopt("holdout.npz", "application/x-npz")


def _weights_sha256(model: keras.Model) -> str:
    """Equal for equal weights; model.keras itself holds the time of day."""
    digest = hashlib.sha256()
    for weights in model.get_weights():
        digest.update(np.ascontiguousarray(weights).tobytes())
    return digest.hexdigest()


def _save(model: keras.Model, path: Path) -> None:
    """Without the optimizer, which is twice the size of the weights and of no use to a later job."""
    bare = keras.models.clone_model(model)
    bare.set_weights(model.get_weights())
    bare.save(path)
