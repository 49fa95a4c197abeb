"""Layers that all networks here are made of; after conversion only operators that every board's sketch registers."""

import keras

MOMENTUM = 0.9  # with Keras' 0.99 the moving averages lag so far behind on small data that every picture gets one class


def picture_input(height: int, width: int, channels: int) -> tuple[keras.KerasTensor, keras.KerasTensor]:
    """Brightness 0..255 in; out 0..1. The division disappears into the first convolution at conversion."""
    picture = keras.Input((height, width, channels), name="picture")
    return picture, keras.layers.Rescaling(1 / 255)(picture)


def conv(x: keras.KerasTensor, filters: int, size: int = 3, stride: int = 1) -> keras.KerasTensor:
    """Convolution, batch norm, ReLU."""
    x = keras.layers.Conv2D(filters, size, stride, padding="same", use_bias=False)(x)
    return keras.layers.ReLU()(normalized(x))


def separable(x: keras.KerasTensor, filters: int, stride: int = 1) -> keras.KerasTensor:
    """3x3 depthwise, then 1x1: about a ninth of the work of a full convolution."""
    x = keras.layers.DepthwiseConv2D(3, stride, padding="same", use_bias=False)(x)
    return conv(keras.layers.ReLU()(normalized(x)), filters, 1)


def normalized(x: keras.KerasTensor) -> keras.KerasTensor:
    """Batch norm; folded into the layer before it at conversion."""
    return keras.layers.BatchNormalization(momentum=MOMENTUM)(x)


def weighted_pool(x: keras.KerasTensor) -> keras.KerasTensor:
    """One number per channel: a depthwise convolution over the whole map that starts as the mean.

    Unlike MEAN or AVERAGE_POOL_2D this is an operator that the small boards' sketches register.
    """
    height, width = x.shape[1], x.shape[2]
    mean = keras.initializers.Constant(1 / (height * width))
    x = keras.layers.DepthwiseConv2D((height, width), depthwise_initializer=mean)(x)
    return keras.layers.Flatten()(x)


def scores(x: keras.KerasTensor, classes: int) -> keras.KerasTensor:
    """One probability per class."""
    return keras.layers.Dense(classes, activation="softmax", name="scores")(x)
