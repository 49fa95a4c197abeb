"""The artifacts of a training."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np

from ..data.dataset import Dataset
from ..split.holdout import Measured, save_holdout
from ..emit.sample_png import original_png, pixels_png
from ..evaluation.threshold import Certainty
from ..plots.shown import choose_shown
from ..search.search_network import Found
from ..training.fit_network import Fitted
from ..kinds.context import Context
from .lesson import Lesson
from ..kinds.self_description import describe_model


def write_sample(context: Context, lesson: Lesson, scores: np.ndarray) -> dict[str, object]:
    """sample.png, and what the model says of it."""
    dataset = lesson.dataset
    held = {int(dataset.file_ids[row]): position for position, row in enumerate(dataset.test)}
    files = lesson.samples.files()
    file_id = next((candidate for candidate in files if candidate in held), next(iter(held)))
    position = held[file_id]
    row = dataset.test[position]
    data = original_png(files[file_id], lesson.parameters.preprocessing) if file_id in files else pixels_png(dataset.pixels[row])
    context.outbox.add("sample.png", "image/png", data)
    best = int(scores[position].argmax())
    return {
        "file_id": file_id,
        "label": dataset.classes[dataset.labels[row]],
        "predicted": dataset.classes[best],
        "confidence": float(min(1.0, scores[position, best])),
    }


def begin_plots(
    context: Context, lesson: Lesson, name: str, fitted: Fitted, evaluation: dict[str, object], scores: np.ndarray
) -> Callable[[], None]:
    """curves.png, confusion.png and samples.png; returns what waits for them."""
    draw, dataset = context.companion.draw, lesson.dataset
    title = f"{name}, {len(dataset.train)} training pictures"
    kind = "test pictures" if dataset.folds is None else "pictures, cross-validated,"
    share = f"{evaluation['accuracy']:.1%} of {evaluation['images']} {kind} right"
    shown = choose_shown(dataset.pixels, dataset.test, dataset.labels[dataset.test], scores)
    waits = {
        "curves.png": draw("curves", fitted.history, fitted.best_epoch, title, _held_name(dataset)),
        "confusion.png": draw("confusion", evaluation["confusion"], dataset.classes, share),
    }

    def wait() -> None:
        from ..plots.samples import plot_samples  # only now: nothing else here needs matplotlib

        # The companion is at the others.
        samples = plot_samples(shown, dataset.classes)
        for file, drawn in waits.items():
            context.outbox.add(file, "image/png", drawn())
        context.outbox.add("samples.png", "image/png", samples)

    return wait


def _held_name(dataset: Dataset) -> str:
    if dataset.folds is not None:
        return "validation, mean of the folds"
    return "validation" if dataset.chooses else "test"


def write_model(context: Context, lesson: Lesson, choice: Found, measured: Measured, certainty: Certainty) -> None:
    """model.keras and holdout.npz."""
    outbox, parameters = context.outbox, lesson.parameters
    _save(choice.model, context.space.out / "model.keras")
    describe_model(context.space.out / "model.keras", parameters.preprocessing, certainty)
    outbox.adopt("model.keras", "application/vnd.keras")
    facts: dict[str, object] = {
        "classes": lesson.dataset.classes,
        "preprocessing": asdict(parameters.preprocessing),
        "architecture": choice.name,
        "initial_weights": choice.origin,
        "seed": parameters.seed,
        "session": parameters.session,
        "split": lesson.dataset.split(),
        "certainty": asdict(certainty),
        "candidates": choice.candidates,
    }
    save_holdout(context.space.out / "holdout.npz", lesson.dataset, lesson.earlier, facts, parameters.seed, measured)
    outbox.adopt("holdout.npz", "application/x-npz")


def weights_sha256(model: keras.Model) -> str:
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
