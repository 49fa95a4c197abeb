"""ResNet8, the network of MLPerf Tiny's image classification (there: 32x32 colour, 10 classes, 85 %)."""

import keras

from .blocks import conv, normalized, picture_input, scores, weighted_pool

LARGEST_FIRST_MAP = 32


def build_resnet8(height: int, width: int, channels: int, classes: int) -> keras.Model:
    """Three residual blocks of 16, 32 and 64 filters. Pictures above 32x32 are first brought down by strides.

    Without that its 96x96 form needs 447,612 bytes of arena, more than most boards have.
    """
    picture, x = picture_input(height, width, channels)
    stride = 2 if min(height, width) > LARGEST_FIRST_MAP else 1
    x = conv(x, 16, stride=stride)
    while min(x.shape[1], x.shape[2]) > LARGEST_FIRST_MAP:
        x = keras.layers.MaxPooling2D()(x)
    for filters, stride in ((16, 1), (32, 2), (64, 2)):
        x = _residual(x, filters, stride)
    x = keras.layers.Dropout(0.1)(weighted_pool(x))
    return keras.Model(picture, scores(x, classes), name="resnet8")


def _residual(x: keras.KerasTensor, filters: int, stride: int) -> keras.KerasTensor:
    inner = conv(x, filters, stride=stride)
    inner = normalized(keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(inner))
    if stride > 1:
        x = normalized(keras.layers.Conv2D(filters, 1, stride, padding="same", use_bias=False)(x))
    return keras.layers.ReLU()(keras.layers.Add()([x, inner]))
