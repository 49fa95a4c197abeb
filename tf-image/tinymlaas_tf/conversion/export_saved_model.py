"""Keras -> a SavedModel that converts well."""

from pathlib import Path

import keras
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2


def export_saved_model(model: keras.Model, folder: Path) -> Path:
    """Write inference for exactly one picture: a free batch size would become SHAPE, STRIDED_SLICE and PACK.

    The weights are constants of its one graph. With variables, as Keras exports it, every conversion restores them twice; all in all
    that takes three times as long, for models that answer the same (docs/decisions 51).
    """
    picture = tf.TensorSpec([1, *model.input_shape[1:]], tf.float32, name="picture")
    serve = tf.function(lambda picture: model(picture, training=False), autograph=False).get_concrete_function(picture)
    tf.saved_model.save(tf.Module(), str(folder), signatures=convert_variables_to_constants_v2(serve))
    return folder
