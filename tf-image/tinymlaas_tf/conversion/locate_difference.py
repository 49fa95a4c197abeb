"""Which operator makes TFLite Micro answer otherwise than TensorFlow Lite on this computer."""

from pathlib import Path
from typing import TypedDict

import numpy as np
import tensorflow as tf

from .flatbuffer import Graph
from .run_tflite import kernels_for
from .run_tflm import run_tflm_tensors

MOST_PICTURES, MOST_BYTES = 32, 64 * 1024 * 1024
MOST_OPERATORS = 10


class Origin(TypedDict):
    """An operator that was given the same and answered otherwise: its place among the operators (from 1), on how many pictures, by how
    many units of int8 at most."""

    position: int
    name: str
    images: int
    units: int


def locate_difference(model: bytes, graph: Graph, inputs: np.ndarray, work: Path, seconds: float) -> tuple[int, list[Origin]]:
    """How many of the int8 `inputs` were looked at, and the operators at which a difference began, the most frequent first.

    Raises MicroRefused. An operator whose input differs already is not to blame, and not counted.
    """
    moving = [index for index, tensor in enumerate(graph.tensors) if not tensor.constant and tensor.scale is not None]
    row = sum(graph.tensors[index].bytes for index in moving)
    some = inputs[: max(1, min(MOST_PICTURES, MOST_BYTES // row))]
    micro = run_tflm_tensors(model, some, moving, work, seconds)
    examined = len(micro[graph.outputs[0]])
    differs = np.zeros((examined, len(graph.tensors)), np.int64)
    for number, tensors in enumerate(_tensors(model, some[:examined], moving)):
        for index, values in tensors.items():
            differs[number, index] = np.abs(values.astype(np.int64).ravel() - micro[index][number]).max(initial=0)
    origins: list[Origin] = []
    for position, operator in enumerate(graph.operators, start=1):
        units = differs[:, operator.outputs[0]] * (differs[:, list(operator.inputs)] == 0).all(1)
        if units.any():
            origins.append({"position": position, "name": operator.name, "images": int((units > 0).sum()), "units": int(units.max())})
    return examined, sorted(origins, key=lambda one: -one["images"])[:MOST_OPERATORS]


def _tensors(model: bytes, inputs: np.ndarray, wanted: list[int]) -> list[dict[int, np.ndarray]]:
    interpreter = tf.lite.Interpreter(
        model_content=model, experimental_op_resolver_type=kernels_for(model), num_threads=1, experimental_preserve_all_tensors=True
    )
    interpreter.allocate_tensors()
    found = []
    for picture in inputs:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], picture[None])
        interpreter.invoke()
        found.append({index: interpreter.get_tensor(index) for index in wanted})
    return found
