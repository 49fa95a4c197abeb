"""Answers equal to a microcontroller's, also where TensorFlow Lite's fast kernels differ."""

import json
import re
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from jobs import Outcome

from tinymlaas_tf.conversion.run_tflm import run_tflm
from tinymlaas_tf.split.held import NONE
from tinymlaas_tf.split.holdout import Holdout
from tinymlaas_tf.split.split import Earlier
from tinymlaas_tf.events import Events
from tinymlaas_tf.job.parameters import Preprocessing

if TYPE_CHECKING:
    from tinymlaas_tf.compiling.measure_on_micro import OnMicro


@pytest.mark.parametrize("name", ["resnet8"])
def test_networks_with_add_are_bit_exact(name: str, tmp_path: Path) -> None:
    import keras

    from tinymlaas_tf.architectures.build import build_network
    from tinymlaas_tf.conversion.convert import convert_int8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model
    from tinymlaas_tf.conversion.run_tflite import run_tflite

    random = np.random.default_rng(1)
    model = build_network(name, Preprocessing(32, 32, 1, "stretch"), 3)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            size = layer.gamma.shape[0]
            spread = [random.uniform(0.5, 1.5, size), random.normal(0, 0.2, size)]
            layer.set_weights([*spread, random.normal(0, 0.1, size), random.uniform(0.02, 0.2, size)])
    pixels = random.integers(0, 256, (40, 32, 32, 1), np.uint8)
    int8 = convert_int8(export_saved_model(model, tmp_path / "saved"), pixels)
    inputs = (pixels.astype(np.int16) - 128).astype(np.int8)
    assert (run_tflm(int8, inputs, tmp_path).outputs == run_tflite(int8, pixels)).all()


def dense_model(outputs: int, work: Path) -> bytes:
    """A dense network with scores that are not saturated."""
    import keras

    from tinymlaas_tf.conversion.convert import convert_int8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model

    random = np.random.default_rng(1)
    picture = keras.Input((8, 8, 1))
    x = keras.layers.Flatten()(keras.layers.Conv2D(4, 3, 2)(keras.layers.Rescaling(1 / 255)(picture)))
    model = keras.Model(picture, keras.layers.Dense(outputs, activation="softmax")(x))
    kernel, bias = model.layers[-1].get_weights()
    model.layers[-1].set_weights([random.normal(0, 1, kernel.shape), bias])
    return convert_int8(export_saved_model(model, work / "saved"), noise(40))


def noise(count: int) -> np.ndarray:
    return np.random.default_rng(2).integers(0, 256, (count, 8, 8, 1), np.uint8)


def as_inputs(pixels: np.ndarray) -> np.ndarray:
    return (pixels.astype(np.int16) - 128).astype(np.int8)


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return dense_model(3, tmp_path_factory.mktemp("dense"))


def measure(model: bytes, pixels: np.ndarray, work: Path, limit: float) -> "tuple[OnMicro, list[dict], np.ndarray]":
    """What a compile finds of a model, the warnings it gives, and TensorFlow Lite's answers."""
    from tinymlaas_tf.conversion.flatbuffer import read_graph
    from tinymlaas_tf.split.held import Held
    from tinymlaas_tf.compiling.measure_on_micro import measure_on_micro
    from tinymlaas_tf.compiling.variant import measure_variant

    labels = np.arange(len(pixels)) % 3
    facts = {"classes": ["a", "b", "c"]}
    holdout = Holdout(pixels, Held(pixels, labels, labels + 1, labels * 0), NONE, Earlier(), facts)
    int8 = measure_variant("model.tflite", "int8", model, holdout, np.full((len(pixels), 3), 1 / 3))
    told = work / "events"
    with told.open("wb") as file:
        context = SimpleNamespace(events=Events(file), space=SimpleNamespace(work=work))
        found = measure_on_micro(context, int8, read_graph(model), holdout, limit)
    return found, [json.loads(line) for line in told.read_bytes().splitlines()], int8.outputs


def test_a_difference_explains_itself(dense: bytes, tmp_path: Path) -> None:
    found, told, lite = measure(dense, noise(600), tmp_path, 300)
    report = found.report
    differences = report["differences"]
    assert report["images"] == report["held_out"] == 600 and differences["images"] == 600 - report["identical"] > 0
    assert differences["units"] == np.abs(found.outputs.astype(int) - lite).max()
    assert differences["other_class"] == (found.outputs.argmax(1) != lite.argmax(1)).sum()
    assert differences["examined"] == min(32, differences["images"])
    origins = differences["operators"]
    # Which kernels this computer chooses depends on its processor; each rounds by one unit, and every difference begins somewhere.
    assert {origin["units"] for origin in origins} == {1} and sum(origin["images"] for origin in origins) >= differences["examined"]
    assert [origin["images"] for origin in origins] == sorted((origin["images"] for origin in origins), reverse=True)
    [warning] = told
    assert warning["code"] == "micro-differs"
    for part in (f"{differences['images']} of 600 held-out pictures", origins[0]["name"], "1 unit", "neither the model", "boards answer like TFLite Micro"):
        assert part in warning["message"]


def test_time_that_is_up_ends_the_measurement_only(dense: bytes, tmp_path: Path) -> None:
    found, told, _ = measure(dense, noise(300), tmp_path, 0.01)
    assert found.report == {"runs": False, "reason": "it had answered 0 of 300 held-out pictures after 0 seconds"}
    assert len(found.outputs) == 0 and found.arena["measured_bytes"] is None and found.arena["recommended_bytes"] > 0
    [warning] = told
    assert warning["code"] == "micro-unfinished" and "0 of 300" in warning["message"] and "longer deadline" in warning["message"]


def test_what_was_answered_in_time_counts(dense: bytes, tmp_path: Path) -> None:
    """However far it came: the answers are those of the first pictures."""
    whole = run_tflm(dense, as_inputs(noise(50)), tmp_path).outputs
    endless = np.concatenate([as_inputs(noise(50))] * 20_000)
    part = run_tflm(dense, endless, tmp_path, 4).outputs
    assert 0 < len(part) < len(endless)
    assert (part[:50] == whole[: len(part)]).all()


def test_the_limit_leaves_the_job_time() -> None:
    import signal

    from tinymlaas_tf.conversion.run_tflm import LIMIT, time_limit

    assert time_limit() == LIMIT
    signal.setitimer(signal.ITIMER_REAL, 120)
    try:
        assert 35 < time_limit() <= 40
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_vectors_are_tflite_micros_where_it_differs(compiled: Outcome, tmp_path: Path) -> None:
    report = compiled.result["report"]
    assert report["golden"] == {"images": 8, "answered_by": "tflite-micro"}
    with zipfile.ZipFile(compiled.out / "model_cpp.zip") as bundle:
        vectors = bundle.read("golden_vectors.cpp").decode()
        assert "answers to them in TensorFlow Lite Micro" in bundle.read("golden_vectors.h").decode()
    inputs, outputs = (np.array([int(number) for number in re.findall(r"-?\d+", part.split("{", 1)[1])], np.int8) for part in vectors.split("const int8_t")[1:])
    inputs = inputs.reshape(8, *report["input"]["shape"][1:])
    assert (run_tflm(compiled.file("model.tflite"), inputs, tmp_path).outputs.ravel() == outputs).all()


def test_vectors_prefer_the_answers_of_boards() -> None:
    from tinymlaas_tf.compiling.build_for_board import choose_golden

    pixels, lite = noise(5), np.zeros((5, 3), np.int8)
    micro, code = lite[:3] + 1, lite + 2
    first = choose_golden(pixels, micro, code, lite)
    assert first.answered_by == "tflite-micro" and (first.outputs == 1).all() and len(first.pixels) == 3
    assert choose_golden(pixels, micro[:0], code, lite).answered_by == "c"
    assert choose_golden(pixels, micro[:0], None, lite).answered_by == "tflite"
