"""Labels are shown where the model is, in any script, and none of them can break out."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from jobs import TRAIN, archive, run, spec
from pictures import KINDS, data_members

from tinymlaas_tf.emit.model_settings import TARGET_MODEL_H, model_settings_h
from tinymlaas_tf.emit.target_model_cc import target_model_cc
from tinymlaas_tf.natural_order import natural_order
from tinymlaas_tf.job.parameters import Preprocessing

NASTY = ("cat", "*/ int a; /*", "tri??/", "back\\", "new\nline\r", 'quote "', "grün 犬 🚗", "right\u202eleft", "__proto__", "// x", "#define x", "")
SHAPE = Preprocessing(8, 8, 1, "pad")


def test_the_source_names_the_outputs_and_keeps_its_form() -> None:
    model = bytes(range(256)) * 3
    source = target_model_cc(model, NASTY)
    lines = source.splitlines()
    assert lines[0] == '#include "target_model.h"'
    assert lines[1] == "alignas(16) const unsigned char model_tflite[] = {"
    assert lines[-1] == f"const int model_tflite_len = {len(model)};"
    assert lines[-2] == "};"
    comments = [line.removeprefix("  ") for line in lines if "//" in line]
    assert comments[0] == "// The model's outputs, in order:" and len(comments) == 1 + len(NASTY)
    assert comments[1] == '//   0: "cat"' and comments[7] == '//   6: "grün 犬 🚗"' and comments[9] == '//   8: "__proto__"'
    assert comments[5] == r'//   4: "new\u000aline\u000d"' and comments[8] == r'//   7: "right\u202eleft"'
    assert all(line.startswith("//") and line.endswith('"') for line in comments[1:])
    assert "0x1C }" not in target_model_cc(model, ["0x1C }", "b"])
    assert bytes(int(byte, 16) for byte in re.findall(r"0x([0-9A-F]{2}), ", source)) == model


@pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")
@pytest.mark.parametrize("standard", ["c++11", "c++17"])
def test_both_files_compile_with_every_warning(standard: str, tmp_path: Path) -> None:
    classes = (*NASTY, "10", "9")
    (tmp_path / "target_model.h").write_text(TARGET_MODEL_H)
    (tmp_path / "target_model.cc").write_text(target_model_cc(b"abc", classes))
    (tmp_path / "model_settings.h").write_text(model_settings_h(SHAPE, classes, 1, 1))
    main = (
        '#include <string.h>\n#include "model_settings.h"\n#include "target_model.h"\n'
        f"int main() {{ return strcmp(kClassLabels[kNaturalOrder[0]], \"\") || model_tflite_len != 3; }}\n"
    )
    (tmp_path / "main.cpp").write_text(main)
    command = ["g++", f"-std={standard}", "-Wall", "-Wextra", "-Wcomment", "-Wtrigraphs", "-Werror", "-o", "program", "main.cpp", "target_model.cc"]
    built = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    assert subprocess.run([tmp_path / "program"]).returncode == 0


def test_numbers_are_listed_as_people_count() -> None:
    labels = sorted(["1", "2", "10", "a10b", "a9b", "x", "007", "7"])
    assert [labels[index] for index in natural_order(labels)] == ["1", "2", "007", "7", "10", "a9b", "a10b", "x"]
    header = model_settings_h(SHAPE, ("1", "10", "2"), 1, 1)
    assert "kNaturalOrder[kClassCount] = {\n    0, 2, 1,\n}" in header
    assert "kNaturalOrder" not in model_settings_h(SHAPE, ("a", "b"), 1, 1)


def test_levels_stand_in_the_header_when_they_matter() -> None:
    assert "kWhiteLevel" not in model_settings_h(SHAPE, ("a", "b"), 1, 1)
    assert "constexpr int kWhiteLevel = 4095;" in model_settings_h(Preprocessing(8, 8, 1, "pad", 255, 0, 4095), ("a", "b"), 1, 1)


def test_odd_labels_go_all_the_way(tmp_path: Path) -> None:
    classes = ("$x_{1", "10", "__proto__")
    done = run(tmp_path / "train", archive(spec("train", TRAIN | {"epochs": 1}, classes), data_members(6, KINDS)))
    assert done.code == 0, done.log
    stored = [(name, done.file(name)) for name in ("model.keras", "holdout.npz")]
    built = run(tmp_path / "compile", archive(spec("compile", {}, classes), stored))
    assert built.code == 0, built.log
    assert built.result["report"]["classes"] == list(classes)
    assert '  //   2: "__proto__"' in built.file("target_model.cc").decode()
    assert "__proto__" in built.file("model_card.html").decode()
