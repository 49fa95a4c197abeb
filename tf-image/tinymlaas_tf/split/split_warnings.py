"""What to tell of the user's own split."""

from collections.abc import Sequence

from ..plural import plural
from ..data.dataset import Dataset
from ..data.read_pictures import Pictures
from ..data.same_pictures import SamePicture
from .split import HELD_OUT, Earlier

NAMED = 10
Warnings = list[tuple[str, str]]


def split_warnings(dataset: Dataset, pictures: Pictures, same: Sequence[SamePicture], earlier: Earlier) -> Warnings:
    """Codes and messages of what is on both sides of the split, and of a split that holds nothing out."""
    used = [*dataset.train.tolist(), *dataset.held.tolist()]
    if dataset.split_by == "relay" and all(pictures.splits[row] == "train" for row in used):
        text = f"Every picture is in the train part. So that something is measured, {len(dataset.held)} were held out all the same."
        return [("split-without-held-out", text)]
    warnings: Warnings = []
    copies = [
        row
        for group in same
        if group.kept is not None and pictures.splits[group.kept] in HELD_OUT
        for row in group.rows
        if pictures.splits[row] not in HELD_OUT
    ]
    if copies:
        text = f"Left out of training, because the same picture is held out: {plural(len(copies), 'file')} ({_some(copies, pictures)})."
        warnings.append(("split-leak", text))
    learned = [row for row in dataset.held.tolist() if pictures.splits[row] in HELD_OUT and pictures.digests[row] in earlier.train]
    if learned:
        text = (
            f"An earlier training of this model learned {plural(len(learned), 'picture')} that the split holds out now, "
            f"so the accuracy may flatter: {_some(learned, pictures)}."
        )
        warnings.append(("split-leak", text))
    return warnings


def _some(rows: Sequence[int], pictures: Pictures) -> str:
    text = ", ".join(str(pictures.file_ids[row]) for row in rows[:NAMED])
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return f"{'files' if len(rows) > 1 else 'file'} {text}{more}"
