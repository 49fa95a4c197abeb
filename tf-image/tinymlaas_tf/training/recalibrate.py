"""Batch norm statistics as they are, instead of as they were while the weights still moved."""

import keras
import numpy as np

from .plan_batches import plan_batches

CHUNK = 64


def recalibrate(model: keras.Model, pixels: np.ndarray, rows: np.ndarray) -> None:
    """Replace every batch norm's moving mean and variance by those of the given pictures, layer after layer.

    Each pass fixes nothing but the averages: it runs the model in training mode with a momentum that makes the
    result the mean over all chunks, each weighing as much as it has pictures.
    """
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    if not norms:
        return
    momenta = [layer.momentum for layer in norms]
    for begin, end in plan_batches(len(rows), CHUNK):
        for layer in norms:
            layer.momentum = begin / end
        model(pixels[rows[begin:end]].astype(np.float32), training=True)
    for layer, momentum in zip(norms, momenta, strict=True):
        layer.momentum = momentum
