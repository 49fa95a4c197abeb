"""DEPTHWISE_CONV_2D."""

import numpy as np

from ..layer import Layer, c_array
from ..network import Step
from ..refused import NotAsCode
from ..scales import outputs_of
from ..tables import end_of, same_padding, scale_tables, window_table
from ..work import depthwise_work


def write_depthwise(number: int, step: Step) -> Layer:
    """Four channels at a time; the zero point is added pixel by pixel, since windows are cut at the border."""
    taken, filters, options = step.inputs[0], step.inputs[1].data, step.options
    _, height, width, channels = filters.shape
    if channels != taken.shape[3] or channels % 4 or (options.dilationHFactor, options.dilationWFactor) != (1, 1):
        raise NotAsCode("a depthwise convolution in C takes one filter per channel, a multiple of 4 channels, no dilation")
    stride = (options.strideH, options.strideW)
    before = (
        same_padding(options.padding, taken.shape[1], step.output.shape[1], height, stride[0]),
        same_padding(options.padding, taken.shape[2], step.output.shape[2], width, stride[1]),
    )
    outputs = outputs_of(step, np.moveaxis(filters[0], 2, 0), dense=False)
    scales, rest = scale_tables(number, outputs, outputs.bias, 4)
    tables = (
        c_array(f"@_weights_{number}", "int8_t", filters)
        + scales
        + f"static const @_filter @_filter_{number} = {{@_weights_{number}, @_scales_{number}, @_shifts_{number}, "
        f"{-taken.zero_point}, {end_of(outputs)}}};\n"
        + window_table(number, taken.shape, step.output.shape, (height, width), stride, before)
    )
    call = f"@_depthwise(&@_filter_{number}, &@_window_{number}, {{x}}, {{y}});"
    kernels = ("words", "window", "depthwise")
    work = depthwise_work(taken.shape, step.output.shape, (height, width), stride, before)
    return Layer(kernels, tables, call, outputs.plain, 0, None, filters.size, rest + 52, work)
