"""All C++ of one model, by file name."""

from dataclasses import dataclass

import numpy as np

from ..parameters import Preprocessing
from .golden_vectors import golden_vectors
from .model_settings import TARGET_MODEL_H, model_settings_h
from .op_resolver import op_resolver_h
from .preprocess_vectors import preprocess_vectors_h
from .target_model_cc import target_model_cc
from .template import template

SHARED = ("preprocess.h", "preprocess.cpp", "classifier.h", "classifier.cpp", "golden_test.h", "golden_test.cpp")


@dataclass(frozen=True)
class BoardModel:
    """An int8 model and what its C++ needs: held-out pictures (uint8) with its raw answers (int8) among it."""

    model: bytes
    shape: Preprocessing
    classes: tuple[str, ...]
    operators: tuple[str, ...]
    arena_bytes: int
    pixels: np.ndarray
    outputs: np.ndarray


def library_sources(board: BoardModel) -> dict[str, str]:
    """Sources for a board; the golden vectors come along for the self-test."""
    header, vectors = golden_vectors(board.pixels, board.outputs)
    return {
        "target_model.h": TARGET_MODEL_H,
        "target_model.cc": target_model_cc(board.model, board.classes),
        "model_settings.h": model_settings_h(board.shape, board.classes, board.arena_bytes),
        "op_resolver.h": op_resolver_h(board.operators),
        "golden_vectors.h": header,
        "golden_vectors.cpp": vectors,
        **{name: template(name) for name in SHARED},
    }


def host_sources(board: BoardModel) -> dict[str, str]:
    """Programs that check the sources on a computer."""
    return {
        "self_test.cpp": template("self_test.cpp"),
        "preprocess_test.cpp": template("preprocess_test.cpp"),
        "preprocess_vectors.h": preprocess_vectors_h(board.shape),
        "Makefile": template("Makefile"),
    }
