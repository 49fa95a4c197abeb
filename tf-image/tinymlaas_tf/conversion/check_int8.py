"""The promises that generated C code builds on."""

from dataclasses import dataclass

from ..boards.runtimes import SKETCH_OPERATORS
from .flatbuffer import Graph


@dataclass(frozen=True)
class Port:
    """An input or output of the int8 model: real value = scale * (int8 - zero_point)."""

    shape: tuple[int, ...]
    scale: float
    zero_point: int


def check_int8(graph: Graph) -> tuple[Port, Port]:
    """Input and output, after checking int8 = pixel - 128 and score = (int8 + 128) / 256.

    Raises RuntimeError: a model that breaks the promise must not reach a board.
    """
    taken, given = (_port(graph, indices) for indices in (graph.inputs, graph.outputs))
    if (taken.scale, taken.zero_point) != (1.0, -128):
        raise RuntimeError(f"The input is not pixel - 128: {taken}")
    if (given.scale, given.zero_point) != (1 / 256, -128):
        raise RuntimeError(f"The output is not a probability in 1/256: {given}")
    if len(taken.shape) != 4 or taken.shape[0] != 1 or len(given.shape) != 2:
        raise RuntimeError(f"Unexpected shapes: {taken.shape} -> {given.shape}")
    return taken, given


def unknown_to_sketch(graph: Graph) -> list[str]:
    """Operators that the bridge's RP2040 sketch does not register."""
    return sorted({operator.name for operator in graph.operators} - SKETCH_OPERATORS)


def _port(graph: Graph, indices: tuple[int, ...]) -> Port:
    tensor = graph.tensors[indices[0]]
    if len(indices) != 1 or tensor.scale is None or tensor.zero_point is None:
        raise RuntimeError(f"Expected one quantised tensor, found {len(indices)}: {tensor}")
    return Port(tensor.shape, tensor.scale, tensor.zero_point)
