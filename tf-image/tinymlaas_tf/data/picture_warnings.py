"""Pictures that can be used but should be looked at."""

import numpy as np

from .dataset import Dataset

CHUNK = 256
GRID = 8
FLAT = 3
NAMED = 10
Warnings = list[tuple[str, str]]


def picture_warnings(dataset: Dataset) -> Warnings:
    """Codes and messages for pictures of one colour and for near copies on both sides of the split."""
    used = np.sort(np.concatenate([dataset.train, dataset.validation]))
    ranges, prints = _look(dataset.pixels, used)
    warnings: Warnings = []
    flat = dataset.file_ids[used[ranges <= FLAT]]
    if len(flat):
        warnings.append(("constant-pictures", f"{len(flat)} pictures show one even colour: files {_some(flat)}."))
    held = np.isin(used, dataset.validation) & (ranges > FLAT)
    learned = ~np.isin(used, dataset.validation) & (ranges > FLAT)
    seen = set(prints[learned].tolist())
    copies = np.array([print_ in seen for print_ in prints[held].tolist()], bool)
    if copies.any():
        ids = dataset.file_ids[used[held][copies]]
        text = f"{len(ids)} held-out pictures look almost like training pictures, so the accuracy may flatter: files {_some(ids)}."
        warnings.append(("near-duplicates", text))
    return warnings


def _look(pixels: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Brightest minus darkest pixel, and a 64-bit difference hash, of every row."""
    ranges = np.zeros(len(rows), np.int64)
    prints = np.zeros(len(rows), np.uint64)
    for start in range(0, len(rows), CHUNK):
        part = pixels[rows[start : start + CHUNK]]
        grey = part.mean(3)
        ranges[start : start + len(part)] = grey.max((1, 2)) - grey.min((1, 2))
        prints[start : start + len(part)] = _difference_hash(grey)
    return ranges, prints


def _difference_hash(grey: np.ndarray) -> np.ndarray:
    """Whether each cell of an 8x8 grid is brighter than its right neighbour: uint64 [n] of float [n, height, width]."""
    y = np.linspace(0, grey.shape[1], GRID + 1).astype(int)[:-1]
    x = np.linspace(0, grey.shape[2], GRID + 2).astype(int)[:-1]
    cells = np.add.reduceat(np.add.reduceat(grey, y, 1), x, 2)
    area = np.diff([*y, grey.shape[1]])[:, None] * np.diff([*x, grey.shape[2]])[None]
    means = cells / np.maximum(area, 1)
    bits = (means[:, :, :-1] > means[:, :, 1:]).reshape(len(grey), -1)
    return (bits.astype(np.uint64) << np.arange(64, dtype=np.uint64)).sum(1, dtype=np.uint64)


def _some(ids: np.ndarray) -> str:
    text = ", ".join(str(file_id) for file_id in ids[:NAMED])
    return text if len(ids) <= NAMED else f"{text} and {len(ids) - NAMED} more"
