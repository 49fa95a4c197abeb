"""Writes ../fixtures from real runs: python tests/make_fixtures.py (run it after every change of the contract)."""

import json
import sys
import tempfile
from pathlib import Path

# What is beside the tests, not what the image has installed.
sys.path.insert(0, str(Path(__file__).parent / "support"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from jobs import OWN_BOARD, TRAIN, Outcome, archive, run, spec  # noqa: E402
from pictures import data_members, draw, encode  # noqa: E402
from plans import make_plans  # noqa: E402

FIXTURES = Path(__file__).parents[1] / "fixtures"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        train = spec("train", TRAIN, boards=[OWN_BOARD])
        again, both = encode(draw("circle", 0), "BMP"), encode(draw("square", 50))
        extra = [("data/1/999", b"no picture"), ("data/0/997", again), ("data/0/995", both), ("data/1/996", both)]
        trained = run(root / "train", archive(train, [*data_members(12), *extra]))
        stored = [(name, trained.file(name)) for name in ("model.keras", "holdout.npz")]
        compile_job = spec("compile", {}, deadline_seconds=600)
        compiled = run(root / "compile", archive(compile_job, stored))
        picture = ("picture", encode(draw("square", 99)))
        models = [stored[0], ("model.tflite", compiled.file("model.tflite"))]
        predicted = run(root / "predict", archive(spec("predict", {}), [*models, picture]))
        failed = run(root / "failed", archive(spec("train", TRAIN | {"epochs": 0}), data_members(3)))
    _write("job.train.json", json.loads(train))
    _write("job.compile.json", json.loads(compile_job))
    for name, outcome in (("train", trained), ("compile", compiled), ("predict", predicted), ("failed", failed)):
        _write(f"result.{name}.json", outcome.result)
    lines = [json.dumps(event) for outcome in (trained, compiled, failed) for event in outcome.events]
    (FIXTURES / "events.jsonl").write_text("\n".join(lines) + "\n")
    _write_invalid(json.loads(train), trained)
    _write("plans.json", make_plans())


def _write_invalid(job: dict, trained: Outcome) -> None:
    """One fault each, named by the file."""
    result = trained.result
    artifact = result["artifacts"][0]
    _write("invalid/job.version.json", job | {"version": 2})
    _write("invalid/job.kind.json", job | {"kind": "dance"})
    _write("invalid/job.run-id.json", job | {"run_id": "1"})
    _write("invalid/job.deadline.json", job | {"deadline_seconds": 0})
    _write("invalid/job.classes.json", job | {"classes": ["circle", ""]})
    _write("invalid/job.parameters.json", job | {"parameters": []})
    _write("invalid/job.boards.json", job | {"boards": [{"id": "our-board"}]})
    _write("invalid/result.version.json", result | {"version": 2})
    _write("invalid/result.outcome.json", result | {"outcome": "maybe"})
    _write("invalid/result.artifact-name.json", result | {"artifacts": [artifact | {"name": "../model.keras"}]})
    _write("invalid/result.artifact-sha256.json", result | {"artifacts": [artifact | {"sha256": "ABC"}]})
    _write("invalid/result.problem.json", result | {"problems": [{"file_id": 0, "code": "", "message": ""}]})
    events = [
        {"type": "epoch", "epoch": 0, "epochs": 3},
        {"type": "artifact", "name": "model.keras", "bytes": -1, "sha256": ""},
        {"type": "unheard-of"},
        {"type": "result", "outcome": "maybe"},
        ["no object"],
    ]
    (FIXTURES / "invalid/events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))


def _write(name: str, value: object) -> None:
    path = FIXTURES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
