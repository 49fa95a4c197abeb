"""Which of two candidates is better, when both were asked about the same few pictures."""

from collections.abc import Sequence

import numpy as np

# A larger candidate must be better by more than this many standard errors of the difference, picture by picture: the rule of one
# standard error of Breiman, Friedman, Olshen and Stone, Classification and Regression Trees (1984), section 3.4.3, for pairs.
NOISE = 1.0


def is_beyond_noise(smaller: np.ndarray, larger: np.ndarray) -> bool:
    """Whether the larger one's losses [n] are lower than the smaller one's on the same pictures by more than chance explains."""
    gain = smaller - larger
    if len(gain) < 2:
        return False
    return bool(gain.mean() > NOISE * gain.std(ddof=1) / np.sqrt(len(gain)))


def choose_smallest(losses: Sequence[np.ndarray], sizes: Sequence[int]) -> int:
    """The smallest candidate that the best is not better than beyond noise; the best, when there is none."""
    best = min(range(len(losses)), key=lambda one: (losses[one].mean(), sizes[one]))
    good = [one for one in range(len(losses)) if sizes[one] <= sizes[best] and not is_beyond_noise(losses[one], losses[best])]
    return min(good, key=lambda one: (sizes[one], one))


def keep_best(losses: Sequence[np.ndarray], sizes: Sequence[int], most: int) -> list[int]:
    """The candidates that a longer run is worth: the best by mean loss, and the one that would be chosen now."""
    order = sorted(range(len(losses)), key=lambda one: (losses[one].mean(), sizes[one]))
    return sorted({*order[:most], choose_smallest(losses, sizes)})
