"""SavedModel -> TensorFlow Lite."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tensorflow as tf

from ..tensorflow_setup import set_up_tensorflow

INT16X8 = tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8


def convert_float32(saved_model: Path) -> bytes:
    """As trained, for comparison and for boards with a floating-point unit."""
    return tf.lite.TFLiteConverter.from_saved_model(str(saved_model)).convert()


def convert_int8(saved_model: Path, calibration: np.ndarray) -> bytes:
    """Weights, activations, input and output int8. `calibration` is uint8 [n, height, width, channels]."""
    return _quantized(saved_model, calibration, tf.lite.OpsSet.TFLITE_BUILTINS_INT8, tf.int8)


def convert_int16x8(saved_model: Path, calibration: np.ndarray) -> bytes:
    """int8 weights, int16 activations: more exact, about twice the RAM, another input scale."""
    return _quantized(saved_model, calibration, INT16X8, tf.int16)


def convert_apart(kind: str, saved_model: Path, calibration: np.ndarray, seed: int) -> bytes:
    """`float32` or `int16x8`, in a process that has done nothing with TensorFlow yet."""
    set_up_tensorflow(seed)
    return convert_float32(saved_model) if kind == "float32" else convert_int16x8(saved_model, calibration)


def _quantized(saved_model: Path, calibration: np.ndarray, operators: object, number: tf.DType) -> bytes:
    converter = tf.lite.TFLiteConverter.from_saved_model(str(saved_model))
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: _pinned(calibration)
    converter.target_spec.supported_ops = [operators]
    # One scale per dense layer: TFLite Micro before 2024, which many boards' libraries still are, reads only the first
    # of several and answers wrongly without a word.
    converter._experimental_disable_per_channel_quantization_for_dense_layers = True
    converter.inference_input_type = converter.inference_output_type = number
    return converter.convert()


def _pinned(calibration: np.ndarray) -> Iterator[list[np.ndarray]]:
    """An all-black and an all-white picture first: they pin the input's range, so that int8 = pixel - 128."""
    shape = (1, *calibration.shape[1:])
    yield [np.zeros(shape, np.float32)]
    yield [np.full(shape, 255, np.float32)]
    for picture in calibration:
        yield [picture[None].astype(np.float32)]
