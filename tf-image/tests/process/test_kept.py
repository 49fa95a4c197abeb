"""A model that stays loaded for the next picture."""

import json
import signal
from subprocess import Popen

from jobs import Members, Outcome, archive, outcome, run, spec, start
from pictures import draw, encode

JOB = "predict"
PICTURES = [encode(draw("square", 99)), encode(draw("circle", 7))]


def ask(process: Popen, stream: bytes) -> list[dict]:
    """The events of one job of a process that goes on."""
    process.stdin.write(stream)
    process.stdin.flush()
    events = []
    while not events or events[-1]["type"] != "result":
        line = process.stdout.readline()
        assert line, process.stderr.read()
        events.append(json.loads(line))
    return events


def scores(root: object) -> list[object]:
    report = json.loads((root / "out" / "result.json").read_text())["report"]
    return [report["float"], report["int8"], report["preprocessing"]]


def models(trained: Outcome, compiled: Outcome) -> Members:
    return [("model.keras", trained.file("model.keras")), ("model.tflite", compiled.file("model.tflite"))]


def test_later_pictures_come_without_the_model_and_get_the_same_answers(trained: Outcome, compiled: Outcome, tmp_path: object) -> None:
    both = models(trained, compiled)
    kept = start(tmp_path / "kept", "run", "--warm")
    assert kept.stdout.readline() == b'{"type": "ready"}\n'
    for number, picture in enumerate(PICTURES):
        members = [*(both if number == 0 else []), ("picture", picture)]
        result = ask(kept, archive(spec(JOB, {}, keep="mine"), members))[-1]
        assert result["outcome"] == "succeeded"
        assert result["manifest"] == json.loads((tmp_path / "kept" / "out" / "result.json").read_text())
        alone = run(tmp_path / str(number), archive(spec(JOB, {}), [*both, ("picture", picture)]))
        assert alone.code == 0, alone.log
        assert "manifest" not in alone.events[-1]
        assert scores(tmp_path / "kept") == scores(tmp_path / str(number))
    kept.stdin.write(b"\0")
    kept.stdin.flush()
    assert kept.stdout.readline() == b'{"type": "ready"}\n'
    kept.stdin.close()
    assert kept.wait(20) == 128 + signal.SIGTERM


def test_another_models_job_is_refused_and_ends_it(trained: Outcome, compiled: Outcome, tmp_path: object) -> None:
    members = [*models(trained, compiled)[1:], ("picture", PICTURES[0])]
    kept = start(tmp_path)
    ask(kept, archive(spec(JOB, {}, keep="mine"), members))
    stdout, stderr = kept.communicate(archive(spec(JOB, {}, keep="yours"), members), timeout=60)
    assert outcome(tmp_path, 65, stdout, stderr).result["error"]["code"] == "other-model"
    assert kept.returncode == 65


def test_only_a_prediction_keeps_something(tmp_path: object) -> None:
    assert run(tmp_path, archive(spec("train", {}, keep="mine"))).result["error"]["code"] == "bad-job"
