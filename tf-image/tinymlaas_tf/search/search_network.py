"""Successive halving over what `auto` may choose from, then the training of what it chose."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import keras
import numpy as np

from ..architectures.plan_network import plan_network
from ..architectures.start_network import start_network
from ..data.dataset import Dataset
from ..errors import BadInput
from ..events import Events
from ..job.parameters import TrainParameters
from ..plural import plural
from ..training.cross_validate import Crossed
from ..training.fit_network import Fitted, prepare_fit
from .candidates import Candidate, list_candidates
from .choosing import Choosing, choosing_of
from .clock import Clock
from .finish import finish
from .judge import choose_smallest, keep_best
from .trial import Entry, Trial

# Parts of the epochs that all candidates get, then the best; of how many pictures at most.
FIRST, SECOND = 1 / 4, 1 / 2
MOST_PICTURES = 2000
# How many are worth a second run, besides the one that would be chosen already.
BEST = 2


@dataclass(frozen=True)
class Found:
    """The trained network, its pictures and parameters, what became of every candidate, and how it did on the other folds."""

    name: str
    model: keras.Model
    origin: str | None
    fitted: Fitted
    candidates: list[Entry]
    crossed: Crossed | None
    dataset: Dataset
    parameters: TrainParameters


def search_network(
    dataset: Dataset, parameters: TrainParameters, clock: Clock, events: Events, enter: Callable[[str], None],
    initial: keras.Model | None = None,
) -> Found:  # fmt: skip
    """Try the candidates that fit the budget, keep the smallest that is not worse beyond noise, train it. Raises BadInput if none fits.

    `enter` is told when the folds begin.
    """
    choosing = choosing_of(dataset)
    entries: list[Entry] = []
    trials = _first_rung(dataset, parameters, clock, events, choosing, initial, entries)
    if not trials:
        tried = "; ".join(f"{entry['architecture']}: {entry['skipped']}" for entry in entries)
        hint = "Use smaller pictures (img_width, img_height), grayscale, or a larger board."
        raise BadInput("nothing-fits", f"No network fits the budget. {tried}.", hint, ["body", "target"])
    views = _second_rung(trials, parameters, clock, choosing)
    picks = [view[choose_smallest([trial.losses[rows] for trial in view], [trial.size for trial in view])] for view, rows in views]
    best = picks[0]
    for trial in trials:
        _say_what_became(trial, best, views[0][0])
    events.emit("log", level="info", message=f"Chosen: {best.candidate}")
    fitted, crossed = finish(best, picks[1:], clock, events, enter)
    if len(fitted.history) < parameters.epochs and clock.limit is not None:
        text = f"The time ended the training after {len(fitted.history)} of {plural(parameters.epochs, 'epoch')}: more max_seconds may give a better model."
        events.warn("time-limit", text)
    return Found(best.candidate.architecture, best.model, best.origin, fitted, entries, crossed, best.dataset, best.parameters)


def _first_rung(
    dataset: Dataset, parameters: TrainParameters, clock: Clock, events: Events, choosing: Choosing,
    initial: keras.Model | None, entries: list[Entry],
) -> list[Trial]:  # fmt: skip
    trials: list[Trial] = []
    epochs = max(1, round(FIRST * parameters.epochs))
    for candidate in list_candidates(parameters):
        trial = _prepare(candidate, dataset, parameters, initial, entries)
        if trial is None:
            continue
        against = parameters.budget.reason_against(trial.plan.need)
        spare = clock.spare(_kept(trials, dataset))
        if against is None and trials and spare is not None and spare < (needed := _guess(trial, trials, choosing, epochs)):
            against = f"of the {clock.limit:g} s there are {max(0.0, spare):.0f} left for searching, and it would take about {needed:.0f}"
        if against is None:
            against = _run(trial, choosing, epochs, spare)
        if against is not None:
            trial.entry["skipped"] = against
            events.emit("log", level="info", message=f"{candidate}: not tried, {against}")
            continue
        trials.append(trial)
        events.emit("log", level="info", message=_tell(trial))
    return trials


def _second_rung(trials: Sequence[Trial], parameters: TrainParameters, clock: Clock, choosing: Choosing) -> list[tuple[list[Trial], np.ndarray]]:
    """The finalists, and the places in `losses` that choose among them: for the model, and for each half of the folds by the other."""
    everything = np.arange(len(trials[0].losses))
    views = [everything]
    if choosing.halves is not None:
        views += [everything[choosing.halves != half] for half in (0, 1)]
    sizes = [trial.size for trial in trials]
    kept = [[trials[one] for one in keep_best([trial.losses[rows] for trial in trials], sizes, BEST)] for rows in views]
    epochs = max(1, round(SECOND * parameters.epochs))
    finalists = [trial for trial in trials if any(trial in view for view in kept)]
    parts = choosing.parts(trials[0].dataset)
    needed = sum(trial.takes(epochs, parts) for trial in finalists)
    spare = clock.spare(_kept(finalists, trials[0].dataset))
    if len(finalists) > 1 and epochs > round(FIRST * parameters.epochs) and (spare is None or needed <= spare):
        for trial in finalists:
            _run(trial, choosing, epochs, None if spare is None else spare / len(finalists))
    return list(zip(kept, views, strict=True))


def _prepare(
    candidate: Candidate, dataset: Dataset, parameters: TrainParameters, initial: keras.Model | None, entries: list[Entry]
) -> Trial | None:
    """None for a network that the given weights do not fit."""
    mine = replace(
        parameters, architecture=candidate.architecture, preprocessing=candidate.shape,
        initial_weights="pretrained" if candidate.pretrained else "none" if candidate.pretrained is False else parameters.initial_weights,
    )  # fmt: skip
    try:
        model, origin = start_network(candidate.architecture, mine, len(dataset.classes), initial)
    except BadInput:
        return None
    plan = plan_network(model)
    entry: Entry = {
        "architecture": candidate.architecture, "initial_weights": origin, "width": candidate.shape.width,
        "height": candidate.shape.height, "channels": candidate.shape.channels, "model_bytes": plan.model_bytes,
        "arena_bytes": plan.arena.recommended, "macs": plan.macs, "accuracy": None, "skipped": None, "rungs": [], "seconds": 0.0,
        "became": None,
    }  # fmt: skip
    entries.append(entry)
    pixels = dataset.pixels if candidate.look == 0 else dataset.more[candidate.look - 1]
    fit = prepare_fit(model, mine, "random" if origin is None else "pretrained")
    return Trial(candidate, plan, model, origin, fit, model.get_weights(), replace(dataset, pixels=pixels), mine, entry)


def _run(trial: Trial, choosing: Choosing, epochs: int, spare: float | None) -> str | None:
    """Why there is no result, or None."""
    try:
        trial.run(choosing, epochs, MOST_PICTURES, spare)
    except BadInput as error:
        return error.message
    return None


def _guess(trial: Trial, trials: Sequence[Trial], choosing: Choosing, epochs: int) -> float:
    """Seconds of the first run, from those before: tracing goes by the number of weights, the rest by `work`."""
    preparing = max(one.preparing / len(one.begun) for one in trials) * len(trial.begun)
    pace = max(one.pace / one.work for one in trials) * trial.work
    return preparing + replace(trial, pace=pace).takes(epochs, choosing.parts(trial.dataset))


def _kept(trials: Sequence[Trial], dataset: Dataset) -> float:
    """Seconds of the training of the best so far; for the first one as many as may be kept."""
    if not trials:
        return math.inf
    best = min(trials, key=lambda trial: trial.losses.mean())
    folds = [] if dataset.folds is None else [dataset.without_fold(fold) for fold in range(int(dataset.folds.max()) + 1)]
    return best.takes(best.parameters.epochs, [dataset, *folds])


def _tell(trial: Trial) -> str:
    rung = trial.entry["rungs"][-1]
    return f"{trial.candidate}: loss {rung['loss']:.3f}, {rung['accuracy']:.1%} right after {plural(rung['epochs'], 'epoch')}, {rung['seconds']:.1f} s"


def _say_what_became(trial: Trial, best: Trial, finalists: Sequence[Trial]) -> None:
    loss, least = trial.losses.mean(), best.losses.mean()
    if trial is best:
        verdict = "Chosen: no smaller one is as good within one standard error of the difference."
    elif trial not in finalists:
        verdict = "Dropped after the first run: others had a lower loss."
    elif loss < least:
        verdict = f"Larger than the chosen one, and better by no more than chance explains ({least - loss:.3f})."
    else:
        verdict = f"Not better than the chosen one (loss higher by {loss - least:.3f})."
    trial.entry["became"] = verdict
