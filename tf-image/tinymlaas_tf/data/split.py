"""Which pictures train and which are held out to measure."""

from dataclasses import dataclass

from collections.abc import Sequence

from .rank import rank

HELD_OUT = ("validation", "test")
PARTS = ("train", *HELD_OUT)


@dataclass(frozen=True)
class Earlier:
    """Digests that an earlier training of the same model used; they keep their side for good."""

    train: frozenset[bytes] = frozenset()
    validation: frozenset[bytes] = frozenset()


def split_class(
    digests: list[bytes], seed: int, fraction: float, earlier: Earlier, parts: Sequence[str | None] = ()
) -> tuple[list[int], list[int]]:
    """Positions of one class -> (train, validation), at least one each when there are two pictures; a single one trains.

    The owner decides where `parts` say what is held out; only what an earlier training saw stays with it. Else new
    pictures are held out in the order of their rank until the class has its share, those of no part before those to
    train on, so a split stays nearly the same when pictures are added, and exactly the same for those of `earlier`.
    """
    part_of = list(parts) or [None] * len(digests)
    theirs = [p for p, part in enumerate(part_of) if part in HELD_OUT and digests[p] not in earlier.train]
    if theirs:
        held_out = {*theirs, *(p for p, digest in enumerate(digests) if digest in earlier.validation)}
        return [p for p in range(len(digests)) if p not in held_out], sorted(held_out)
    ordered = sorted(range(len(digests)), key=lambda p: (part_of[p] is not None, rank(digests[p], seed)))
    validation = [position for position in ordered if digests[position] in earlier.validation]
    free = [p for p in ordered if digests[p] not in earlier.validation and digests[p] not in earlier.train]
    wanted = min(max(1, round(len(digests) * fraction)), len(digests) - 1)
    validation += free[: max(0, wanted - len(validation))]
    if not validation and len(digests) > 1:
        validation = ordered[:1]
    held_out = set(validation)
    return [position for position in range(len(digests)) if position not in held_out], sorted(validation)
