"""The C++ that is generated, built with the host's compiler."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
from jobs import Outcome

from tinymlaas_tf.emit.c_text import c_string
from tinymlaas_tf.emit.model_settings import model_settings_h
from tinymlaas_tf.emit.camera_vectors import camera_vectors_h
from tinymlaas_tf.emit.template import template
from tinymlaas_tf.job.parameters import Preprocessing
from tinymlaas_tf.plain_c.write_camera import write_camera

COMPILER = shutil.which("g++")
FLAGS = ["-O2", "-Wall", "-Wextra", "-Werror"]
C_FLAGS = ("-std=c99", "-o", "program")
needs_compiler = pytest.mark.skipif(COMPILER is None, reason="g++ is not installed")


def build(folder: Path, *sources: str, flags: tuple[str, ...] = ("-std=c++17", "-o", "program")) -> None:
    compiler = "gcc" if sources[0].endswith(".c") else COMPILER
    done = subprocess.run([compiler, *FLAGS, *flags, *sources], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@needs_compiler
@pytest.mark.parametrize("resize", ["stretch", "crop", "pad"])
@pytest.mark.parametrize(("width", "height", "channels"), [(96, 96, 1), (40, 64, 3), (161, 90, 1)])
def test_preprocessing_equals_training(resize: str, width: int, height: int, channels: int, tmp_path: Path) -> None:
    shape = Preprocessing(width, height, channels, resize)
    files = {
        "camera_vectors.h": camera_vectors_h(shape, "model"),
        "camera_test.c": template("camera_test.c").replace("@", "model"),
        **write_camera("model", shape),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    build(tmp_path, "camera_test.c", "model_camera.c", flags=C_FLAGS)
    done = subprocess.run([tmp_path / "program"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count("PASS") >= 4, done.stdout
    assert all(f" {pixels} \n" in done.stdout for pixels in ("grey", "RGB888", "RGB565", "RGB565, swapped"))


@needs_compiler
def test_labels_survive_any_text(tmp_path: Path) -> None:
    labels = ('quote "', "back\\slash", "tri??/graph", "grün 🚗", "new\nline", "%d")
    (tmp_path / "model_settings.h").write_text(model_settings_h(Preprocessing(8, 8, 1, "pad"), labels, 1, 1))
    main = '#include <stdio.h>\n#include "model_settings.h"\nint main() { for (const char* l : kClassLabels) fwrite(l, 1, __builtin_strlen(l) + 1, stdout); }\n'
    (tmp_path / "main.cpp").write_text(main)
    build(tmp_path, "main.cpp")
    shown = subprocess.run([tmp_path / "program"], capture_output=True).stdout
    assert tuple(text.decode() for text in shown.split(b"\0")[:-1]) == labels
    assert c_string("a1") == '"a1"'


@needs_compiler
def test_the_bundle_builds_where_no_tflm_is_needed(compiled: Outcome, tmp_path: Path) -> None:
    with zipfile.ZipFile(compiled.out / "model_cpp.zip") as bundle:
        bundle.extractall(tmp_path)
        assert bundle.read("model.tflite") == compiled.file("model.tflite")
        assert bundle.read("target_model.cc") == compiled.file("target_model.cc")
    done = subprocess.run(["make", "camera-test"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    build(tmp_path, "target_model.cc", "golden_vectors.cpp", flags=("-std=c++17", "-c"))


# As the bridge's program for the Pico declares its model, and asks for it.
PICO_HEADER = "extern const unsigned char model_tflite[];\nextern unsigned int model_tflite_len;\n"
PICO_MAIN = """#include <cstdio>
#include "person_detect_model_data.h"
int main() { return std::fwrite(model_tflite, 1, model_tflite_len, stdout) == model_tflite_len ? 0 : 1; }
"""


@needs_compiler
def test_the_model_builds_into_the_bridges_program_for_the_pico(compiled: Outcome, tmp_path: Path) -> None:
    with zipfile.ZipFile(compiled.out / "model_cpp.zip") as bundle:
        (tmp_path / "model.cpp").write_bytes(bundle.read("bridge-pico/person_detect_model_data.cpp"))
    (tmp_path / "person_detect_model_data.h").write_text(PICO_HEADER)
    (tmp_path / "main.cpp").write_text(PICO_MAIN)
    build(tmp_path, "main.cpp", "model.cpp")
    assert subprocess.run([tmp_path / "program"], capture_output=True, check=True).stdout == compiled.file("model.tflite")


def test_the_arduino_library_has_the_layout(compiled: Outcome) -> None:
    with zipfile.ZipFile(io.BytesIO(compiled.file("model_arduino.zip"))) as library:
        files = {path.removeprefix("tinymlaas_model/"): library.read(path).decode() for path in library.namelist()}
    assert {"README.md", "LICENSE", "src/tinymlaas_model.h", "examples/classify/classify.ino", "CMakeLists.txt"} <= set(files)
    # What Arduino compiles needs nothing else; TensorFlow Lite Micro is an example of its own.
    assert not any("tensorflow" in text for path, text in files.items() if path.startswith("src/"))
    assert files["examples/tflite_micro/tflite_micro.ino"].splitlines()[1] == "#include <Chirale_TensorFlowLite.h>"
    properties = dict(line.split("=", 1) for line in files["library.properties"].splitlines())
    assert properties["includes"] == "tinymlaas_model.h,tinymlaas_model_camera.h" and properties["version"] == "1.0.0"
    assert {"name", "author", "maintainer", "sentence", "paragraph", "category", "url", "architectures"} <= set(properties)
    described = json.loads(files["library.json"])
    assert (described["name"], described["version"]) == ("tinymlaas_model", "1.0.0")
    assert "name: tinymlaas_model" in files["zephyr/module.yml"] and "CONFIG_TINYMLAAS_MODEL" in files["zephyr/CMakeLists.txt"]
    assert 'version: "1.0.0"' in files["idf_component.yml"]
    # No place holder is left.
    assert not any("@" in text or "$" in text.replace("${", "") for path, text in files.items() if path.startswith("src/"))


def test_one_scale_per_dense_layer(compiled: Outcome) -> None:
    from tinymlaas_tf.conversion.flatbuffer import read_graph

    graph = read_graph(compiled.file("model.tflite"))
    dense = [operator for operator in graph.operators if operator.name == "FULLY_CONNECTED"]
    assert dense and all(graph.tensors[operator.inputs[1]].scale is not None for operator in dense)


def test_the_card_is_one_page_with_its_plots(compiled: Outcome) -> None:
    card = compiled.file("model_card.html").decode()
    assert card.count("data:image/png;base64,") == 2 and "circle" in card and "http" not in card
    assert np.frombuffer(compiled.file("comparison.png")[:8], np.uint8).tolist() == [137, 80, 78, 71, 13, 10, 26, 10]
