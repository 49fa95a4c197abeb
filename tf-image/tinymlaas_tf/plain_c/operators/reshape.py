"""RESHAPE."""

from ..layer import Layer
from ..network import Step


def write_reshape(_number: int, _step: Step) -> Layer:
    """The same bytes under another name."""
    return Layer((), "", "memcpy({y}, {x}, sizeof {y});", True, 0, ("", 0))
