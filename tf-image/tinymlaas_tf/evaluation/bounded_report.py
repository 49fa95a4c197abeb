"""A report of bounded size, however many classes it has, and the file that has what it leaves out."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..first_within import encode

MOST = 100
MOST_CONFUSED = 20
DETAILS = "evaluation.json"
Report = dict[str, object]


def bounded_report(report: Mapping[str, object]) -> Report:
    """With `class_count` and `details`. Up to 100 classes `details` is None and the rest as it was.

    Of more classes the first 100, the figures of the 100 that are recognised worst, and the most frequent confusions
    instead of the whole table; `details` then names the artifact with everything.
    """
    classes = report["classes"]
    bounded = {"class_count": len(classes), "details": None, **report}
    if len(classes) <= MOST:
        return bounded
    bounded |= {name: list(report[name])[:MOST] for name in ("classes", "natural_order") if name in report}
    if "evaluation" in report:
        bounded["evaluation"] = _bounded_evaluation(report["evaluation"], classes)
    if "variants" in report:
        bounded["variants"] = [one | {"evaluation": _bounded_evaluation(one["evaluation"], classes)} for one in report["variants"]]
    return bounded | {"details": DETAILS}


def evaluation_details(classes: Sequence[str], evaluations: Mapping[str, Report]) -> bytes:
    """evaluation.json: all labels once, and of every model all classes' figures and all confusions, by class index."""
    details = {
        "classes": classes,
        "evaluations": {name: _without_labels(evaluation) for name, evaluation in evaluations.items()},
    }
    return encode(details)


def _bounded_evaluation(evaluation: Report, classes: Sequence[str]) -> Report:
    """`confusion` null, `per_class` the worst 100 by F1, and `most_confused`."""
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


def _without_labels(evaluation: Report) -> Report:
    """`per_class` in the order of the classes; `confusion` as [true class, predicted class, count], without zeros."""
    confusion = np.array(evaluation["confusion"])
    rows, columns = confusion.nonzero()
    return {
        "images": evaluation["images"],
        "accuracy": evaluation["accuracy"],
        "confusion": np.stack([rows, columns, confusion[rows, columns]], 1),
        "per_class": [{name: value for name, value in row.items() if name != "label"} for row in evaluation["per_class"]],
    }
