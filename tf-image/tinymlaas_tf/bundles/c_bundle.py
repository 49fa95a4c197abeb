"""model_c.zip: the model as C for any program."""

from ..emit.camera_vectors import camera_vectors_h
from ..emit.template import template
from .board_model import BoardModel
from .c_sources import c_sources
from .library_files import library_files
from .make_zip import make_zip

TESTS = {"model_test.c": "c/test.c", "camera_test.c": "camera_test.c"}
MAKEFILE = """# make test: builds and runs what checks the model and the camera's frames on this computer
CFLAGS ?= -O2 -std=c99 -Wall -Wextra
test: model-test camera-test
	./model-test && ./camera-test
model-test: model_test.c NAME.c NAME_golden.c
	$(CC) $(CFLAGS) -o $@ $^
camera-test: camera_test.c NAME_camera.c
	$(CC) $(CFLAGS) -o $@ $^
.PHONY: test
"""


def c_bundle(board: BoardModel) -> bytes:
    """Flat: sources, tests, labels and a licence."""
    tests = {name: template(place).replace("$by", board.golden.by).replace("@", board.name) for name, place in TESTS.items()}
    return make_zip(
        {
            **c_sources(board),
            **tests,
            "Makefile": MAKEFILE.replace("NAME", board.name),
            "camera_vectors.h": camera_vectors_h(board.shape, board.name),
            "labels.txt": "".join(f"{label}\n" for label in board.classes),
            "LICENSE": library_files(board)["LICENSE"],
        }
    )
