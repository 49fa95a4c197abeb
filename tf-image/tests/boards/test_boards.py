"""What fits where, and that the plan made before training tells the truth."""

import json

import pytest
from jobs import OWN_BOARD, TRAIN, Outcome, archive, run, spec
from pictures import data_members

from tinymlaas_tf.boards.fit_boards import all_boards, fit_boards
from tinymlaas_tf.boards.need import Code, Need
from tinymlaas_tf.boards.budget import parse_budget
from tinymlaas_tf.errors import BadInput
from tinymlaas_tf.job.job import parse_job
from tinymlaas_tf.job.parameters import Preprocessing


def test_every_board_names_its_source() -> None:
    for board in all_boards():
        assert board["source"] and board["flash_bytes"] > 100_000 and board["ram_bytes"] > 100_000
        assert all(row["kernels"] and row["source"] for row in board["latencies"])


def test_verdicts() -> None:
    small = {row["id"]: row["verdict"] for row in fit_boards(Need(30_000, 34_000, 600_000, 2))}
    large = {row["id"]: row for row in fit_boards(Need(600_000, 205_000, 10_000_000, 2))}
    assert set(small.values()) == {"fits"}
    picture = {row["id"]: row for row in fit_boards(Need(30_000, 34_000, 600_000, 3, picture=(32, 32, 1), operators=("ADD",)))}
    reason = picture["tinymlaas-sketch-pico"]["reason"]
    assert "not 32x32" in reason and "two classes, not 3" in reason and "does not know ADD" in reason
    assert picture["esp32"]["verdict"] == "fits"
    assert large["wio-terminal"]["verdict"] == "no" and large["wio-terminal"]["flash_missing"] > 0
    assert "bytes of flash are missing" in large["wio-terminal"]["reason"]
    assert (large["nicla-vision"]["verdict"], large["nicla-vision"]["reason"]) == ("fits", None)
    assert large["tinymlaas-sketch"]["ram_missing"] == 205_000 - 188_416


def test_each_runtime_has_its_verdict() -> None:
    need = Need(600_000, 180_000, 1, 2, 200_000, ("CONV_2D",), (96, 96, 1), Code(400_000, 60_000, 320))
    rows = {row["id"]: {one["name"]: one for one in row["runtimes"]} for row in fit_boards(need)}
    assert [rows["esp32"][name]["verdict"] for name in ("c", "tflite-micro")] == ["fits", "no"]
    assert "18208 bytes of RAM are missing" in rows["esp32"]["tflite-micro"]["reason"]
    eye = rows["esp-eye"]["tflite-micro"]
    assert (eye["verdict"], eye["reason"], eye["psram"]) == ("tight", None, True) and not rows["esp-eye"]["c"]["psram"]
    assert "tflite-micro-cmsis-nn" not in rows["raspberry-pi-pico"] and "c" not in rows["tinymlaas-sketch"]
    nano = rows["arduino-nano-33-ble-sense"]
    assert nano["tflite-micro-cmsis-nn"]["flash_needed"] - nano["tflite-micro"]["flash_needed"] == 108_364 - 65_004


# Bytes of arena that TensorFlow Lite Micro really used on an emulated Cortex-M4: reference kernels, CMSIS-NN.
MEASURED = (
    ("tiny_cnn", 32, 32, 1, 10, 5_444, 8_580), ("tiny_cnn", 17, 23, 1, 2, 7_556, 12_804), ("tiny_cnn", 96, 96, 3, 2, 51_140, 51_284),
    ("small_cnn", 37, 53, 3, 2, 36_772, 36_836), ("mobilenet_v1", 32, 32, 1, 10, 35_076, 35_108),
    ("mobilenet_v2", 32, 32, 1, 10, 43_940, 43_972), ("resnet8", 32, 32, 1, 10, 54_804, 55_444),
)  # fmt: skip


@pytest.mark.parametrize(("name", "height", "width", "channels", "classes", "reference", "cmsis"), MEASURED)
def test_the_arena_suffices_for_both_kernel_libraries(
    name: str, height: int, width: int, channels: int, classes: int, reference: int, cmsis: int
) -> None:
    from tinymlaas_tf.architectures.build import build_network
    from tinymlaas_tf.architectures.plan_network import int8_graph
    from tinymlaas_tf.conversion.estimate_arena import estimate_arena

    arena = estimate_arena(int8_graph(build_network(name, Preprocessing(width, height, channels, "stretch"), classes)))
    assert reference <= arena.estimated <= reference + 300 and cmsis <= arena.cmsis_nn <= cmsis + 400
    assert arena.recommended >= cmsis + 800 and arena.recommended_mve >= arena.recommended


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
    assert "esp32" in {board["id"] for board in all_boards()}


def test_a_board_of_the_operators_is_judged_like_the_others() -> None:
    need = Need(30_000, 30_000, 1, 2, code=Code(20_000, 8_000, 320))
    row = fit_boards(need, [OWN_BOARD])[-1]
    assert (row["id"], row["verdict"], row["flash_bytes"]) == ("our-board", "fits", 524_288)
    assert len(fit_boards(need, [OWN_BOARD])) == len(fit_boards(need)) + 1
    assert "bytes of flash are missing" in fit_boards(Need(500_000, 1, 1, 2), [OWN_BOARD])[-1]["reason"]
    budget = parse_budget({"target": "our-board"}, [OWN_BOARD])
    assert budget.reason_against(need) is None and "Our board" in budget.reason_against(Need(500_000, 1, 1, 2))
    with pytest.raises(BadInput):
        parse_budget({"target": "our-board"})


def test_rows_that_are_no_boards_are_no_job() -> None:
    job = {"version": 1, "kind": "train", "run_id": "5b0c1f3e-8a51-4a52-9d0f-0c1d2e3f4a5b", "deadline_seconds": 1, "classes": [], "parameters": {}}
    assert parse_job(json.dumps(job | {"boards": [OWN_BOARD]}).encode()).boards == (OWN_BOARD,)
    for boards in ([{}], {}, [OWN_BOARD | {"ram_bytes": "much"}], [OWN_BOARD] * 51):
        with pytest.raises(BadInput, match="boards"):
            parse_job(json.dumps(job | {"boards": boards}).encode())


def test_the_plan_before_training_is_what_compiling_finds(trained: Outcome, compiled: Outcome) -> None:
    plan, real = trained.result["report"]["estimate"], compiled.result["report"]
    assert plan["activation_bytes"] == real["arena"]["activation_bytes"]
    assert abs(plan["arena_bytes"] - real["arena"]["recommended_bytes"]) <= 128
    assert abs(plan["model_bytes"] / real["variants"][0]["bytes"] - 1) < 0.12


def test_both_reports_have_a_verdict_about_the_operators_board(trained: Outcome, compiled: Outcome) -> None:
    plan, real = trained.result["report"]["estimate"], compiled.result["report"]
    assert [report["boards"][-1]["id"] for report in (plan, real)] == ["our-board"] * 2
    assert trained.result["report"]["settings"]["budget"] == {
        "target": "our-board", "flash_bytes": None, "ram_bytes": None, "seconds": None,
    }  # fmt: skip


def test_auto_says_when_nothing_fits(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", TRAIN | {"architecture": "auto", "ram_bytes": 1024}), data_members(10)))
    assert (done.code, done.result["error"]["code"]) == (65, "nothing-fits")


def test_the_card_says_psram_and_ranges() -> None:
    from tinymlaas_tf.emit.model_card import _boards

    need = Need(600_000, 180_000, 716_019, 2, 200_000, ("CONV_2D",), (96, 96, 1), Code(400_000, 300_000, 320))
    page = _boards(fit_boards(need))
    assert page.count("tight, in PSRAM") == 1 and "5.4 ms (1.7 to 17.5, ESP-NN)" in page
