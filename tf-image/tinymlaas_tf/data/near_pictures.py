"""Pictures that show almost the same: frames of one film, a scene photographed twice."""

import numpy as np

CHUNK = 256
GRID = 8
# Levels of 255 between the darkest and the brightest pixel below which there is nothing to compare.
FLAT = 3
# Of the 64 cells of the hash, how many may differ. Two photographs of different scenes differ in about 32.
NEAR = 4


def look_at(pixels: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Brightest minus darkest pixel, and a 64-bit difference hash, of every row."""
    ranges = np.zeros(len(rows), np.int64)
    prints = np.zeros(len(rows), np.uint64)
    for start in range(0, len(rows), CHUNK):
        part = pixels[rows[start : start + CHUNK]]
        grey = part.mean(3)
        ranges[start : start + len(part)] = grey.max((1, 2)) - grey.min((1, 2))
        prints[start : start + len(part)] = _difference_hash(grey)
    return ranges, prints


def group_near(pixels: np.ndarray, rows: np.ndarray) -> list[int]:
    """For every position of `rows` the position of the first picture of its group.

    A picture joins the first group whose first picture it resembles, so that a film does not become one long chain in
    which the ends have nothing in common.
    """
    ranges, prints = look_at(pixels, rows)
    leaders: list[int] = []
    found = np.zeros(len(rows), np.uint64)
    group: list[int] = []
    for position in range(len(rows)):
        near = np.flatnonzero(np.bitwise_count(found[: len(leaders)] ^ prints[position]) <= NEAR) if ranges[position] > FLAT else ()
        if len(near):
            group.append(leaders[near[0]])
            continue
        if ranges[position] > FLAT:
            found[len(leaders)] = prints[position]
            leaders.append(position)
        group.append(position)
    return group


def _difference_hash(grey: np.ndarray) -> np.ndarray:
    """Whether each cell of an 8x8 grid is brighter than its right neighbour: uint64 [n] of float [n, height, width]."""
    y = np.linspace(0, grey.shape[1], GRID + 1).astype(int)[:-1]
    x = np.linspace(0, grey.shape[2], GRID + 2).astype(int)[:-1]
    cells = np.add.reduceat(np.add.reduceat(grey, y, 1), x, 2)
    area = np.diff([*y, grey.shape[1]])[:, None] * np.diff([*x, grey.shape[2]])[None]
    means = cells / np.maximum(area, 1)
    bits = (means[:, :, :-1] > means[:, :, 1:]).reshape(len(grey), -1)
    return (bits.astype(np.uint64) << np.arange(64, dtype=np.uint64)).sum(1, dtype=np.uint64)
