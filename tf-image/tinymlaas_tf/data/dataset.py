"""The pictures that count, split."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import BadInput, Loc
from ..plural import plural
from .read_pictures import Pictures
from .same_pictures import SamePicture, left_out
from .split import HELD_OUT, Earlier, split_class

RECOMMENDED = 50
IMBALANCE = 10


@dataclass(frozen=True)
class Dataset:
    """`train` and `validation` are rows of `pixels` (uint8 [n, height, width, channels]), in order of arrival.

    They share no row, unless no class has two pictures: then both are all pictures. `parts` are the owner's.
    """

    classes: tuple[str, ...]
    pixels: np.ndarray
    labels: np.ndarray
    file_ids: np.ndarray
    digests: list[bytes]
    train: np.ndarray
    validation: np.ndarray
    parts: list[str | None]
    rejected: int
    duplicates: int
    conflicts: int

    def count(self, rows: np.ndarray) -> list[int]:
        """Pictures per class among `rows`."""
        return np.bincount(self.labels[rows], minlength=len(self.classes)).tolist()


def make_dataset(
    classes: Sequence[str],
    pictures: Pictures,
    same: Sequence[SamePicture],
    seed: int,
    fraction: float,
    earlier: Earlier,
    loc: Loc,
) -> Dataset:
    """Leave out copies and conflicts, check that every class can train, split. Raises BadInput."""
    copies, conflicts = left_out(same)
    labels = np.array(pictures.labels, np.int32)
    rows_of: list[list[int]] = [[] for _ in classes]
    for row in sorted(set(range(len(labels))) - copies - conflicts):
        rows_of[labels[row]].append(row)
    lost = (len(pictures.problems), len(copies), len(conflicts))
    _check_counts(classes, [len(rows) for rows in rows_of], lost, loc)
    train: list[int] = []
    validation: list[int] = []
    for rows in rows_of:
        digests, parts = [pictures.digests[row] for row in rows], [pictures.parts[row] for row in rows]
        inner, held = split_class(digests, seed, fraction, earlier, parts)
        train += [rows[position] for position in inner]
        validation += [rows[position] for position in held]
    dataset = Dataset(
        tuple(classes), pictures.pixels, labels, np.array(pictures.file_ids, np.int64), pictures.digests,
        np.array(sorted(train), np.int64), np.array(sorted(validation or train), np.int64), pictures.parts,
        *lost,
    )  # fmt: skip
    _check_train(dataset, loc)
    return dataset


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


def _check_train(dataset: Dataset, loc: Loc) -> None:
    for label, count in zip(dataset.classes, dataset.count(dataset.train), strict=True):
        if count == 0:
            message = f"Every picture of {label} is held out, by its part (validation, test) or by an earlier training; none is left to train on."
            hint = f"Upload pictures of {label} to train on, or upload these again with ?split=none."
            raise BadInput("too-few-pictures", message, hint, loc)


def describe_split(dataset: Dataset) -> dict[str, object]:
    """Who decided what is held out, and how many pictures each part has; without a word of the owner that is validation."""
    held = [dataset.parts[row] for row in dataset.validation]
    return {
        "by": "user" if any(part in HELD_OUT for part in held) else "relay",
        "train": len(dataset.train),
        "validation": len(held) - held.count("test"),
        "test": held.count("test"),
    }


def dataset_warnings(dataset: Dataset) -> list[tuple[str, str]]:
    """Code and message of what is unwise but possible."""
    counts = dict(zip(dataset.classes, dataset.count(np.concatenate([dataset.train, dataset.validation])), strict=True))
    warnings: list[tuple[str, str]] = []
    few = [f"{label}: {count}" for label, count in counts.items() if count < RECOMMENDED]
    if few:
        text = f"Fewer than {RECOMMENDED} pictures of {', '.join(few)}: the measured accuracy says little about new pictures."
        warnings.append(("few-pictures", text))
    unmeasured = [label for label, held in zip(dataset.classes, dataset.count(dataset.validation), strict=True) if held == 0]
    if np.isin(dataset.validation, dataset.train).all():
        text = f"Every class has one picture ({', '.join(counts)}): the accuracy is that on the training pictures and says nothing."
        warnings.append(("nothing-held-out", text))
    elif unmeasured:
        text = f"The only picture of {', '.join(unmeasured)} is trained on: nothing is held out to measure how well it is recognised."
        warnings.append(("nothing-held-out", text))
    if max(counts.values()) > IMBALANCE * min(counts.values()):
        text = f"The largest class has more than {IMBALANCE} times the pictures of the smallest: {counts}."
        warnings.append(("imbalanced-classes", text))
    if dataset.rejected:
        text = f"Left out as unreadable: {plural(dataset.rejected, 'file')}. The files of the dataset show each reason."
        warnings.append(("rejected-pictures", text))
    return warnings
