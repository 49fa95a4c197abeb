"""The predecessor's network, repaired: any size, any number of classes, and a softmax that nothing follows."""

import keras

from .blocks import picture_input, scores


def build_small_cnn(height: int, width: int, channels: int, classes: int) -> keras.Model:
    """Convolution at full size, so few parameters (2,770 at 96x96) and much RAM (174 KiB)."""
    picture, x = picture_input(height, width, channels)
    x = keras.layers.Conv2D(16, 3, activation="relu")(x)
    x = keras.layers.MaxPooling2D()(x)
    size = min(8, x.shape[1], x.shape[2])
    x = keras.layers.DepthwiseConv2D(size, min(3, size), activation="relu")(x)
    if min(x.shape[1], x.shape[2]) > 1:
        x = keras.layers.MaxPooling2D()(x)
    return keras.Model(picture, scores(keras.layers.Flatten()(x), classes), name="small_cnn")
