"""result.json stays below what the relay reads, whatever a job has to tell."""

import json

import pytest

from tinymlaas_tf.fit_result import MAX_RESULT_BYTES, fit_result

LABEL = "class " * 4


def evaluation(classes: int) -> dict[str, object]:
    row = {"label": LABEL, "precision": 0.123456789012345, "recall": 0.5, "f1": 0.5, "support": 10}
    return {"accuracy": 0.5, "confusion": [[10] * classes] * classes, "per_class": [row] * classes, "worst": []}


def result(classes: int, problems: int = 0, same: int = 0, files: int = 2) -> dict[str, object]:
    problem = {"file_id": 2**31 - 1, "code": "truncated", "message": "The file ends in the middle of the picture."}
    group = {"code": "copy", "files": [{"file_id": 2**31 - 1, "label": LABEL}] * files, "kept": 1, "message": "x" * 100}
    report = {
        "classes": [LABEL] * classes, "evaluation": evaluation(classes), "warnings": [], "same_pictures": [group] * same,
        "variants": [{"name": "model.tflite", "evaluation": evaluation(classes)}, {"name": "other.tflite", "evaluation": None}],
    }
    return {"outcome": "succeeded", "report": report, "problems": [problem] * problems}


def test_what_fits_is_left_as_it_is():
    small = result(10, problems=10, same=10)
    assert json.loads(fit_result(small)) == small


@pytest.mark.parametrize(
    "large", [result(1000), result(2, problems=100_000), result(2, same=1000, files=100), result(1000, 100_000, 1000, 100)]
)
def test_what_does_not_fit_is_shortened_and_says_so(large):
    text = fit_result(large)
    assert len(text) <= MAX_RESULT_BYTES
    report = json.loads(text)["report"]
    assert [warning["code"] for warning in report["warnings"]] == ["report-shortened"]
    assert report["classes"] == large["report"]["classes"]
    assert report["evaluation"]["accuracy"] == 0.5


def test_tables_go_only_when_fewer_files_are_not_enough():
    report = json.loads(fit_result(result(50, problems=100_000)))["report"]
    assert len(report["evaluation"]["confusion"]) == 50


def test_a_failure_with_very_many_problems_fits():
    failed = {"outcome": "failed", "report": {}, "problems": result(2, problems=100_000)["problems"]}
    assert len(fit_result(failed)) <= MAX_RESULT_BYTES
