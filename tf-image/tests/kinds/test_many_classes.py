"""Hundreds of classes: what a board's SOFTMAX cannot do, and cards that stay small."""

import json
from pathlib import Path

import numpy as np
import pytest
from jobs import archive, run, spec
from PIL import Image
from pictures import encode

from tinymlaas_tf.boards.fit_boards import MOST_OUTPUTS, fit_boards
from tinymlaas_tf.boards.need import Need
from tinymlaas_tf.boards.budget import parse_budget
from tinymlaas_tf.emit.model_card import model_card_html
from tinymlaas_tf.evaluation.bounded_report import bounded_report, evaluation_details
from tinymlaas_tf.evaluation.metrics import evaluate
from tinymlaas_tf.plots.comparison import plot_comparison
from tinymlaas_tf.plots.confusion import plot_confusion

LIMIT = 1_000_000


def int8_model(outputs: int, folder: Path) -> bytes:
    """A dense network whose scores for a black picture are all equal."""
    import keras

    from tinymlaas_tf.conversion.convert import convert_int8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model

    random = np.random.default_rng(1)
    picture = keras.Input((8, 8, 1))
    x = keras.layers.Flatten()(keras.layers.Conv2D(4, 3, 2)(keras.layers.Rescaling(1 / 255)(picture)))
    model = keras.Model(picture, keras.layers.Dense(outputs, activation="softmax")(x))
    kernel, bias = model.layers[-1].get_weights()
    model.layers[-1].set_weights([random.normal(0, 1, kernel.shape), bias])
    return convert_int8(export_saved_model(model, folder / "saved"), random.integers(0, 256, (6, 8, 8, 1), np.uint8))


def test_softmax_of_tflite_micro_aborts_where_we_say(tmp_path: Path) -> None:
    from tinymlaas_tf.conversion.run_tflm import MicroRefused, run_tflm

    black = np.full((1, 8, 8, 1), -128, np.int8)
    assert run_tflm(int8_model(MOST_OUTPUTS, tmp_path), black, tmp_path).outputs.shape == (1, MOST_OUTPUTS)
    with pytest.raises(MicroRefused, match="SIGABRT"):
        run_tflm(int8_model(MOST_OUTPUTS + 1, tmp_path), black, tmp_path)


def test_no_board_is_told_to_fit_what_would_abort() -> None:
    assert {row["verdict"] for row in fit_boards(Need(30_000, 34_000, 1, MOST_OUTPUTS))} == {"fits"}
    rows = fit_boards(Need(30_000, 34_000, 1, MOST_OUTPUTS + 1))
    assert {row["verdict"] for row in rows} == {"no"}
    assert all(row["reason"].startswith("512 classes: TFLite Micro's SOFTMAX aborts") for row in rows)
    assert "SOFTMAX" in parse_budget({"target": "esp32"}).reason_against(Need(30_000, 34_000, 1, 600))


def report_of(classes: list[str]) -> dict:
    count = len(classes)
    random = np.random.default_rng(1)
    scores = random.random((2 * count, count))
    truth = np.tile(np.arange(count), 2)
    evaluation = evaluate(scores / scores.sum(1, keepdims=True), truth, np.arange(2 * count) + 1, classes)
    kinds = ("int8", "float32", "int16x8")
    return {
        "classes": classes, "natural_order": classes[::-1], "architecture": "tiny_cnn", "params": 1, "macs": 1,
        "preprocessing": {"width": 96, "height": 96, "channels": 1, "resize": "pad"},
        "variants": [{"name": f"model_{kind}.tflite", "kind": kind, "bytes": 1000, "evaluation": evaluation} for kind in kinds],
        "split": None, "initial_weights": None, "agreement": {"images": 2 * count, "same": count, "share": 0.5}, "micro": None,
        "arena": {"recommended_bytes": 1000}, "boards": fit_boards(Need(30_000, 34_000, 1, count)), "candidates": [],
    }  # fmt: skip


@pytest.mark.parametrize("count", [2, 100, 101, 1000])
def test_cards_stay_small(count: int) -> None:
    report = report_of([f"{number} {'🚗' * 250}" for number in range(count)])
    card = bounded_report(report)
    assert card["class_count"] == count
    assert len(json.dumps(card, ensure_ascii=False, indent=1).encode()) < LIMIT
    int8 = report["variants"][0]["evaluation"]
    plots = {"comparison.png": plot_comparison(report["variants"], report["boards"]), "confusion.png": plot_confusion(int8["confusion"], report["classes"], "x")}
    page = model_card_html(card, plots)
    assert len(page.encode()) < LIMIT
    if count <= 100:
        assert card == report | {"class_count": count, "details": None}
    else:
        shown = card["variants"][0]["evaluation"]
        assert shown["confusion"] is None and len(shown["per_class"]) == 100 and len(shown["most_confused"]) == 20
        assert max(row["f1"] or 0 for row in shown["per_class"]) <= sorted(row["f1"] or 0 for row in int8["per_class"])[99]
        assert f"The 100 of {count} classes that are recognised worst" in page
        assert np.sum(int8["confusion"]) == 2 * count and np.shape(int8["confusion"]) == (count, count)


def test_nothing_is_lost_that_a_report_leaves_out() -> None:
    report = report_of([f"{number:04}" for number in range(1000)])
    evaluation = report["variants"][0]["evaluation"]
    details = json.loads(evaluation_details(report["classes"], {"model.tflite": evaluation}))
    assert details["classes"] == report["classes"]
    kept = details["evaluations"]["model.tflite"]
    confusion = np.zeros((1000, 1000), int)
    for true, predicted, images in kept["confusion"]:
        confusion[true, predicted] = images
    assert confusion.tolist() == evaluation["confusion"]
    assert [{"label": label, **row} for label, row in zip(details["classes"], kept["per_class"], strict=True)] == evaluation["per_class"]


def test_a_training_of_a_thousand_classes_is_reported_within_a_mebibyte(tmp_path: Path) -> None:
    """Labels as long as the relay takes them, every character of four bytes; every picture of the first class is in all others, too."""
    classes = tuple(f"{number:04}{'🚗' * 196}" for number in range(1000))
    members = [(f"data/{label}/{1000 * turn + label + 1}", speckled(label, turn)) for label in range(1000) for turn in range(2)]
    copies = [(f"data/{label}/{10_000 + label}", speckled(5000, 0)) for label in range(1000)]
    broken = [(f"data/{row % 1000}/{20_000 + row}", b"no picture") for row in range(10_000)]
    job = {"epochs": 1, "img_width": 8, "img_height": 8, "batch_size": 64, "lossfunc": "Categorical crossentropy", "architecture": "tiny_cnn"}
    trained = run(tmp_path / "train", archive(spec("train", job, classes), [*members, *copies, *broken]))
    assert trained.code == 0, trained.log[-2000:]
    stored = [(name, trained.file(name)) for name in ("model.keras", "holdout.npz")]
    compiled = run(tmp_path / "compile", archive(spec("compile", {"int16x8": True}, classes), stored))
    assert compiled.code == 0, compiled.log[-2000:]
    models = [stored[0], ("model.tflite", compiled.file("model.tflite")), ("picture", speckled(1, 0))]
    predicted = run(tmp_path / "predict", archive(spec("predict", {}, classes), models))
    assert predicted.code == 0, predicted.log[-2000:]
    sizes = {name: len(done.file("result.json")) for name, done in (("train", trained), ("compile", compiled), ("predict", predicted))}
    print(sizes)
    assert max(sizes.values()) <= 1_000_000
    for done in (trained, compiled):
        report = done.result["report"]
        assert (report["class_count"], report["details"], report["classes"]) == (1000, "evaluation.json", list(classes[:100]))
        assert json.loads(done.file("evaluation.json"))["classes"] == list(classes)
    assert len(trained.result["problems"]) > 1000 and trained.result["report"]["images"]["rejected"] == 10_000
    scores = [row["score"] for row in predicted.result["report"]["float"]["scores"]]
    assert len(scores) == 100 and max(scores) == predicted.result["report"]["float"]["confidence"]


def speckled(label: int, turn: int) -> bytes:
    """Noise that is never the same twice."""
    return encode(Image.fromarray(np.random.default_rng([label, turn]).integers(0, 256, (8, 8), np.uint8)))
