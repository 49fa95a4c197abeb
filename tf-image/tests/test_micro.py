"""Answers equal to a microcontroller's, also where TensorFlow Lite's fast kernels differ."""

from pathlib import Path

import numpy as np
import pytest

from tinymlaas_tf.parameters import Preprocessing


@pytest.mark.parametrize("name", ["resnet8"])
def test_networks_with_add_are_bit_exact(name: str, tmp_path: Path) -> None:
    import keras

    from tinymlaas_tf.architectures.build import build_network
    from tinymlaas_tf.conversion.convert import convert_int8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model
    from tinymlaas_tf.conversion.run_tflite import run_tflite
    from tinymlaas_tf.conversion.run_tflm import run_tflm

    random = np.random.default_rng(1)
    model = build_network(name, Preprocessing(32, 32, 1, "stretch"), 3)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            size = layer.gamma.shape[0]
            spread = [random.uniform(0.5, 1.5, size), random.normal(0, 0.2, size)]
            layer.set_weights([*spread, random.normal(0, 0.1, size), random.uniform(0.02, 0.2, size)])
    pixels = random.integers(0, 256, (40, 32, 32, 1), np.uint8)
    int8 = convert_int8(export_saved_model(model, tmp_path / "saved"), pixels)
    inputs = (pixels.astype(np.int16) - 128).astype(np.int8)
    assert (run_tflm(int8, inputs, tmp_path).outputs == run_tflite(int8, pixels)).all()
