"""The part that `train` and `continue` share, once the input has proved good. Imports TensorFlow."""

from collections.abc import Sequence
from dataclasses import asdict, replace

import keras
import numpy as np

from ..architectures.plan_network import Plan, plan_network
from ..architectures.start_network import start_network
from ..boards.fit_boards import fit_boards
from ..boards.catalogue import Board
from ..split.held import NONE
from ..split.holdout import Measured
from ..evaluation.bounded_report import DETAILS, MOST, bounded_report, evaluation_details
from ..evaluation.interval import doubt
from ..evaluation.metrics import evaluate
from ..job.parameters import TrainParameters
from ..tensorflow_setup import set_up_tensorflow
from ..search.clock import Clock
from ..search.search_network import Found, search_network
from ..training.cross_validate import Crossed, cross_validate
from ..training.fit_network import Fit, prepare_fit
from ..training.score_pictures import score_pictures
from ..versions import versions
from .compare_versions import compare_versions, rescore
from ..kinds.context import Context, Report
from .judge_certainty import judge_certainty
from .lesson import Lesson
from ..kinds.load_network import load_network
from .tell_dataset import tell_dataset
from .write_training import begin_plots, weights_sha256, write_model, write_sample


OWN = "its own of the version before"
# The part of a job's time that a search may take: what the relay does with the result takes some as well.
WITHIN = 0.9


def learn(context: Context, lesson: Lesson) -> Report:
    """Train, measure on the held-out pictures, write the artifacts, and report."""
    dataset, parameters = lesson.dataset, lesson.parameters
    set_up_tensorflow(parameters.seed)
    context.events.emit("started", kind=context.stream.job.kind, versions=versions())
    tell_dataset(context, dataset)
    choice = _fit(context, lesson)
    dataset, parameters = choice.dataset, choice.parameters
    lesson = replace(lesson, dataset=dataset, parameters=parameters)
    name, model, fitted = choice.name, choice.model, choice.fitted
    plan = plan_network(model)
    _warn_of_size(context, parameters, plan)
    context.watch.enter("evaluate", f"{len(dataset.test)} pictures")
    scores = score_pictures(model, dataset.pixels, dataset.test) if choice.crossed is None else choice.crossed.scores
    truth, ids = dataset.labels[dataset.test], dataset.file_ids[dataset.test]
    evaluation = evaluate(scores, truth, ids, dataset.classes)
    chosen_by = score_pictures(model, dataset.pixels, dataset.validation) if dataset.chooses else None
    judged = judge_certainty(dataset, scores, chosen_by)
    _warn_of_one_class(context, scores, truth)
    if not dataset.measures_training and (text := doubt(evaluation)) is not None:
        context.events.warn("no-better-than-majority", text)
    comparison, past = None, NONE
    if lesson.weights is not None and lesson.stored is not None:
        past = rescore(model, lesson.stored, choice.crossed)
        comparison = compare_versions(lesson.weights, model, lesson.stored, past, dataset, choice.crossed)
        if comparison["refused"] is not None:
            context.events.warn("version-refused", str(comparison["refused"]))
    context.watch.enter("package")
    wait_for_plots = begin_plots(context, lesson, name, fitted, evaluation, scores)
    prediction = write_sample(context, lesson, scores)
    measured = Measured(scores, past, None if choice.crossed is None else choice.crossed.weights)
    write_model(context, lesson, choice, measured, judged.certainty)
    wait_for_plots()
    if len(dataset.classes) > MOST:
        details = evaluation_details(dataset.classes, {"model.keras": evaluation})
        context.outbox.add(DETAILS, "application/json", details)
    return bounded_report({
        "classes": dataset.classes,
        "images": {
            "train": len(dataset.train), "validation": len(dataset.held),
            "rejected": dataset.rejected, "duplicates": dataset.duplicates, "conflicts": dataset.conflicts,
        },
        "split": dataset.split(),
        "folds": None if choice.crossed is None else choice.crossed.folds,
        "epochs": {"requested": parameters.epochs, "run": len(fitted.history), "best": fitted.best_epoch},
        "history": fitted.history,
        "evaluation": evaluation,
        "confidence": judged.confidence,
        "suspects": judged.suspects,
        "comparison": comparison,
        "architecture": name,
        "candidates": choice.candidates,
        "initial_weights": choice.origin,
        "params": int(model.count_params()),
        "weights_sha256": weights_sha256(model),
        "macs": plan.macs,
        "estimate": estimate(plan, context.stream.job.boards),
        "prediction": prediction,
        "preprocessing": asdict(parameters.preprocessing),
        "settings": settings(parameters),
        "seconds": context.watch.seconds(),
        "seed": parameters.seed,
        "versions": versions(),
    })  # fmt: skip


def estimate(plan: Plan, own: Sequence[Board] = ()) -> dict[str, object]:
    """What the int8 model will need on a board, from the architecture alone."""
    return {
        "model_bytes": plan.model_bytes,
        "activation_bytes": plan.arena.activations,
        "arena_bytes": plan.arena.recommended,
        "instructions": plan.instructions,
        "boards": fit_boards(plan.need, own),
    }


def settings(parameters: TrainParameters) -> dict[str, object]:
    """The parameters with every default filled in."""
    chosen = asdict(parameters)
    del chosen["preprocessing"], chosen["looks"], chosen["seed"], chosen["architecture"], chosen["budget"]["board"]
    return chosen


def _fit(context: Context, lesson: Lesson) -> Found:
    """The trained network, of a named architecture or the one that `auto` found."""
    dataset, parameters, name = lesson.dataset, lesson.parameters, lesson.parameters.architecture
    classes = len(dataset.classes)
    context.watch.enter("build", name)
    initial = None if lesson.initial is None else load_network(lesson.initial)
    if lesson.weights is None and name == "auto":
        return _search(context, lesson, initial)
    if lesson.weights is not None:
        model, origin, start = load_network(lesson.weights), OWN, "own"
    else:
        model, origin = start_network(name, parameters, classes, initial)
        start = "random" if origin is None else "pretrained"
    fit = prepare_fit(model, parameters, start)
    begun = model.get_weights()
    context.watch.enter("train", f"{len(dataset.train)} pictures, {parameters.epochs} epochs")
    fitted = fit(dataset, context.events)
    crossed = _cross_validate(context, lesson, model, fit, begun)
    return _with_curve(Found(name, model, origin, fitted, [], crossed, dataset, parameters))


def _search(context: Context, lesson: Lesson, initial: keras.Model | None) -> Found:
    """Within the seconds that were given, and in any case within those that the job has."""
    parameters, deadline = lesson.parameters, WITHIN * context.stream.job.deadline_seconds
    seconds = parameters.budget.seconds
    clock = Clock(context.watch.begun, deadline if seconds is None else min(seconds, deadline))
    context.watch.enter("train", f"search, then {parameters.epochs} epochs")
    return _with_curve(
        search_network(lesson.dataset, parameters, clock, context.events, lambda what: context.watch.enter("cross-validate", what), initial)
    )


def _with_curve(found: Found) -> Found:
    """The history with the mean figures of the folds, as far as the time was enough for them."""
    if found.crossed is not None:
        for row, held in zip(found.fitted.history, found.crossed.curve, strict=False):
            row |= held
    return found


def _cross_validate(context: Context, lesson: Lesson, model: keras.Model, fit: Fit, begun: list[np.ndarray]) -> Crossed | None:
    """None where pictures are held out. A model that goes on has the models of its folds go on, too: they never saw theirs."""
    dataset, stored = lesson.dataset, lesson.stored
    if dataset.folds is None:
        return None
    if stored is not None and stored.models is not None:
        starts = stored.models.weights(begun)
    else:
        starts = [begun] * (int(dataset.folds.max()) + 1)
    return cross_validate(model, fit, dataset, starts, lambda what: context.watch.enter("cross-validate", what))


def _warn_of_size(context: Context, parameters: TrainParameters, plan: Plan) -> None:
    against = parameters.budget.reason_against(plan.need)
    if against is not None:
        context.events.warn("does-not-fit", f"The model is larger than asked for: {against}.")


def _warn_of_one_class(context: Context, scores: np.ndarray, truth: np.ndarray) -> None:
    if len(set(scores.argmax(1))) == 1 and len(set(truth)) > 1:
        text = "The model gives every held-out picture the same class. Train for more epochs, or look at the pictures' labels."
        context.events.warn("single-class", text)
