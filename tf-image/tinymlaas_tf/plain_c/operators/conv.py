"""CONV_2D."""

from ..layer import Layer
from ..network import Step
from ..refused import NotAsCode
from ..scales import outputs_of
from ..tables import same_padding, window_table
from ..work import conv_work, is_pointwise
from .matrix import matrix_tables


def write_conv(number: int, step: Step) -> Layer:
    """A convolution of one pixel reads its inputs where they are; any other gathers them first, two pixels at a time."""
    taken, filters, options = step.inputs[0], step.inputs[1].data, step.options
    count, height, width, channels = filters.shape
    if (options.dilationHFactor, options.dilationWFactor) != (1, 1) or channels != taken.shape[3]:
        raise NotAsCode("a dilated or grouped convolution is not written in C; use one without")
    outputs = outputs_of(step, filters, dense=False)
    tables, groups, weights, rest = matrix_tables(number, filters.reshape(count, -1), outputs, taken.zero_point)
    matrix, scratch = f"&@_matrix_{number}", 8 * groups
    pixels = step.output.shape[1] * step.output.shape[2]
    stride = (options.strideH, options.strideW)
    work = conv_work(taken.shape, step.output.shape, (height, width), stride)
    if is_pointwise(channels, (height, width), stride):
        in_place = f"@_pointwise_in_place({matrix}, {pixels}, {{y}}, {{scratch}});"
        kernels = ("words", "multiply", "pointwise", "pointwise_in_place")
        call = f"@_pointwise({matrix}, {pixels}, {{x}}, {{y}});"
        return Layer(kernels, tables, call, outputs.plain, 0, (in_place, scratch), weights, rest, work)
    before = (
        same_padding(options.padding, taken.shape[1], step.output.shape[1], height, stride[0]),
        same_padding(options.padding, taken.shape[2], step.output.shape[2], width, stride[1]),
    )
    tables += window_table(number, taken.shape, step.output.shape, (height, width), stride, before)
    call = f"@_conv({matrix}, &@_window_{number}, {taken.zero_point}, {{x}}, {{y}}, {{scratch}});"
    kernels = ("words", "multiply", "window", "conv")
    return Layer(kernels, tables, call, outputs.plain, scratch, None, weights, rest + 24, work)
