"""Keras -> a SavedModel that converts well."""

from pathlib import Path

import keras
import tensorflow as tf


def export_saved_model(model: keras.Model, folder: Path) -> Path:
    """Write inference for exactly one picture: a free batch size would become SHAPE, STRIDED_SLICE and PACK."""
    archive = keras.export.ExportArchive()
    archive.track(model)
    signature = [tf.TensorSpec([1, *model.input_shape[1:]], tf.float32, name="picture")]
    archive.add_endpoint("serve", lambda picture: model(picture, training=False), signature)
    archive.write_out(str(folder), verbose=False)
    return folder
