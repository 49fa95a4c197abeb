"""A report small enough for a card, however many classes it has."""

from collections.abc import Mapping

import numpy as np

MOST = 64
MOST_CONFUSED = 20
Report = dict[str, object]


def bounded_report(report: Mapping[str, object]) -> Report:
    """With `class_count`; of more than 64 classes only the first, the figures of those that are recognised worst, and the
    most frequent confusions instead of the whole table."""
    count = len(report["classes"])
    card = {"class_count": count, **report}
    if count <= MOST:
        return card
    card |= {name: list(report[name])[:MOST] for name in ("classes", "natural_order")}
    card["variants"] = [
        variant | {"evaluation": _bounded_evaluation(variant["evaluation"], report["classes"])} for variant in report["variants"]
    ]
    return card


def _bounded_evaluation(evaluation: Report, classes: list[str]) -> Report:
    """`confusion` null, `per_class` the worst 64 by F1, and `most_confused`."""
    confusion = np.array(evaluation["confusion"])
    np.fill_diagonal(confusion, 0)
    frequent = np.argsort(-confusion, axis=None, kind="stable")[:MOST_CONFUSED]
    places = [(int(place) // len(classes), int(place) % len(classes)) for place in frequent]
    return evaluation | {
        "confusion": None,
        "most_confused": [
            {"label": classes[row], "predicted": classes[column], "count": int(confusion[row, column])}
            for row, column in places
            if confusion[row, column]
        ],
        "per_class": sorted(evaluation["per_class"], key=lambda row: row["f1"] or 0)[:MOST],
    }
