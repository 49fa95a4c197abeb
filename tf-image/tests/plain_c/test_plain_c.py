"""The model as C: the same answers, a library that builds, and refusals that say what to do."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
from jobs import Outcome, archive, run, spec

from tinymlaas_tf.job.parameters import Preprocessing

needs_compiler = pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not installed")
ARCHITECTURES = ("tiny_cnn", "small_cnn", "mobilenet_v1", "mobilenet_v1_010", "mobilenet_v2", "resnet8")


def convert(name: str, shape: Preprocessing, classes: int, work: Path, dead: int = 0) -> tuple[bytes, np.ndarray]:
    """An int8 model with batch norms as different as after a training, the first `dead` channels without weights, and pictures."""
    import keras

    from tinymlaas_tf.architectures.build import build_network
    from tinymlaas_tf.conversion.convert import convert_int8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model

    random = np.random.default_rng(1)
    model = build_network(name, shape, classes)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            size = layer.gamma.shape[0]
            spread = [random.uniform(0.5, 1.5, size), random.normal(0, 0.2, size)]
            spread[0][:dead] = 1e-12
            layer.set_weights([*spread, random.normal(0, 0.1, size), random.uniform(0.02, 0.2, size)])
    pixels = random.integers(0, 256, (16, shape.height, shape.width, shape.channels), np.uint8)
    # Scores of random networks are saturated, and those prove little.
    dense = model.get_layer("scores")
    features = keras.Model(model.input, dense.input)(pixels.astype(np.float32)).numpy()
    kernel, _ = dense.get_weights()
    logits = features @ kernel
    dense.set_weights([kernel / logits.std(0), -(logits / logits.std(0)).mean(0)])
    return convert_int8(export_saved_model(model, work / "saved"), pixels), pixels


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_every_architecture_answers_like_tflite_micro(name: str, tmp_path: Path) -> None:
    from tinymlaas_tf.conversion.flatbuffer import read_graph
    from tinymlaas_tf.conversion.plan_arena import plan_arena
    from tinymlaas_tf.conversion.run_tflm import run_tflm
    from tinymlaas_tf.plain_c.run_c import run_c
    from tinymlaas_tf.plain_c.write_c import write_c

    model, pixels = convert(name, Preprocessing(29, 22, 3, "stretch"), 3, tmp_path)
    code = write_c(model, "net", ("a", "b@c", "d"))
    inputs = (pixels.astype(np.int16) - 128).astype(np.int8)
    answers = run_c(code, inputs, tmp_path / "c")
    assert (answers == run_tflm(model, inputs, tmp_path).outputs).all()
    assert code.buffer_bytes <= 1.05 * plan_arena(read_graph(model))
    assert "b@c" in code.header and "net@" not in code.source


def test_channels_without_weights_are_written_too(tmp_path: Path) -> None:
    """As pretrained networks have them: the converter gives them the largest bias."""
    from tinymlaas_tf.conversion.run_tflm import run_tflm
    from tinymlaas_tf.plain_c.network import read_network
    from tinymlaas_tf.plain_c.run_c import run_c
    from tinymlaas_tf.plain_c.write_c import write_c

    model, pixels = convert("mobilenet_v1", Preprocessing(32, 32, 1, "stretch"), 2, tmp_path, dead=2)
    biases = [step.inputs[2].data for step in read_network(model).steps if len(step.inputs) == 3]
    assert max(int(np.abs(bias.astype(np.int64)).max()) for bias in biases) >= (1 << 30) - 256
    inputs = (pixels.astype(np.int16) - 128).astype(np.int8)
    assert (run_c(write_c(model, "net", ("a", "b")), inputs, tmp_path / "c") == run_tflm(model, inputs, tmp_path).outputs).all()


def test_pools_pads_and_requantising_too(tmp_path: Path) -> None:
    import keras

    from tinymlaas_tf.conversion.convert import convert_int8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model
    from tinymlaas_tf.conversion.flatbuffer import read_graph
    from tinymlaas_tf.conversion.run_tflm import run_tflm
    from tinymlaas_tf.plain_c.run_c import run_c
    from tinymlaas_tf.plain_c.write_c import write_c

    picture = keras.Input((17, 13, 1))
    x = keras.layers.Conv2D(4, 3)(keras.layers.Rescaling(1 / 255)(picture))
    x = keras.layers.ZeroPadding2D(((1, 2), (0, 1)))(x)
    x = keras.layers.ReLU(6)(keras.layers.Conv2D(8, 3, 2)(x))
    x = keras.layers.AveragePooling2D(3, 2, "same")(x)
    x = keras.layers.Add()([x, keras.layers.Conv2D(8, 1)(x)])
    scores = keras.layers.Dense(3, activation="softmax")(keras.layers.Flatten()(x))
    pixels = np.random.default_rng(2).integers(0, 256, (16, 17, 13, 1), np.uint8)
    model = convert_int8(export_saved_model(keras.Model(picture, scores), tmp_path / "saved"), pixels)
    names = {operator.name for operator in read_graph(model).operators}
    assert {"AVERAGE_POOL_2D", "ADD", "PAD"} <= names
    inputs = (pixels.astype(np.int16) - 128).astype(np.int8)
    answers = run_c(write_c(model, "net", "abc"), inputs, tmp_path / "c")
    assert (answers == run_tflm(model, inputs, tmp_path).outputs).all()


def test_another_operator_is_refused(tmp_path: Path) -> None:
    import keras

    from tinymlaas_tf.conversion.convert import convert_int8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model
    from tinymlaas_tf.plain_c.refused import NotAsCode
    from tinymlaas_tf.plain_c.write_c import write_c

    picture = keras.Input((16, 16, 1))
    x = keras.layers.Conv2D(8, 3, activation="tanh")(picture)
    scores = keras.layers.Dense(2, activation="softmax")(keras.layers.Flatten()(x))
    pixels = np.random.default_rng(2).integers(0, 256, (4, 16, 16, 1), np.uint8)
    model = convert_int8(export_saved_model(keras.Model(picture, scores), tmp_path / "saved"), pixels)
    with pytest.raises(NotAsCode, match="TANH is not written in C .* another architecture"):
        write_c(model, "net", "ab")


def test_a_compile_delivers_c_that_was_run(compiled: Outcome) -> None:
    report = compiled.result["report"]
    assert report["c"]["offered"] and report["c"]["images"] == report["variants"][0]["evaluation"]["images"]
    assert report["c"]["ram_bytes"] < report["arena"]["activation_bytes"] * 1.05 and report["c"]["code_bytes"] < 16_384
    assert "arena" in report and report["arena"]["cmsis_nn_bytes"] >= report["arena"]["estimated_bytes"]


@needs_compiler
def test_the_c_builds_and_passes_its_tests(compiled: Outcome, tmp_path: Path) -> None:
    with zipfile.ZipFile(compiled.out / "model_c.zip") as bundle:
        bundle.extractall(tmp_path)
    strict = "CFLAGS=-O1 -std=c99 -Wall -Wextra -Wconversion -Wno-sign-conversion -pedantic -Werror"
    done = subprocess.run(["make", "test", strict], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count("PASS") >= 2, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["9lives", "double__score", "int", "_own", "a b", "x" * 41])
def test_a_name_that_c_does_not_take(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, archive(spec("compile", {"code_name": name})))
    assert (done.code, done.result["error"]["code"], done.result["error"]["loc"]) == (65, "bad-parameter", ["query", "code_name"])


def test_a_wrong_answer_is_a_defect(tmp_path: Path) -> None:
    from tinymlaas_tf.conversion.run_tflm import run_tflm
    from tinymlaas_tf.compiling.write_as_c import insist

    model, pixels = convert("tiny_cnn", Preprocessing(16, 16, 1, "stretch"), 2, tmp_path)
    inputs = (pixels.astype(np.int16) - 128).astype(np.int8)
    right, wrong = run_tflm(model, inputs, tmp_path).outputs, np.full((len(pixels), 2), 5, np.int8)
    with pytest.raises(RuntimeError, match="16 of 16 held-out pictures"):
        insist(model, inputs, wrong, wrong + 1, 0, tmp_path)
    with pytest.raises(RuntimeError, match="4 of 16 held-out pictures"):
        insist(model, inputs, np.concatenate([wrong[:4], right[4:]]), right, 16, tmp_path)
    # TensorFlow Lite on this computer is no measure: where it alone differs, TFLite Micro decides.
    assert insist(model, inputs, right, wrong, 0, tmp_path) == 16
