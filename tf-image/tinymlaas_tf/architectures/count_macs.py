"""How much arithmetic one picture costs."""

import keras


def count_macs(model: keras.Model) -> int:
    """Multiply-accumulates of all convolutions and dense layers for one picture."""
    return sum(_layer_macs(layer) for layer in model.layers)


def _layer_macs(layer: keras.Layer) -> int:
    if isinstance(layer, keras.layers.DepthwiseConv2D):
        _, height, width, channels = layer.output.shape
        return height * width * channels * layer.kernel_size[0] * layer.kernel_size[1]
    if isinstance(layer, keras.layers.Conv2D):
        _, height, width, channels = layer.output.shape
        return height * width * channels * layer.kernel_size[0] * layer.kernel_size[1] * layer.input.shape[-1]
    if isinstance(layer, keras.layers.Dense):
        return layer.input.shape[-1] * layer.units
    return 0
