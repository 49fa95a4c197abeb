"""Where TFLite Micro's greedy planner would put the activations."""

from collections.abc import Sequence
from dataclasses import dataclass

from .flatbuffer import Graph

ALIGNMENT = 16


@dataclass(frozen=True)
class Buffer:
    """Bytes, rounded up to 16, that must not overlap another's between two operators (inclusive)."""

    bytes: int
    first: int
    last: int


def plan_arena(graph: Graph, scratch: Sequence[int] = ()) -> int:
    """Bytes of activations at the worst moment, as TFLite Micro lays them out; `scratch` are bytes by operator."""
    buffers = lifetimes(graph)
    buffers += [Buffer(_aligned(size), step, step) for step, size in enumerate(scratch, start=1) if size > 0]
    placed: list[tuple[int, Buffer]] = []
    for buffer in sorted(reversed(buffers), key=lambda one: -one.bytes):
        placed.append((_first_gap(buffer, placed), buffer))
    return max((offset + buffer.bytes for offset, buffer in placed), default=0)


def lifetimes(graph: Graph) -> list[Buffer]:
    """One buffer per tensor that is no constant, in the order of tensors."""
    first = dict.fromkeys(graph.inputs, 0)
    last = dict.fromkeys(graph.inputs, 0)
    for position, operator in enumerate(graph.operators, start=1):
        for tensor in operator.outputs:
            first.setdefault(tensor, position)
            last[tensor] = position
        for tensor in operator.inputs:
            last[tensor] = position
    last |= dict.fromkeys(graph.outputs, len(graph.operators))
    moving = [index for index in sorted(first) if not graph.tensors[index].constant]
    return [Buffer(_aligned(graph.tensors[index].bytes), first[index], last[index]) for index in moving]


def _first_gap(buffer: Buffer, placed: Sequence[tuple[int, Buffer]]) -> int:
    """The lowest offset at which `buffer` fits between those that live at the same time."""
    offset = 0
    neighbours = sorted((at, one.bytes) for at, one in placed if one.first <= buffer.last and buffer.first <= one.last)
    for at, size in neighbours:
        if at - offset >= buffer.bytes:
            break
        offset = max(offset, at + size)
    return offset


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT
