"""Folds of few pictures: every picture is held out once, by a model that did not see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

MOST_FOLDS = 5


def make_folds(
    labels: np.ndarray, groups: Sequence[int], order: Sequence[int], known: Mapping[int, int] | None = None, count: int | None = None
) -> np.ndarray | None:
    """The fold of every picture: groups whole, classes evenly; None where a class cannot be in two folds.

    `groups` names for every picture the first of its group, `order` is the order in which equals take turns. `known` are the
    folds, of `count` in all, that pictures have for good; whoever is in the group of such a picture joins it.
    """
    total = np.bincount(labels)
    members: dict[int, list[int]] = {}
    for position in order:
        members.setdefault(groups[position], []).append(position)
    folds = np.full(len(labels), -1, np.int64)
    filled = np.zeros((count or min(MOST_FOLDS, len(members)), len(total)))
    decided = {} if known is None else {groups[position]: fold for position, fold in known.items()}
    # The largest groups first, because the small ones can fill what they leave.
    for group in sorted(members, key=lambda name: (name not in decided, -len(members[name]))):
        rows = members[group]
        mine = np.bincount(labels[rows], minlength=len(total))
        crowded = (filled * mine / total**2).sum(1)
        best = min(range(len(filled)), key=lambda fold: (round(crowded[fold], 9), filled[fold].sum(), fold))
        fold = decided.get(group, best)
        filled[fold] += mine
        folds[rows] = fold
    if known is not None:
        for position, fold in known.items():
            folds[position] = fold
        return folds
    return folds if all(len(set(folds[labels == label].tolist())) > 1 for label in range(len(total))) else None


@dataclass(frozen=True)
class FoldModels:
    """The weights of every fold's model in a row: float16 [folds, weights], in parts of the largest of each array."""

    vectors: np.ndarray
    scales: np.ndarray

    @property
    def count(self) -> int:
        """How many folds."""
        return len(self.vectors)

    def weights(self, like: Sequence[np.ndarray]) -> list[list[np.ndarray]]:
        """As lists of arrays of the shapes of `like`."""
        ends = np.cumsum([array.size for array in like])
        return [
            [
                (vector[end - array.size : end].astype(np.float32) * scale).reshape(array.shape)
                for array, end, scale in zip(like, ends, scales, strict=True)
            ]
            for vector, scales in zip(self.vectors, self.scales, strict=True)
        ]


def pack_models(models: Sequence[Sequence[np.ndarray]]) -> dict[str, np.ndarray]:
    """Half the bytes: they judge, and nothing is delivered of them."""
    scales = np.array([[max(float(np.abs(array).max(initial=0)), 1e-30) for array in model] for model in models], np.float32)
    vectors = [
        np.concatenate([np.ravel(array) / scale for array, scale in zip(model, row, strict=True)])
        for model, row in zip(models, scales, strict=True)
    ]
    return {"fold_vectors": np.array(vectors, np.float16), "fold_scales": scales}


def unpack_models(arrays: Mapping[str, np.ndarray]) -> FoldModels | None:
    """What `pack_models` named; None where it did not."""
    return FoldModels(arrays["fold_vectors"], arrays["fold_scales"]) if "fold_vectors" in arrays else None
