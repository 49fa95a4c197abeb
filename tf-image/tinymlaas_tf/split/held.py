"""Pictures that a model is measured with."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True)
class Held:
    """Pixels are uint8 [n, height, width, channels]; `sessions` says which training of the model each is from (0: the first).

    Where few pictures were cross-validated, the model itself learned them: `scores` float32 [n, classes] are those of the
    models of the `folds`, which did not.
    """

    pixels: np.ndarray
    labels: np.ndarray
    file_ids: np.ndarray
    sessions: np.ndarray
    scores: np.ndarray | None = None
    folds: np.ndarray | None = None

    def take(self, rows: np.ndarray) -> "Held":
        """Those of the given positions."""
        return Held(*(None if part is None else part[rows] for part in _parts(self)))

    def arrays(self, prefix: str) -> dict[str, np.ndarray]:
        """For `of`, by name."""
        return {f"{prefix}_{field.name}": part for field, part in zip(fields(self), _parts(self), strict=True) if part is not None}

    @staticmethod
    def of(arrays: Mapping[str, np.ndarray], prefix: str) -> "Held":
        """What `arrays` named; none where there are no such names."""
        if f"{prefix}_pixels" not in arrays:
            return NONE
        names = [f"{prefix}_{field.name}" for field in fields(Held)]
        return Held(*(arrays[name] if name in arrays else None for name in names))


NOBODY = np.zeros(0, np.int64)
NONE = Held(np.zeros((0, 1, 1, 1), np.uint8), NOBODY, NOBODY, NOBODY)


def concatenate(first: Held, second: Held) -> Held:
    """Both, of which one may be none."""
    if not len(second.labels):
        return first
    pairs = zip(_parts(first), _parts(second), strict=True)
    return Held(*(None if one is None or other is None else np.concatenate([one, other]) for one, other in pairs))


def _parts(held: Held) -> list[np.ndarray | None]:
    return [getattr(held, field.name) for field in fields(held)]
