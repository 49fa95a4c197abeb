"""What fits where, and that the plan made before training tells the truth."""

import pytest
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import data_members

from tinymlaas_tf.boards import Need, board_ids, catalogue, fit_boards
from tinymlaas_tf.budget import parse_budget
from tinymlaas_tf.errors import BadInput


def test_every_board_names_its_source() -> None:
    for board in catalogue()["boards"]:
        assert board["source"] and board["flash_bytes"] > 100_000 and board["ram_bytes"] > 100_000
        assert all(row["kernels"] and row["source"] for row in board["latencies"])


def test_verdicts() -> None:
    small = {row["id"]: row["verdict"] for row in fit_boards(Need(30_000, 34_000, 600_000, 2))}
    large = {row["id"]: row for row in fit_boards(Need(600_000, 205_000, 10_000_000, 2))}
    assert set(small.values()) == {"fits"}
    assert large["wio-terminal"]["verdict"] == "no" and large["wio-terminal"]["flash_missing"] > 0
    assert "bytes of flash are missing" in large["wio-terminal"]["reason"]
    assert (large["nicla-vision"]["verdict"], large["nicla-vision"]["reason"]) == ("fits", None)
    assert large["tinymlaas-sketch"]["ram_missing"] == 205_000 - 188_416


def test_latency_is_scaled_and_names_its_kernels() -> None:
    rows = {row["id"]: row["latencies"] for row in fit_boards(Need(1, 1, 716_019, 2))}
    assert [(row["kernels"], row["milliseconds"]) for row in rows["esp32-s3"]][0] == ("ESP-NN", 5.4)
    assert rows["raspberry-pi-pico"] == []


def test_a_budget_says_why_not() -> None:
    budget = parse_budget({"target": "wio-terminal", "ram_bytes": 40_000})
    assert budget.reason_against(Need(30_000, 34_000, 1, 2)) is None
    assert "arena" in budget.reason_against(Need(30_000, 50_000, 1, 2))
    with pytest.raises(BadInput):
        parse_budget({"target": "toaster"})
    assert "esp32" in board_ids()


def test_the_plan_before_training_is_what_compiling_finds(trained: Outcome, compiled: Outcome) -> None:
    plan, real = trained.result["report"]["estimate"], compiled.result["report"]
    assert plan["activation_bytes"] == real["arena"]["activation_bytes"]
    assert abs(plan["arena_bytes"] - real["arena"]["recommended_bytes"]) <= 128
    assert abs(plan["model_bytes"] / real["variants"][0]["bytes"] - 1) < 0.12


def test_auto_keeps_the_smallest_that_is_good(tmp_path: object) -> None:
    parameters = TRAIN | {"architecture": "auto", "ram_bytes": 20_000, "epochs": 2}
    done = run(tmp_path, archive(spec("train", parameters), data_members(20)))
    assert done.code == 0, done.log
    report = done.result["report"]
    tried = {entry["architecture"]: entry for entry in report["candidates"]}
    assert tried["mobilenet_v1"]["accuracy"] is None and "arena" in tried["mobilenet_v1"]["skipped"]
    assert report["architecture"] == "tiny_cnn" or tried[report["architecture"]]["accuracy"] > tried["tiny_cnn"]["accuracy"]


def test_auto_says_when_nothing_fits(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", TRAIN | {"architecture": "auto", "ram_bytes": 1024}), data_members(10)))
    assert (done.code, done.result["error"]["code"]) == (65, "nothing-fits")
