"""MAX_POOL_2D and AVERAGE_POOL_2D."""

from ..layer import Layer
from ..network import Step
from ..scales import limits
from ..tables import same_padding, window_table
from ..work import pool_work

KERNELS = {"MAX_POOL_2D": "max_pool", "AVERAGE_POOL_2D": "average_pool"}


def write_pool(number: int, step: Step) -> Layer:
    """One window after the other; what lies outside the picture does not count."""
    taken, given, options = step.inputs[0].shape, step.output.shape, step.options
    kernel, stride = (options.filterHeight, options.filterWidth), (options.strideH, options.strideW)
    before = tuple(same_padding(options.padding, taken[i + 1], given[i + 1], kernel[i], stride[i]) for i in (0, 1))
    low, high = limits(step.output, options.fusedActivationFunction)
    name = KERNELS[step.name]
    tables = window_table(number, taken, given, kernel, stride, before)
    return Layer(("window", name), tables, f"@_{name}(&@_window_{number}, {low}, {high}, {{x}}, {{y}});", table_bytes=24, work=pool_work(given, kernel))
