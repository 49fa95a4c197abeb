"""Name -> network."""

from collections.abc import Callable
from functools import partial

import keras

from ..job.parameters import Preprocessing
from .mobilenet_v1 import build_mobilenet_v1
from .mobilenet_v2 import build_mobilenet_v2
from .resnet8 import build_resnet8
from .small_cnn import build_small_cnn
from .tiny_cnn import build_tiny_cnn

Builder = Callable[[int, int, int, int], keras.Model]
BUILDERS: dict[str, Builder] = {
    "tiny_cnn": build_tiny_cnn,
    "small_cnn": build_small_cnn,
    "mobilenet_v1": partial(build_mobilenet_v1, alpha=0.25),
    "mobilenet_v1_010": partial(build_mobilenet_v1, alpha=0.1),
    "mobilenet_v2": partial(build_mobilenet_v2, alpha=0.1),
    "resnet8": build_resnet8,
}


def build_network(name: str, shape: Preprocessing, classes: int) -> keras.Model:
    """An untrained network of the given name; float32 [batch, height, width, channels] 0..255 in, softmax out."""
    return BUILDERS[name](shape.height, shape.width, shape.channels, classes)
