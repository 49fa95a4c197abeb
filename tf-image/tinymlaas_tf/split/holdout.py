"""holdout.npz: what a training leaves for later jobs of the same model."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import BadInput
from ..evaluation.threshold import UNKNOWN, Certainty
from ..job.parameters import Preprocessing
from ..data.dataset import Dataset
from .folds import FoldModels, pack_models, unpack_models
from .held import NONE, Held, concatenate
from .split import Earlier

CALIBRATION = 200
MAX_VALIDATION, MAX_VALIDATION_BYTES = 2000, 64 * 1024 * 1024


@dataclass(frozen=True)
class Holdout:
    """Training pictures for calibration, the pictures to measure with, those of earlier trainings (`past`), and what the
    training knew of itself (`facts`). `models` are those of the folds, where there are folds."""

    calibration: np.ndarray
    held: Held
    past: Held
    earlier: Earlier
    facts: dict[str, object]
    models: FoldModels | None = None

    @property
    def pixels(self) -> np.ndarray:
        """uint8 [n, height, width, channels] to measure with."""
        return self.held.pixels

    @property
    def labels(self) -> np.ndarray:
        """The true class of each."""
        return self.held.labels

    @property
    def file_ids(self) -> np.ndarray:
        """The relay's file id of each."""
        return self.held.file_ids

    @property
    def classes(self) -> tuple[str, ...]:
        """Labels in training order."""
        return tuple(str(label) for label in self.facts["classes"])

    @property
    def certainty(self) -> Certainty:
        """How far the model's scores can be believed; of older files nothing is known."""
        known = self.facts.get("certainty")
        return UNKNOWN if known is None else Certainty(**known)

    @property
    def preprocessing(self) -> Preprocessing:
        """How the pictures were made."""
        return Preprocessing(**self.facts["preprocessing"])


@dataclass(frozen=True)
class Measured:
    """Scores of the dataset's test pictures, what earlier trainings left, and the models of the folds, where there are folds."""

    scores: np.ndarray
    past: Held = NONE
    models: Sequence[Sequence[np.ndarray]] | None = None


def save_holdout(path: Path, dataset: Dataset, earlier: Earlier, facts: Mapping[str, object], seed: int, measured: Measured) -> None:
    """Write training pictures for calibration, the test pictures, and all sides of the split."""
    calibration = _pick(dataset.train, dataset.labels, CALIBRATION, seed)
    room = min(MAX_VALIDATION, max(1, MAX_VALIDATION_BYTES // dataset.pixels[0].nbytes))
    rows = _pick(dataset.test, dataset.labels, room, seed)
    used = set(dataset.file_ids[np.union1d(dataset.train, dataset.held)].tolist())
    fresh = np.array([file_id not in used for file_id in measured.past.file_ids.tolist()], bool)
    past = measured.past.take(np.flatnonzero(fresh)[: room - len(rows)]) if len(fresh) and (measured.past.folds is None) == (dataset.folds is None) else NONE
    learned = {dataset.digests[row] for row in dataset.train}
    kept_out = np.setdiff1d(dataset.held, dataset.train)
    held = earlier.validation - learned | {dataset.digests[row] for row in kept_out}
    folds = {} if dataset.folds is None else {**earlier.folds, **{dataset.digests[row]: int(dataset.folds[row]) for row in dataset.test}}
    arrays = {
        "calibration": dataset.pixels[calibration],
        "validation": dataset.pixels[rows],
        "validation_labels": dataset.labels[rows],
        "validation_file_ids": dataset.file_ids[rows],
        "train_digests": _pack((earlier.train | learned) - held),
        "validation_digests": _pack(held),
        "facts": np.frombuffer(json.dumps(facts).encode(), np.uint8),
    }
    if dataset.folds is not None and measured.models is not None:
        place = {row: position for position, row in enumerate(dataset.test.tolist())}
        arrays |= {
            "validation_scores": measured.scores[[place[row] for row in rows.tolist()]],
            "validation_folds": dataset.folds[rows],
            "fold_digests": _pack(folds),
            "fold_numbers": np.array([folds[digest] for digest in sorted(folds)], np.int64),
            **pack_models(measured.models),
        }
    if len(past.labels):
        arrays |= past.arrays("past")
    np.savez_compressed(path, **arrays)


def load_holdout(path: Path) -> Holdout:
    """Read what `save_holdout` wrote. Raises BadInput."""
    try:
        with np.load(path, allow_pickle=False) as file:
            models = unpack_models(file)
            folds = {} if models is None else dict(zip(_listed(file["fold_digests"]), file["fold_numbers"].tolist(), strict=True))
            earlier = Earlier(
                frozenset(_listed(file["train_digests"])), frozenset(_listed(file["validation_digests"])), folds,
                0 if models is None else models.count,
            )  # fmt: skip
            facts = json.loads(file["facts"].tobytes())
            labels = file["validation_labels"]
            crossed = [file[name] if name in file else None for name in ("validation_scores", "validation_folds")]
            session = np.full(len(labels), int(facts.get("session", 0)), np.int64)
            held = Held(file["validation"], labels, file["validation_file_ids"], session, *crossed)
            return Holdout(file["calibration"], held, Held.of(file, "past"), earlier, facts, models)
    except (OSError, KeyError, ValueError) as error:
        hint = "Train the model again: its stored split cannot be read."
        raise BadInput("bad-holdout", f"holdout.npz cannot be read: {error}", hint) from error


def everything_held(holdout: Holdout) -> Held:
    """The pictures to measure with of all trainings of the model."""
    return concatenate(holdout.held, holdout.past)


def _pick(rows: np.ndarray, labels: np.ndarray, limit: int, seed: int) -> np.ndarray:
    """At most `limit` rows in random order, the classes taking turns while they last."""
    shuffled = np.random.default_rng(seed).permutation(rows)
    turn = np.zeros(len(shuffled), np.int64)
    for label in np.unique(labels[rows]):
        mine = labels[shuffled] == label
        turn[mine] = np.arange(mine.sum())
    return shuffled[np.argsort(turn, kind="stable")][:limit]


def _pack(digests: frozenset[bytes] | set[bytes] | Mapping[bytes, int]) -> np.ndarray:
    return np.frombuffer(b"".join(sorted(digests)), np.uint8).reshape(-1, 32)


def _listed(rows: np.ndarray) -> list[bytes]:
    return [row.tobytes() for row in rows]
