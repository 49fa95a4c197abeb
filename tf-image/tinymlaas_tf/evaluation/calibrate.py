"""Scores that mean what they say: temperature scaling, and how far they are from it."""

import math

import numpy as np

# Of equal width, as in most papers.
BINS = 10
LEAST, MOST = 0.125, 8.0
STEPS = 60
# Draws of what chance alone makes of scores that are right.
DRAWS = 200
FLOOR = 1e-7


def soften(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores [n, classes] of the network's last sums divided by `temperature`; the best class stays the best."""
    logits = np.log(np.maximum(scores.astype(np.float64), FLOOR)) / temperature
    weights = np.exp(logits - logits.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)


def fit_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The temperature of the least loss on pictures that the network did not learn (Guo et al., ICML 2017), 1/8 to 8.

    A normal prior on its logarithm, of mean 0 and spread 1, holds it near 1 while there are few pictures: where all are right, the loss
    alone would make every score a certainty.
    """
    rows = np.arange(len(truth))

    def cost(exponent: float) -> float:
        likelihood = np.maximum(soften(scores, math.exp(exponent))[rows, truth], FLOOR)
        return float(-np.log(likelihood).sum() + exponent**2 / 2)

    return math.exp(_least(cost, math.log(LEAST), math.log(MOST)))


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error: how far share of right answers and mean confidence are apart, by bins of confidence, weighed by pictures."""
    bins = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    surplus = np.bincount(bins, confidence - right, BINS)
    return float(np.abs(surplus).sum() / len(confidence))


def error_by_chance(confidence: np.ndarray) -> float:
    """What calibration_error finds on average where every confidence is exactly right, for so many pictures (Bröcker and Smith, 2007)."""
    random = np.random.default_rng(0)
    draws = (calibration_error(confidence, random.random(len(confidence)) < confidence) for _ in range(DRAWS))
    return float(np.mean(list(draws)))


def _least(cost: object, low: float, high: float) -> float:
    """Where a function with one valley is least: golden sections."""
    share = (math.sqrt(5) - 1) / 2
    left, right = high - share * (high - low), low + share * (high - low)
    at_left, at_right = cost(left), cost(right)
    for _ in range(STEPS):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - share * (high - low)
            at_left = cost(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + share * (high - low)
            at_right = cost(right)
        if high - low < 1e-4:
            break
    return (low + high) / 2
