"""Runs inside the TensorFlow image: every architecture as the Arduino library that a compile delivers, as tar on stdout.

The weights are random, and the batch norms as different from each other as after a training.
"""

import io
import json
import os
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

# What TensorFlow prints must not get into the tar.
OUT = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)

import keras  # noqa: E402
import numpy as np  # noqa: E402

from tinymlaas_tf.architectures.build import build_network  # noqa: E402
from tinymlaas_tf.architectures.count_macs import count_macs  # noqa: E402
from tinymlaas_tf.architectures.estimate_work import estimate_instructions  # noqa: E402
from tinymlaas_tf.bundles.arduino_library import arduino_library  # noqa: E402
from tinymlaas_tf.bundles.board_model import BoardModel  # noqa: E402
from tinymlaas_tf.conversion.convert import convert_int8  # noqa: E402
from tinymlaas_tf.conversion.estimate_arena import estimate_arena  # noqa: E402
from tinymlaas_tf.conversion.export_saved_model import export_saved_model  # noqa: E402
from tinymlaas_tf.conversion.flatbuffer import read_graph  # noqa: E402
from tinymlaas_tf.conversion.run_tflm import run_tflm  # noqa: E402
from tinymlaas_tf.emit.golden_vectors import Golden  # noqa: E402
from tinymlaas_tf.job.parameters import Preprocessing  # noqa: E402
from tinymlaas_tf.plain_c.write_c import write_c  # noqa: E402

# Architecture, height, width, channels, classes: as in the table of docs/boards.md.
CASES = (
    ("tiny_cnn", 32, 32, 1, 10), ("small_cnn", 21, 17, 3, 3), ("mobilenet_v1_010", 32, 32, 1, 2),
    ("mobilenet_v1", 32, 32, 1, 10), ("mobilenet_v2", 32, 32, 1, 10), ("resnet8", 33, 47, 3, 10),
)  # fmt: skip


def emit(name: str, height: int, width: int, channels: int, classes: int) -> tuple[bytes, dict[str, object]]:
    """The zip, and what is known of the model."""
    random = np.random.default_rng(1)
    shape = Preprocessing(width, height, channels, "stretch")
    network = build_network(name, shape, classes)
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            size = layer.gamma.shape[0]
            spread = [random.uniform(0.5, 1.5, size), random.normal(0, 0.2, size)]
            layer.set_weights([*spread, random.normal(0, 0.1, size), random.uniform(0.02, 0.2, size)])
    pixels = random.integers(0, 256, (12, height, width, channels), np.uint8)
    # Scores of random networks are saturated, and those prove little.
    dense = network.get_layer("scores")
    features = keras.Model(network.input, dense.input)(pixels.astype(np.float32)).numpy()
    kernel, _ = dense.get_weights()
    logits = features @ kernel
    dense.set_weights([kernel / logits.std(0), -(logits / logits.std(0)).mean(0)])
    with tempfile.TemporaryDirectory() as folder:
        model = convert_int8(export_saved_model(network, Path(folder) / "saved"), pixels[:4])
        answers = run_tflm(model, (pixels.astype(np.int16) - 128).astype(np.int8), Path(folder)).outputs
    labels = tuple(f"class {number}" for number in range(classes))
    code, graph = write_c(model, name, labels), read_graph(model)
    operators = tuple(sorted({operator.name for operator in graph.operators}))
    arena = estimate_arena(graph)
    board = BoardModel(
        name, "1.0.0", model, code, shape, labels, operators, arena.recommended, arena.recommended_mve,
        Golden(pixels, answers, "tflite-micro"), threshold=-128,
    )  # fmt: skip
    facts = {
        "name": name, "picture": f"{height}x{width}x{channels}", "macs": int(count_macs(network)), "ram": code.buffer_bytes,
        "flash": code.flash_bytes, "code": code.code_bytes, "stack": code.stack_bytes, "activations": arena.activations,
        "model": len(model), "instructions": code.instructions, "planned": estimate_instructions(network),
    }  # fmt: skip
    return arduino_library(board), facts


def main() -> None:
    """All cases, or those named."""
    with tarfile.open(fileobj=OUT, mode="w|") as tar:

        def add(path: str, content: bytes) -> None:
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))

        for case in CASES:
            if sys.argv[1:] and case[0] not in sys.argv[1:]:
                continue
            library, facts = emit(*case)
            add(f"{case[0]}/facts.json", json.dumps(facts).encode())
            with zipfile.ZipFile(io.BytesIO(library)) as files:
                for path in files.namelist():
                    add(path, files.read(path))
    OUT.flush()


main()
