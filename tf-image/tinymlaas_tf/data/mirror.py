"""Whether a training may mirror its pictures: a mirrored digit, letter or arrow is another one, a mirrored cat is a cat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

GRID = 16
MOST = 2000
# From this share of pictures told from their mirror images on, they have a side. By chance it is a half. Measured: digits 0.79 to
# 0.89, a camera above parking spaces 0.70 to 0.73, photographs of animals, of masks and of solar cells 0.41 to 0.64.
TOLD = 0.65
SIDED = frozenset(
    "left right clockwise anticlockwise counterclockwise arrow letter letters digit digits number numbers text sign signs character "
    "zero one two three four five six seven eight nine".split()
)


@dataclass(frozen=True)
class Mirroring:
    """Whether pictures are mirrored, what share of them can be told from their mirror images (None: not measured), and why."""

    on: bool
    told: float | None
    why: str


def decide_mirroring(classes: Sequence[str], pixels: np.ndarray, labels: np.ndarray, rows: np.ndarray) -> Mirroring:
    """By the names of the classes, then by the pictures."""
    sided = next((label for label in classes if _names_a_side(label)), None)
    if sided is not None:
        return Mirroring(False, None, f"A mirrored “{sided[:60]}” may be something else.")
    told = told_from_mirrored(pixels, labels, rows[:: max(1, len(rows) // MOST)])
    if told >= TOLD:
        return Mirroring(False, told, f"{told:.0%} of the pictures can be told from their mirror images, so left and right mean something.")
    return Mirroring(True, told, f"Only {told:.0%} of the pictures can be told from their mirror images (50 % by chance), so left and right mean nothing.")


def told_from_mirrored(pixels: np.ndarray, labels: np.ndarray, rows: np.ndarray) -> float:
    """The share of pictures that resemble the others of their class more than their mirror images do.

    Of a picture of 16x16 cells only what changes its sign when mirrored is looked at; its product with the sum of the others'
    is positive in half of the pictures by chance. A picture alone in its class counts as half.
    """
    cells = np.concatenate([_cells(pixels[rows[start : start + 256]]) for start in range(0, len(rows), 256)])
    odd = (cells - cells[:, :, ::-1]).reshape(len(cells), -1)
    odd /= np.linalg.norm(odd, axis=1, keepdims=True) + 1e-6
    shares = np.zeros(len(rows))
    for label in np.unique(labels[rows]):
        mine = labels[rows] == label
        product = ((odd[mine].sum(0) - odd[mine]) * odd[mine]).sum(1)
        shares[mine] = np.where(np.abs(product) < 1e-9, 0.5, product > 0)
    return float(shares.mean())


def _names_a_side(label: str) -> bool:
    words = re.findall(r"[^\W\d_]+|\d+", label.lower())
    return len(label.strip()) == 1 or label.strip().isdecimal() or any(word in SIDED for word in words)


def _cells(pixels: np.ndarray) -> np.ndarray:
    """Sums of brightness over a grid that is its own mirror image: float32 [n, cells, cells]."""
    grey = pixels.astype(np.float32).mean(3)
    _, height, width = grey.shape
    step_y, step_x = -(-height // GRID), -(-width // GRID)
    left = (width % step_x) // 2
    kept = grey[:, : height - height % step_y or height, left : left + width - width % step_x]
    rows, columns = kept.shape[1] // step_y, kept.shape[2] // step_x
    return kept.reshape(len(kept), rows, step_y, columns, step_x).mean((2, 4))
