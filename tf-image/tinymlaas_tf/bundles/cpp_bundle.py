"""model_cpp.zip: the model for any C++ program with TFLite Micro."""

from ..emit.camera_vectors import camera_vectors_h
from ..emit.template import template
from ..plain_c.write_camera import write_camera
from .board_model import BoardModel
from .cpp_sources import cpp_sources, golden_sources, pico_sources
from .make_zip import make_zip


def cpp_bundle(board: BoardModel) -> bytes:
    """The .zip file: sources, tests, labels, the .tflite file and a README."""
    name = "Image classifier: " + ", ".join(board.classes[:8])
    readme = template("README.md").replace("$name", name).replace("$arena", str(board.arena_bytes))
    return make_zip(
        {
            "README.md": readme.replace("$model", str(len(board.model))).replace("$by", board.golden.by).replace("@", board.name),
            "labels.txt": "".join(f"{label}\n" for label in board.classes),
            "model.tflite": board.model,
            **cpp_sources(board),
            **golden_sources(board),
            **pico_sources(board),
            **write_camera(board.name, board.shape),
            "camera_test.c": template("camera_test.c").replace("@", board.name),
            "camera_vectors.h": camera_vectors_h(board.shape, board.name),
            "Makefile": template("Makefile").replace("@CAMERA@", f"{board.name}_camera"),
        }
    )
