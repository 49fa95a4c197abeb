"""Whether further training made a model better: both versions on the held-out pictures of both trainings."""

from pathlib import Path

import keras
import numpy as np

from ..data.dataset import Dataset
from ..data.holdout import Holdout
from ..training.score_pictures import score_pictures
from .load_network import load_network

Comparison = dict[str, object]


def compare_versions(before: Path, after: keras.Model, stored: Holdout, dataset: Dataset) -> Comparison:
    """The `comparison` of a report. The new version is refused when fewer pictures are right than before.

    A picture that was held out before and is in the dataset again counts once, with the earlier ones.
    """
    earlier = load_network(before)
    known = set(stored.file_ids.tolist())
    fresh = np.array([row for row in dataset.test.tolist() if int(dataset.file_ids[row]) not in known], np.int64)
    sets = [("earlier", stored.pixels, stored.labels)]
    if len(fresh) and not dataset.measures_training:
        sets.append(("dataset", dataset.pixels[fresh], dataset.labels[fresh]))
    parts = [{"of": name, "images": len(labels)} | {
        when: int((score_pictures(model, pixels, np.arange(len(labels))).argmax(1) == labels).sum())
        for when, model in (("before", earlier), ("after", after))
    } for name, pixels, labels in sets]  # fmt: skip
    whole = {key: sum(part[key] for part in parts) for key in ("images", "before", "after")}
    return _shares(whole) | {"parts": [{"of": part["of"]} | _shares(part) for part in parts], "refused": _reason(whole)}


def _shares(counts: dict[str, int]) -> dict[str, object]:
    images = counts["images"]
    return {"images": images, "before": counts["before"] / images, "after": counts["after"] / images}


def _reason(counts: dict[str, int]) -> str | None:
    if counts["after"] >= counts["before"]:
        return None
    return (
        f"Of {counts['images']} held-out pictures of the earlier trainings and this one, {counts['after']} are right after it and "
        f"{counts['before']} were before. The version is kept, but the model stays as it was. More epochs, more pictures of what it "
        "forgot, or a smaller learning_rate help."
    )
