"""Operator of the schema -> the function that writes it as C."""

from collections.abc import Callable

from ..layer import Layer
from ..network import Step
from .add import write_add
from .conv import write_conv
from .dense import write_dense
from .depthwise import write_depthwise
from .pad import write_pad
from .pool import write_pool
from .quantize import write_quantize
from .reshape import write_reshape
from .softmax import write_softmax

WRITERS: dict[str, Callable[[int, Step], Layer]] = {
    "ADD": write_add,
    "AVERAGE_POOL_2D": write_pool,
    "CONV_2D": write_conv,
    "DEPTHWISE_CONV_2D": write_depthwise,
    "FULLY_CONNECTED": write_dense,
    "MAX_POOL_2D": write_pool,
    "PAD": write_pad,
    "QUANTIZE": write_quantize,
    "RESHAPE": write_reshape,
    "SOFTMAX": write_softmax,
}
