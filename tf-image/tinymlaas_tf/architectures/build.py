"""Name -> network."""

from collections.abc import Callable

import keras

from ..parameters import Preprocessing
from .small_cnn import build_small_cnn
from .tiny_cnn import build_tiny_cnn

Builder = Callable[[int, int, int, int], keras.Model]
BUILDERS: dict[str, Builder] = {"tiny_cnn": build_tiny_cnn, "small_cnn": build_small_cnn}


def build_network(name: str, shape: Preprocessing, classes: int) -> keras.Model:
    """An untrained network of the given name; float32 [batch, height, width, channels] 0..255 in, softmax out."""
    return BUILDERS[name](shape.height, shape.width, shape.channels, classes)
