"""The model for TensorFlow Lite Micro in C++, by file name."""

from ..emit.golden_vectors import golden_vectors
from ..emit.model_settings import TARGET_MODEL_H, model_settings_h
from ..emit.op_resolver import op_resolver_h
from ..emit.target_model_cc import pico_model_cc, target_model_cc
from ..emit.template import template
from .board_model import BoardModel


def cpp_sources(board: BoardModel) -> dict[str, str]:
    """What runs the model."""
    return {
        "target_model.h": TARGET_MODEL_H,
        "target_model.cc": target_model_cc(board.model, board.classes),
        "model_settings.h": model_settings_h(board.shape, board.classes, board.arena_bytes, board.arena_mve_bytes, board.threshold),
        "op_resolver.h": op_resolver_h(board.operators),
        "classifier.h": template("classifier.h"),
        "classifier.cpp": template("classifier.cpp"),
    }


def pico_sources(board: BoardModel) -> dict[str, str]:
    """What the bridge's program for the Pico is built with, in the place of its own file of that name."""
    return {"bridge-pico/person_detect_model_data.cpp": pico_model_cc(board.model, board.classes)}


def golden_sources(board: BoardModel) -> dict[str, str]:
    """Pictures with the answers that they must get."""
    header, vectors = golden_vectors(board.golden)
    named = {name: template(name).replace("$by", board.golden.by) for name in ("golden_test.h", "golden_test.cpp", "self_test.cpp")}
    return {"golden_vectors.h": header, "golden_vectors.cpp": vectors, **named}
