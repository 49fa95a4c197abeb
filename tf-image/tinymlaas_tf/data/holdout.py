"""holdout.npz: what a training leaves for later jobs of the same model."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import BadInput
from ..parameters import Preprocessing
from .dataset import Dataset
from .split import Earlier

CALIBRATION = 200
MAX_VALIDATION, MAX_VALIDATION_BYTES = 2000, 64 * 1024 * 1024


@dataclass(frozen=True)
class Holdout:
    """Pixels are uint8 [n, height, width, channels]; `facts` is what the training knew of itself."""

    calibration: np.ndarray
    pixels: np.ndarray
    labels: np.ndarray
    file_ids: np.ndarray
    earlier: Earlier
    facts: dict[str, object]

    @property
    def classes(self) -> tuple[str, ...]:
        """Labels in training order."""
        return tuple(str(label) for label in self.facts["classes"])

    @property
    def preprocessing(self) -> Preprocessing:
        """How the pictures were made."""
        return Preprocessing(**self.facts["preprocessing"])


def save_holdout(path: Path, dataset: Dataset, earlier: Earlier, facts: dict[str, object], seed: int) -> None:
    """Write training pictures for calibration, the test pictures, and both sides of the split."""
    calibration = _pick(dataset.train, dataset.labels, CALIBRATION, seed)
    room = min(MAX_VALIDATION, max(1, MAX_VALIDATION_BYTES // dataset.pixels[0].nbytes))
    validation = _pick(dataset.test, dataset.labels, room, seed)
    learned = {dataset.digests[row] for row in dataset.train}
    measured = np.setdiff1d(dataset.held, dataset.train)
    held = earlier.validation - learned | {dataset.digests[row] for row in measured}
    np.savez_compressed(
        path,
        calibration=dataset.pixels[calibration],
        validation=dataset.pixels[validation],
        validation_labels=dataset.labels[validation],
        validation_file_ids=dataset.file_ids[validation],
        train_digests=_pack((earlier.train | learned) - held),
        validation_digests=_pack(held),
        facts=np.frombuffer(json.dumps(facts).encode(), np.uint8),
    )


def load_holdout(path: Path) -> Holdout:
    """Read what `save_holdout` wrote. Raises BadInput."""
    try:
        with np.load(path, allow_pickle=False) as file:
            earlier = Earlier(_unpack(file["train_digests"]), _unpack(file["validation_digests"]))
            facts = json.loads(file["facts"].tobytes())
            return Holdout(
                file["calibration"], file["validation"], file["validation_labels"], file["validation_file_ids"], earlier, facts
            )
    except (OSError, KeyError, ValueError) as error:
        hint = "Train the model again: its stored split cannot be read."
        raise BadInput("bad-holdout", f"holdout.npz cannot be read: {error}", hint) from error


def _pick(rows: np.ndarray, labels: np.ndarray, limit: int, seed: int) -> np.ndarray:
    """At most `limit` rows in random order, the classes taking turns while they last."""
    shuffled = np.random.default_rng(seed).permutation(rows)
    turn = np.zeros(len(shuffled), np.int64)
    for label in np.unique(labels[rows]):
        mine = labels[shuffled] == label
        turn[mine] = np.arange(mine.sum())
    return shuffled[np.argsort(turn, kind="stable")][:limit]


def _pack(digests: frozenset[bytes] | set[bytes]) -> np.ndarray:
    return np.frombuffer(b"".join(sorted(digests)), np.uint8).reshape(-1, 32)


def _unpack(rows: np.ndarray) -> frozenset[bytes]:
    return frozenset(row.tobytes() for row in rows)
