"""Figures against ones worked out by hand."""

import numpy as np
import pytest

from tinymlaas_tf.evaluation.metrics import evaluate, roc_auc

SCORES = np.array([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.3, 0.7]], np.float32)
TRUTH = np.array([0, 0, 1, 1])


def test_by_hand() -> None:
    figures = evaluate(SCORES, TRUTH, np.array([11, 12, 13, 14]), ("no", "yes"))
    assert figures["accuracy"] == 0.75 and figures["confusion"] == [[1, 1], [0, 2]]
    assert figures["per_class"][1] == {"label": "yes", "precision": 2 / 3, "recall": 1.0, "f1": 0.8, "support": 2}
    assert figures["worst"] == [{"file_id": 12, "label": "no", "predicted": "yes", "confidence": pytest.approx(0.6)}]
    assert figures["loss"] == pytest.approx(-np.log([0.9, 0.4, 0.8, 0.7]).mean(), rel=1e-5)


def test_auc_counts_ties_half() -> None:
    assert roc_auc(np.array([0.1, 0.5, 0.5, 0.9]), np.array([False, False, True, True])) == 0.875
    assert roc_auc(np.array([0.1]), np.array([True])) is None


def test_a_class_that_nothing_was_taken_for_has_no_precision() -> None:
    figures = evaluate(np.array([[0.9, 0.1], [0.8, 0.2]]), np.array([0, 1]), np.array([1, 2]), ("a", "b"))
    assert figures["per_class"][1]["precision"] is None and figures["per_class"][1]["recall"] == 0
