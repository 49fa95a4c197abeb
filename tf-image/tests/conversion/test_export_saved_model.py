"""What is converted answers like what Keras itself exports."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from tinymlaas_tf.architectures.build import BUILDERS
from tinymlaas_tf.job.parameters import Preprocessing


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_every_network_converts_to_the_same_answers_as_by_kerass_own_export(name: str, tmp_path: Path) -> None:
    import keras
    import tensorflow as tf

    from tinymlaas_tf.architectures.build import build_network
    from tinymlaas_tf.conversion.convert import convert_float32, convert_int8, convert_int16x8
    from tinymlaas_tf.conversion.export_saved_model import export_saved_model
    from tinymlaas_tf.conversion.flatbuffer import read_graph
    from tinymlaas_tf.conversion.run_tflite import run_tflite

    random = np.random.default_rng(1)
    model = build_network(name, Preprocessing(33, 32, 3, "stretch"), 5)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            size = layer.gamma.shape[0]
            spread = [random.uniform(0.5, 1.5, size), random.normal(0, 0.2, size)]
            layer.set_weights([*spread, random.normal(0, 0.1, size), random.uniform(0.02, 0.2, size)])
    pixels = random.integers(0, 256, (12, 32, 33, 3), np.uint8)
    archive = keras.export.ExportArchive()
    archive.track(model)
    signature = [tf.TensorSpec([1, *model.input_shape[1:]], tf.float32, name="picture")]
    archive.add_endpoint("serve", lambda picture: model(picture, training=False), signature)
    archive.write_out(str(tmp_path / "keras"), verbose=False)
    ours = export_saved_model(model, tmp_path / "ours")

    calibrated = (partial(convert, calibration=pixels[:6]) for convert in (convert_int8, convert_int16x8))
    for convert in (convert_float32, *calibrated):
        own, theirs = convert(ours), convert(tmp_path / "keras")
        assert (run_tflite(own, pixels) == run_tflite(theirs, pixels)).all()
        assert [operator.name for operator in read_graph(own).operators] == [operator.name for operator in read_graph(theirs).operators]
        assert len(own) <= len(theirs)
        signature = tf.lite.Interpreter(model_content=own).get_signature_list()
        assert signature == {"serving_default": {"inputs": ["picture"], "outputs": ["output_0"]}}
