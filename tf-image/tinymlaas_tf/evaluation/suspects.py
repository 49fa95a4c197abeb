"""Pictures whose label looks wrong, by models that did not learn them."""

from collections.abc import Sequence

import numpy as np

from ..first_within import first_within

MOST, MOST_BYTES = 50, 50_000


def find_suspects(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Rows whose label is doubted, the most doubtful first. `scores` [n, classes] must be of models that did not learn these pictures.

    Confident learning (Northcutt et al., Journal of Artificial Intelligence Research 70, 2021): a class is confident of a picture where
    its score reaches the mean of those pictures that bear its label. Where the likeliest such class is not the label, that is doubted.
    """
    count = scores.shape[1]
    support = np.bincount(truth, minlength=count)
    own = scores[np.arange(len(truth)), truth]
    usual = np.bincount(truth, own, count) / np.maximum(support, 1)
    confident = np.where((scores >= usual) & (support > 0), scores, -1.0)
    claimed = confident.argmax(1)
    doubted = np.flatnonzero((confident.max(1) > 0) & (claimed != truth) & (scores.argmax(1) == claimed))
    return doubted[np.argsort(own[doubted] - scores[doubted, claimed[doubted]], kind="stable")]


def describe_suspects(scores: np.ndarray, truth: np.ndarray, file_ids: np.ndarray, classes: Sequence[str], used: int) -> dict[str, object]:
    """The `suspects` of a report: `images` of the `used` pictures could be looked at; at most 50 are named, in 50 kB."""
    rows = find_suspects(scores, truth)
    named = (
        {
            "file_id": int(file_ids[row]),
            "label": classes[truth[row]],
            "suggested": classes[int(scores[row].argmax())],
            "confidence": float(scores[row].max()),
            "own": float(scores[row, truth[row]]),
        }
        for row in rows[:MOST].tolist()
    )
    return {"images": len(truth), "used": used, "found": len(rows), "pictures": first_within(named, MOST_BYTES)}
