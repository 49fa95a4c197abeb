"""model_cpp.zip: the model for any C++ program with TFLite Micro."""

from .make_zip import make_zip
from .sources import BoardModel, host_sources, library_sources

README = """# {name}

`classifier.h` runs the model, `preprocess.h` makes its input from a picture, `labels.txt` names its outputs.

    make preprocess-test              # needs only a C++ compiler
    make self-test TFLM=<folder>      # needs a tflite-micro checkout with its `microlite` library built

`self-test` runs the pictures of golden_vectors.cpp and compares the answers with those of Python, bit by bit.
Reserve {arena} bytes of RAM for tensors (`kTensorArenaSize`); the model takes {model} bytes of flash.
"""


def cpp_bundle(board: BoardModel) -> bytes:
    """The .zip file: sources, tests, labels, the .tflite file and a README."""
    name = "Image classifier: " + ", ".join(board.classes[:8])
    return make_zip(
        {
            "README.md": README.format(name=name, arena=board.arena_bytes, model=len(board.model)),
            "labels.txt": "".join(f"{label}\n" for label in board.classes),
            "model.tflite": board.model,
            **library_sources(board),
            **host_sources(board),
        }
    )
