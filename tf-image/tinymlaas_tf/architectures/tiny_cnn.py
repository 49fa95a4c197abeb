"""The default: depthwise-separable, stride 2 first, because the first full-size map decides the RAM."""

import keras

from .blocks import conv, picture_input, scores, separable, weighted_pool

SMALLEST_MAP = 5
MAX_FILTERS = 64


def build_tiny_cnn(height: int, width: int, channels: int, classes: int) -> keras.Model:
    """8 filters at half size, doubled at every halving until the map is about 6x6."""
    picture, x = picture_input(height, width, channels)
    filters = 8
    x = conv(x, filters, stride=2 if min(height, width) >= 24 else 1)
    while min(x.shape[1], x.shape[2]) > 2 * SMALLEST_MAP or filters == 8:
        filters = min(2 * filters, MAX_FILTERS)
        x = separable(x, filters, stride=2)
    x = separable(x, min(2 * filters, MAX_FILTERS))
    x = keras.layers.Dropout(0.1)(weighted_pool(x))
    return keras.Model(picture, scores(x, classes), name="tiny_cnn")
