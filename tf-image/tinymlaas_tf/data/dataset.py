"""The pictures that count, split."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import BadInput, Loc
from ..plural import plural
from ..split.group_rows import group_rows
from .read_pictures import Pictures
from .same_pictures import SamePicture, left_out
from ..split.split_groups import CHOOSING, fold_rows, split_groups
from ..split.split import HELD_OUT, Earlier, follow_split, in_order, split_class

RECOMMENDED = 50
# From so many pictures on a part of them only chooses; of fewer all that are held out are reported.
MANY = 300
IMBALANCE = 10
# What is held out of many pictures unless the user says otherwise.
FRACTION = 0.2


@dataclass(frozen=True)
class Dataset:
    """Rows of `pixels` (uint8 [n, height, width, channels]) in order of arrival: `train` teaches, `validation` chooses the
    epoch, the network and the temperature, `test` is what is reported.

    Of few pictures, and where the user held out one part only (also of a single class), nothing is chosen (`chooses` is false) and `validation` is
    `test`. Where no class has two pictures, all three are all pictures. `split_by` says whether the user or the relay held
    pictures out.

    Where there are `folds`, the fold of every row (-1: not used), all pictures are `train` and `test`: each is measured by a model
    that was trained on the other folds.

    `more` are the same pictures in the further shapes that a search may choose.
    """

    classes: tuple[str, ...]
    pixels: np.ndarray
    labels: np.ndarray
    file_ids: np.ndarray
    digests: list[bytes]
    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray
    rejected: int
    duplicates: int
    conflicts: int
    split_by: str
    folds: np.ndarray | None = None
    more: Sequence[np.ndarray] = ()

    @property
    def chooses(self) -> bool:
        """Whether there are pictures to choose by besides those that are reported."""
        return len(self.validation) > 0 and not np.isin(self.validation, self.test).any()

    @property
    def held(self) -> np.ndarray:
        """Rows that are not trained on."""
        return np.union1d(self.validation, self.test)

    @property
    def measures_training(self) -> bool:
        """Whether nothing is held out, so that the figures are those of the training pictures."""
        return self.folds is None and bool(np.isin(self.test, self.train).all())

    def without_fold(self, fold: int) -> "Dataset":
        """The same pictures, trained on but for one fold, which is measured."""
        held = self.test[self.folds[self.test] == fold]
        return replace(self, train=self.train[self.folds[self.train] != fold], validation=held, test=held, folds=None)

    def split(self) -> dict[str, object]:
        """The `split` of a report: what each picture was used for."""
        tested = 0 if self.measures_training else len(self.test)
        chosen_by = len(self.validation) if self.chooses else 0
        folds = {} if self.folds is None else {"folds": int(self.folds.max()) + 1}
        return {"by": self.split_by, "train": len(self.train), "validation": chosen_by, "test": tested, **folds}

    def count(self, rows: np.ndarray) -> list[int]:
        """Pictures per class among `rows`."""
        return np.bincount(self.labels[rows], minlength=len(self.classes)).tolist()


def make_dataset(
    classes: Sequence[str],
    pictures: Pictures,
    same: Sequence[SamePicture],
    seed: int,
    fraction: float | None,
    earlier: Earlier,
    loc: Loc,
) -> Dataset:
    """Leave out copies and conflicts, check that every class can train, split. Raises BadInput.

    Without a `fraction` few pictures are cross-validated; so are those of a model that was so before.
    """
    copies, conflicts = left_out(same)
    labels = np.array(pictures.labels, np.int32)
    rows_of: list[list[int]] = [[] for _ in classes]
    for row in sorted(set(range(len(labels))) - copies - conflicts):
        rows_of[labels[row]].append(row)
    lost = (len(pictures.problems), len(copies), len(conflicts))
    _check_counts(classes, [len(rows) for rows in rows_of], lost, loc)
    used = [pictures.splits[row] for rows in rows_of for row in rows]
    by_user = any(split in HELD_OUT for split in used)
    parts = [{pictures.splits[row] for row in rows} & set(HELD_OUT) for rows in rows_of]
    chooses = all(len(part) != 1 for part in parts) if by_user else len(used) >= MANY
    group_of = group_rows(pictures.pixels, rows_of, pictures.groups or [None] * len(labels))
    folds = None
    train: list[int] = []
    validation: list[int] = []
    test: list[int] = []
    if not by_user and (earlier.folds or (fraction is None and not chooses and not earlier.train)):
        folds = fold_rows(pictures, rows_of, group_of, seed, earlier)
    fraction = FRACTION if fraction is None else fraction
    # Where everything is to be trained on, nothing would be measured.
    is_bare = all(split == "train" for split in used)
    grouped = any(pictures.groups) and not by_user
    if folds is not None:
        train = test = sorted(row for rows in rows_of for row in rows)
    elif grouped:
        train, validation, test = split_groups(pictures, rows_of, group_of, seed, earlier, fraction, chooses)
    else:
        for rows in rows_of:
            digests, splits = [pictures.digests[row] for row in rows], [pictures.splits[row] for row in rows]
            place = {row: position for position, row in enumerate(rows)}
            groups = [place[group_of[row]] for row in rows]
            if by_user:
                inner, held = follow_split(digests, splits, earlier)
                choosing = {position for position in held if splits[position] == "validation"}
            else:
                trains = frozenset() if is_bare else {position for position, split in enumerate(splits) if split == "train"}
                share = min(0.5, fraction * (1 + CHOOSING)) if chooses else fraction
                inner, held = split_class(digests, seed, share, earlier, trains, groups)
                choosing = _choosing(held, in_order(digests, seed, groups), groups)
            train += [rows[position] for position in inner]
            validation += [rows[position] for position in held if chooses and position in choosing]
            test += [rows[position] for position in held if not (chooses and position in choosing)]
    tested = sorted(test or validation or train)
    dataset = Dataset(
        tuple(classes), pictures.pixels, labels, np.array(pictures.file_ids, np.int64), pictures.digests,
        np.array(sorted(train), np.int64), np.array(sorted(validation if validation and test else tested), np.int64),
        np.array(tested, np.int64), *lost, "user" if by_user else "relay", folds, pictures.more,
    )  # fmt: skip
    _check_train(dataset, loc, grouped)
    return dataset


def _choosing(held: Sequence[int], order: Sequence[int], groups: Sequence[int]) -> set[int]:
    """A third of what is held out, whole groups, by rank."""
    is_held = set(held)
    names = list(dict.fromkeys(groups[position] for position in order if position in is_held))
    thirds = set(names[2::3])
    return {position for position in held if groups[position] in thirds}


def _check_counts(classes: Sequence[str], counts: list[int], lost_of: tuple[int, int, int], loc: Loc) -> None:
    found = ", ".join(f"{label}: {count}" for label, count in zip(classes, counts, strict=True)) or "none"
    reasons = ("cannot be read (see problems)", "copies (see warnings)", "in two classes (see warnings)")
    left = ", ".join(f"{count} {reason}" for count, reason in zip(lost_of, reasons, strict=True) if count)
    lost = f"; left out: {left}" if left else ""
    if sum(count > 0 for count in counts) < 2:
        hint = "Upload pictures of at least two classes; the folder of a picture, or ?label=, is its class."
        message = f"A model needs usable pictures of at least 2 classes; found {found}{lost}."
        raise BadInput("too-few-classes", message, hint, loc)
    poor = [label for label, count in zip(classes, counts, strict=True) if count == 0]
    if poor:
        message = f"No usable picture of {', '.join(poor)}; found {found}{lost}."
        hint = f"Upload pictures of every class ({RECOMMENDED} or more of each is better), or remove the class."
        raise BadInput("too-few-pictures", message, hint, loc)


def _check_train(dataset: Dataset, loc: Loc, grouped: bool) -> None:
    for label, count in zip(dataset.classes, dataset.count(dataset.train), strict=True):
        if count == 0 and grouped:
            message = f"All usable pictures of {label} would be held out, because group_by puts them together."
            hint = "Give more groups, each with pictures of every class where that is possible, or leave group_by out."
            raise BadInput("groups-too-large", message, hint, ["body", "group_by"])
        if count == 0:
            held = dataset.count(dataset.held)[dataset.classes.index(label)]
            message = f"The dataset's own split leaves no picture of {label} to train on: {plural(held, 'picture')} for validation or test."
            hint = f"Move pictures of {label} to train (copies of held-out pictures do not count), or take the split away: then the relay splits."
            raise BadInput("split-without-training", message, hint, loc)


def dataset_warnings(dataset: Dataset) -> list[tuple[str, str]]:
    """Code and message of what is unwise but possible."""
    counts = dict(zip(dataset.classes, dataset.count(np.union1d(dataset.train, dataset.held)), strict=True))
    warnings: list[tuple[str, str]] = []
    few = [f"{label}: {count}" for label, count in counts.items() if count < RECOMMENDED]
    if few:
        text = f"Fewer than {RECOMMENDED} pictures of {', '.join(few)}: the measured accuracy says little about new pictures."
        warnings.append(("few-pictures", text))
    unmeasured = [label for label, held in zip(dataset.classes, dataset.count(dataset.test), strict=True) if held == 0]
    if dataset.measures_training:
        text = f"Every picture is trained on, of {', '.join(counts)}: the accuracy is that on the training pictures and says nothing."
        warnings.append(("nothing-held-out", text))
    elif unmeasured and dataset.split_by == "user":
        text = f"The dataset's own split holds out no picture of {', '.join(unmeasured)}: how well it is recognised is not measured."
        warnings.append(("split-without-class", text))
    elif unmeasured:
        text = f"Every picture of {', '.join(unmeasured)} is trained on: nothing is held out to measure how well it is recognised."
        warnings.append(("nothing-held-out", text))
    if max(counts.values()) > IMBALANCE * min(counts.values()):
        text = f"The largest class has more than {IMBALANCE} times the pictures of the smallest: {counts}."
        warnings.append(("imbalanced-classes", text))
    if dataset.rejected:
        text = f"Left out as unreadable: {plural(dataset.rejected, 'file')}. The files of the dataset show each reason."
        warnings.append(("rejected-pictures", text))
    return warnings
