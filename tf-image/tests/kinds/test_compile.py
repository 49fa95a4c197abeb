"""A real conversion, measured."""

import re

from jobs import Outcome, archive, run, spec


def test_succeeds(compiled: Outcome) -> None:
    assert compiled.code == 0, compiled.log
    names = {artifact["name"] for artifact in compiled.result["artifacts"]}
    assert names >= {"model.tflite", "model_float32.tflite", "target_model.cc"}


def test_input_is_pixel_minus_128(compiled: Outcome) -> None:
    report = compiled.result["report"]
    assert report["input"] == {"shape": [1, 24, 32, 1], "type": "int8", "scale": 1.0, "zero_point": -128}
    assert report["output"] == {"shape": [1, 2], "type": "int8", "scale": 1 / 256, "zero_point": -128}


def test_stays_within_the_sketch(compiled: Outcome) -> None:
    assert compiled.result["report"]["unknown_to_sketch"] == []


def test_both_models_are_measured(compiled: Outcome, trained: Outcome) -> None:
    report = compiled.result["report"]
    by_kind = {variant["kind"]: variant["evaluation"] for variant in report["variants"]}
    assert by_kind["float32"]["accuracy"] == trained.result["report"]["evaluation"]["accuracy"]
    assert by_kind["int8"]["images"] == report["agreement"]["images"] == 60


def test_tflite_micro_agrees_bit_by_bit_but_for_a_few(compiled: Outcome) -> None:
    """Of 400 pictures of another model 21 differed (README.md)."""
    report = compiled.result["report"]
    assert 54 <= report["micro"]["identical"] <= report["micro"]["images"] == 60
    measured, estimated = report["arena"]["measured_bytes"], report["arena"]["estimated_bytes"]
    assert 0 <= measured - estimated < 3000  # the host's pointers have 64 bits


def test_source_is_what_the_bridge_expects(compiled: Outcome) -> None:
    source = compiled.file("target_model.cc").decode()
    model = compiled.file("model.tflite")
    lines = source.splitlines()
    assert lines[0] == '#include "target_model.h"'
    assert lines[1] == "alignas(16) const unsigned char model_tflite[] = {"
    assert lines[-1] == f"const int model_tflite_len = {len(model)};"
    assert re.fullmatch(r"  (0x[0-9A-F]{2}, ){10}", lines[2])
    assert bytes(int(byte, 16) for byte in re.findall(r"0x([0-9A-F]{2})", source)) == model
    assert model[4:8] == b"TFL3"


def test_without_a_model_is_bad_input(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("compile", {})))
    assert (done.code, done.result["error"]["code"]) == (65, "missing-input")
