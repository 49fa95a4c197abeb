"""Which pictures train and which are held out to measure."""

from dataclasses import dataclass

from .rank import rank


@dataclass(frozen=True)
class Earlier:
    """Digests that an earlier training of the same model used; they keep their side for good."""

    train: frozenset[bytes] = frozenset()
    validation: frozenset[bytes] = frozenset()


def split_class(digests: list[bytes], seed: int, fraction: float, earlier: Earlier) -> tuple[list[int], list[int]]:
    """Positions of one class -> (train, validation), at least one each when there are two pictures; a single one trains.

    New pictures are held out in the order of their rank until the class has its share, so a split stays nearly the
    same when pictures are added, and exactly the same for those of `earlier`.
    """
    ordered = sorted(range(len(digests)), key=lambda position: rank(digests[position], seed))
    validation = [position for position in ordered if digests[position] in earlier.validation]
    free = [p for p in ordered if digests[p] not in earlier.validation and digests[p] not in earlier.train]
    wanted = min(max(1, round(len(digests) * fraction)), len(digests) - 1)
    validation += free[: max(0, wanted - len(validation))]
    if not validation and len(digests) > 1:
        validation = ordered[:1]
    held_out = set(validation)
    return [position for position in range(len(digests)) if position not in held_out], sorted(validation)
