"""Which pictures train and which are held out to measure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from .rank import rank

HELD_OUT = ("validation", "test")
SPLITS = ("train", *HELD_OUT)
Split = str | None


@dataclass(frozen=True)
class Earlier:
    """Digests that an earlier training of the same model used; they keep their side for good."""

    train: frozenset[bytes] = frozenset()
    validation: frozenset[bytes] = frozenset()


def split_class(
    digests: Sequence[bytes], seed: int, fraction: float, earlier: Earlier, trains: Set[int] = frozenset()
) -> tuple[list[int], list[int]]:
    """Positions of one class -> (train, validation), at least one each when there are two pictures; a single one trains.

    New pictures are held out in the order of their rank until the class has its share, so a split stays nearly the
    same when pictures are added, and exactly the same for those of `earlier`. Those in `trains` train in any case.
    """
    ordered = sorted(range(len(digests)), key=lambda position: rank(digests[position], seed))
    movable = [position for position in ordered if position not in trains]
    validation = [position for position in movable if digests[position] in earlier.validation]
    free = [p for p in movable if digests[p] not in earlier.validation and digests[p] not in earlier.train]
    wanted = min(max(1, round(len(digests) * fraction)), len(digests) - 1)
    validation += free[: max(0, wanted - len(validation))]
    if not validation and len(digests) > 1:
        validation = movable[:1]
    return _sides(len(digests), validation[:-1] if len(validation) == len(digests) else validation)


def follow_split(digests: Sequence[bytes], splits: Sequence[Split], earlier: Earlier) -> tuple[list[int], list[int]]:
    """Positions of one class -> (train, validation) as the user says; the rest trains, unless `earlier` held it out.

    `train` is empty only where the user left nothing to train on.
    """
    said = [position for position, split in enumerate(splits) if split in HELD_OUT]
    before = [position for position, split in enumerate(splits) if split is None and digests[position] in earlier.validation]
    if len(said) + len(before) == len(digests):
        before = before[:-1]
    return _sides(len(digests), said + before)


def _sides(count: int, validation: list[int]) -> tuple[list[int], list[int]]:
    held_out = set(validation)
    return [position for position in range(count) if position not in held_out], sorted(validation)
