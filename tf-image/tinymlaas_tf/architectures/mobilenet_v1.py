"""MobileNetV1, the network of MLPerf Tiny's visual wake words (there: alpha 0.25 at 96x96, 80 %)."""

import keras

from .blocks import conv, picture_input, scores, separable, weighted_pool

# Filters at full width and stride of every separable block.
BLOCKS = (
    (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2),
    (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
)  # fmt: skip
SMALLEST_MAP = 2


def build_mobilenet_v1(height: int, width: int, channels: int, classes: int, alpha: float) -> keras.Model:
    """`alpha` scales all filters. Small pictures are halved less often, so that the last map is at least 2x2."""
    picture, x = picture_input(height, width, channels)
    x = conv(x, _filters(32, alpha), stride=2)
    for filters, stride in BLOCKS:
        small = min(x.shape[1], x.shape[2]) < 2 * SMALLEST_MAP
        x = separable(x, _filters(filters, alpha), 1 if small else stride)
    x = keras.layers.Dropout(0.1)(weighted_pool(x))
    return keras.Model(picture, scores(x, classes), name="mobilenet_v1")


def _filters(filters: int, alpha: float) -> int:
    """A multiple of 8 where that is near, since vector instructions take 4 or 8 at a time."""
    return max(8, round(filters * alpha / 8) * 8)
