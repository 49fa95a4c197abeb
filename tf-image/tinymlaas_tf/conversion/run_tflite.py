"""A .tflite model on pictures, with the kernels that a microcontroller's results equal bit by bit."""

import numpy as np
import tensorflow as tf

from .flatbuffer import read_graph

# The default interpreter's XNNPACK delegate rounds differently, by up to 21 steps of 256.
KERNELS = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
# These are a tenth as fast, but the others' ADD differs from TFLite Micro's (seen: 9 of 96 answers, up to 17 steps).
REFERENCE = tf.lite.experimental.OpResolverType.BUILTIN_REF


def run_tflite(model: bytes, pixels: np.ndarray) -> np.ndarray:
    """Raw outputs [n, classes] (int8, int16 or float32 as the model has it) for uint8 [n, height, width, channels]."""
    return _run(model, pixels, kernels_for(model))


def run_reference(model: bytes, pixels: np.ndarray) -> np.ndarray:
    """The same with the reference kernels, whatever the operators."""
    return _run(model, pixels, REFERENCE)


def _run(model: bytes, pixels: np.ndarray, kernels: tf.lite.experimental.OpResolverType) -> np.ndarray:
    interpreter = tf.lite.Interpreter(model_content=model, experimental_op_resolver_type=kernels, num_threads=1)
    interpreter.allocate_tensors()
    taken, given = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    outputs = np.zeros((len(pixels), given["shape"][-1]), given["dtype"])
    for index, picture in enumerate(pixels):
        interpreter.set_tensor(taken["index"], quantize_pixels(picture[None], taken["dtype"], taken["quantization"]))
        interpreter.invoke()
        outputs[index] = interpreter.get_tensor(given["index"])[0]
    return outputs


def kernels_for(model: bytes) -> tf.lite.experimental.OpResolverType:
    """The fastest kernels that answer like a microcontroller."""
    graph = read_graph(model)
    quantised = graph.tensors[graph.inputs[0]].scale is not None
    adds = any(operator.name == "ADD" for operator in graph.operators)
    return REFERENCE if quantised and adds else KERNELS


def scores_of(model: bytes, outputs: np.ndarray) -> np.ndarray:
    """Raw outputs -> scores 0..1."""
    interpreter = tf.lite.Interpreter(model_content=model, experimental_op_resolver_type=KERNELS)
    scale, zero_point = interpreter.get_output_details()[0]["quantization"]
    values = outputs.astype(np.float32)
    return (values - zero_point) * scale if scale else values


def quantize_pixels(pixels: np.ndarray, number: type, quantization: tuple[float, int]) -> np.ndarray:
    """uint8 pictures as the model's input type; for int8 with the pinned scale this is pixel - 128."""
    scale, zero_point = quantization
    if not scale:
        return pixels.astype(number)
    limits = np.iinfo(number)
    return np.clip(np.rint(pixels / scale) + zero_point, limits.min, limits.max).astype(number)
