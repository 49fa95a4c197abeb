"""Pictures that can be used but should be looked at."""

import numpy as np

from .dataset import Dataset
from .near_pictures import FLAT, look_at

NAMED = 10
Warnings = list[tuple[str, str]]


def picture_warnings(dataset: Dataset) -> Warnings:
    """Codes and messages for pictures of one colour and for near copies on both sides of the split."""
    used = np.union1d(dataset.train, dataset.held)
    ranges, prints = look_at(dataset.pixels, used)
    warnings: Warnings = []
    flat = dataset.file_ids[used[ranges <= FLAT]]
    if len(flat):
        warnings.append(("constant-pictures", f"{len(flat)} pictures show one even colour: files {_some(flat)}."))
    held = np.isin(used, dataset.held) & (ranges > FLAT)
    learned = ~np.isin(used, dataset.held) & (ranges > FLAT)
    seen = set(prints[learned].tolist())
    copies = np.array([print_ in seen for print_ in prints[held].tolist()], bool)
    if copies.any():
        ids = dataset.file_ids[used[held][copies]]
        text = f"{len(ids)} held-out pictures look almost like training pictures, so the accuracy may flatter: files {_some(ids)}."
        warnings.append(("near-duplicates", text))
    return warnings


def _some(ids: np.ndarray) -> str:
    text = ", ".join(str(file_id) for file_id in ids[:NAMED])
    return text if len(ids) <= NAMED else f"{text} and {len(ids) - NAMED} more"
