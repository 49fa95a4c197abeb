"""Which pictures train and which are held out to measure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from ..data.rank import rank

HELD_OUT = ("validation", "test")
SPLITS = ("train", *HELD_OUT)
Split = str | None


@dataclass(frozen=True)
class Earlier:
    """Digests that an earlier training of the same model used; they keep their side, or one of `fold_count` folds, for good."""

    train: frozenset[bytes] = frozenset()
    validation: frozenset[bytes] = frozenset()
    folds: Mapping[bytes, int] = field(default_factory=dict)
    fold_count: int = 0


def split_class(
    digests: Sequence[bytes],
    seed: int,
    fraction: float,
    earlier: Earlier,
    trains: Set[int] = frozenset(),
    groups: Sequence[int] | None = None,
) -> tuple[list[int], list[int]]:
    """Positions of one class -> (train, held out), at least one each when there are two pictures; a single one trains.

    New pictures are held out in the order of their rank until the class has its share, so a split stays nearly the
    same when pictures are added, and exactly the same for those of `earlier`. Those in `trains` train in any case.
    `groups` names for every position the first of its group: a group stays on one side.
    """
    groups = range(len(digests)) if groups is None else groups
    movable = [position for position in in_order(digests, seed, groups) if position not in trains]
    known = [position for position in movable if digests[position] in earlier.validation]
    held_groups = {groups[position] for position in known}
    learned_groups = {groups[position] for position, digest in enumerate(digests) if digest in earlier.train or position in trains}
    free: dict[int, list[int]] = {}
    for position in movable:
        if digests[position] in earlier.validation or digests[position] in earlier.train:
            continue
        if groups[position] in held_groups:
            known.append(position)
        elif groups[position] not in learned_groups:
            free.setdefault(groups[position], []).append(position)
    wanted = min(max(1, round(len(digests) * fraction)), len(digests) - 1)
    held = list(known)
    for group in free.values():
        # A group of any size may be the one that fills the share, but not by more than half of it.
        if len(held) < wanted and len(held) + len(group) <= wanted + wanted // 2:
            held += group
    if not held and len(digests) > 1:
        held = movable[:1]
    return _sides(len(digests), held[:-1] if len(held) == len(digests) else held)


def in_order(digests: Sequence[bytes], seed: int, groups: Sequence[int]) -> list[int]:
    """All positions by rank, those of a group together."""
    return sorted(range(len(digests)), key=lambda position: (rank(digests[groups[position]], seed), groups[position], position))


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
