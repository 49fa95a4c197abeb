"""MobileNetV2 with few filters: fewer multiplications than V1 for the same width, but more RAM."""

import keras

from .blocks import conv, normalized, picture_input, scores, weighted_pool

# Expansion, filters at full width, repeats and stride of every group of inverted residuals.
GROUPS = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
LAST = 1280
MAX_LAST = 256
SMALLEST_MAP = 2


def build_mobilenet_v2(height: int, width: int, channels: int, classes: int, alpha: float) -> keras.Model:
    """`alpha` scales all filters; the last 1x1 convolution is kept to 256, which classes of a board do not outgrow."""
    picture, x = picture_input(height, width, channels)
    x = conv(x, _filters(32, alpha), stride=2)
    for expansion, filters, repeats, stride in GROUPS:
        for repeat in range(repeats):
            small = min(x.shape[1], x.shape[2]) < 2 * SMALLEST_MAP
            x = _inverted_residual(x, expansion, _filters(filters, alpha), 1 if small or repeat else stride)
    x = conv(x, min(MAX_LAST, _filters(LAST, alpha)), 1)
    x = keras.layers.Dropout(0.1)(weighted_pool(x))
    return keras.Model(picture, scores(x, classes), name="mobilenet_v2")


def _inverted_residual(x: keras.KerasTensor, expansion: int, filters: int, stride: int) -> keras.KerasTensor:
    """Widen, filter, narrow without activation; added to its input where the shapes allow."""
    inner = conv(x, expansion * x.shape[-1], 1) if expansion > 1 else x
    inner = keras.layers.DepthwiseConv2D(3, stride, padding="same", use_bias=False)(inner)
    inner = keras.layers.ReLU()(normalized(inner))
    inner = normalized(keras.layers.Conv2D(filters, 1, use_bias=False)(inner))
    same = stride == 1 and x.shape[-1] == filters
    return keras.layers.Add()([x, inner]) if same else inner


def _filters(filters: int, alpha: float) -> int:
    return max(8, round(filters * alpha / 8) * 8)
