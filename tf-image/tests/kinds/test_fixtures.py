"""The fixtures that the relay's tests parse as well."""

import json
from pathlib import Path

import pytest

from tinymlaas_tf.errors import BadInput
from tinymlaas_tf.job.job import parse_job

FIXTURES = Path(__file__).parents[2] / "fixtures"
RESULT_KEYS = {"version", "kind", "run_id", "outcome", "artifacts", "report", "problems", "error"}


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("job.*.json")), ids=lambda path: path.name)
def test_jobs_are_understood(path: Path) -> None:
    assert parse_job(path.read_bytes()).kind == path.name.split(".")[1]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("invalid/job.*.json")), ids=lambda path: path.name)
def test_invalid_jobs_are_refused(path: Path) -> None:
    with pytest.raises(BadInput):
        parse_job(path.read_bytes())


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("result.*.json")), ids=lambda path: path.name)
def test_results_have_the_shape(path: Path) -> None:
    result = json.loads(path.read_text())
    assert result.keys() == RESULT_KEYS
    assert (result["outcome"] == "failed") == (result["error"] is not None)


def test_reports_have_the_keys_of_a_run_today(trained: object, compiled: object) -> None:
    for name, done in (("train", trained), ("compile", compiled)):
        fixture = json.loads((FIXTURES / f"result.{name}.json").read_text())
        assert fixture["report"].keys() == done.result["report"].keys(), "run tests/make_fixtures.py"


def test_events_are_one_object_a_line() -> None:
    events = [json.loads(line) for line in (FIXTURES / "events.jsonl").read_text().splitlines()]
    assert {event["type"] for event in events} >= {"started", "phase", "dataset", "epoch", "artifact", "error", "result"}
