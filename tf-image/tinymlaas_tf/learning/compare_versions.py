"""Whether further training made a model better: both versions on the held-out pictures of all its trainings."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from ..data.dataset import Dataset
from ..split.held import Held
from ..split.holdout import Holdout, everything_held
from ..evaluation.paired import Paired, compare_paired
from ..training.cross_validate import Crossed, score_by_folds
from ..training.score_pictures import score_pictures
from ..kinds.load_network import load_network

Comparison = dict[str, object]
Right = np.ndarray


def rescore(after: keras.Model, stored: Holdout, crossed: Crossed | None) -> Held:
    """The earlier trainings' pictures with the scores of today's models of the folds, where there are folds."""
    held = everything_held(stored)
    if crossed is None or held.folds is None:
        return held
    return replace(held, scores=score_by_folds(after, crossed.weights, held.pixels, held.folds))


def compare_versions(
    before: Path, after: keras.Model, stored: Holdout, rescored: Held, dataset: Dataset, crossed: Crossed | None
) -> Comparison:
    """The `comparison` of a report. The new version is refused when fewer pictures are right than before.

    A picture that was held out before and is in the dataset again counts once, with the earlier ones. Of few pictures, which
    both versions learned, the models of the folds answer instead: they did not. Where the owner's split leaves no folds to go on with, both
    know the earlier pictures by heart: then these only count against the new version where it forgot more of them than chance explains.
    """
    earlier, held = load_network(before), everything_held(stored)
    everyone = np.arange(len(held.labels))
    if crossed is not None and held.folds is not None:
        was, now = held.scores, rescored.scores
    else:
        was, now = score_pictures(earlier, held.pixels, everyone), score_pictures(after, held.pixels, everyone)
    was, now = was.argmax(1) == held.labels, now.argmax(1) == held.labels
    by_heart = crossed is None and held.folds is not None and len(held.labels) > 0
    parts = [
        _part("earlier", was[mine], now[mine], int(session) + 1)
        for session in np.unique(held.sessions)
        if (mine := held.sessions == session).any()
    ]
    rows = _fresh(dataset, held, stored)
    if len(rows) and not dataset.measures_training:
        truth = dataset.labels[rows]
        scores = score_pictures(after, dataset.pixels, rows) if crossed is None else crossed.scores[np.searchsorted(dataset.test, rows)]
        told = score_pictures(earlier, dataset.pixels, rows).argmax(1) == truth
        parts.append(_part("dataset", told, scores.argmax(1) == truth, None))
    whole = {key: sum(part[key] for part in parts) for key in ("images", "before", "after")}
    return _shares(whole) | {"parts": [part | _shares(part) for part in parts], "refused": reason_against(parts, compare_paired(was, now) if by_heart else None)}


def _fresh(dataset: Dataset, held: Held, stored: Holdout) -> np.ndarray:
    """Rows to measure with that are none of the earlier ones, and were not learned by the models of the folds."""
    known, folds = set(held.file_ids.tolist()), stored.earlier.folds
    rows = [row for row in dataset.test.tolist() if int(dataset.file_ids[row]) not in known and dataset.digests[row] not in folds]
    return np.array(rows, np.int64)


def _part(of: str, was: Right, now: Right, training: int | None) -> Comparison:
    named = {"of": of} if training is None else {"of": of, "training": training}
    return named | {"images": len(was), "before": int(was.sum()), "after": int(now.sum())}


def _shares(counts: Comparison) -> Comparison:
    images = counts["images"]
    return {"images": images, "before": counts["before"] / images, "after": counts["after"] / images}


def reason_against(parts: Sequence[Comparison], by_heart: Paired | None) -> str | None:
    """Why the new version is refused, by `parts`; `by_heart` compares both on earlier pictures that they learned, which then judge by
    their interval only."""
    judging = [part for part in parts if by_heart is None or part["of"] == "dataset"]
    what = "held-out pictures of the earlier trainings and this one"
    if by_heart is not None and by_heart["interval"][0] > 0:
        judging, what = [part for part in parts if part["of"] == "earlier"], "earlier pictures, which both had learned"
    images, before, after = (sum(part[key] for part in judging) for key in ("images", "before", "after"))
    if after >= before:
        return None
    return (
        f"Of {images} {what}, {after} are right after it and {before} were before. The version is kept, but the model stays as it was. "
        "More epochs, more pictures of what it forgot, or a smaller learning_rate help."
    )
