"""Two models on the same pictures: how far the difference of their accuracies can be from the true one."""

import math
from typing import TypedDict

import numpy as np

from .interval import wilson


class Paired(TypedDict):
    """`difference` is the first one's accuracy minus the other's, `interval` its 95 % interval; `only_first` and `only_second` count
    the pictures that one alone gets right."""

    images: int
    only_first: int
    only_second: int
    difference: float
    interval: tuple[float, float]


def compare_paired(first: np.ndarray, second: np.ndarray) -> Paired:
    """`first` and `second` say of each of the same pictures (one at least) whether a model is right.

    The interval is Newcombe's method 10 (Statistics in Medicine 17, 1998, 2635-2650): Wilson's intervals of both shares, put together
    by how much the two models go together. It holds where few pictures differ, or none.
    """
    images = len(first)
    both, neither = int((first & second).sum()), int((~first & ~second).sum())
    only_first, only_second = int((first & ~second).sum()), int((~first & second).sum())
    shares = (both + only_first) / images, (both + only_second) / images
    (low1, high1), (low2, high2) = wilson(both + only_first, images), wilson(both + only_second, images)
    down1, up1, down2, up2 = shares[0] - low1, high1 - shares[0], shares[1] - low2, high2 - shares[1]
    together = _together(both, only_first, only_second, neither)
    difference = (only_first - only_second) / images
    below = math.sqrt(max(0.0, down1**2 - 2 * together * down1 * up2 + up2**2))
    above = math.sqrt(max(0.0, up1**2 - 2 * together * up1 * down2 + down2**2))
    return {
        "images": images, "only_first": only_first, "only_second": only_second, "difference": difference,
        "interval": (max(-1.0, difference - below), min(1.0, difference + above)),
    }  # fmt: skip


def _together(both: int, only_first: int, only_second: int, neither: int) -> float:
    """The correlation of both models' right answers, towards zero where it may be chance."""
    margins = (both + only_first) * (only_second + neither) * (both + only_second) * (only_first + neither)
    if margins == 0:
        return 0.0
    cross = both * neither - only_first * only_second
    if cross > 0:
        cross = max(0, cross - (both + only_first + only_second + neither) / 2)
    return cross / math.sqrt(margins)
