"""Where every tensor lies in the one buffer, decided before the program is compiled."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from .layer import Layer
from .network import Network

ALIGNMENT = 4


@dataclass
class _Block:
    """Tensors that share one place, and the steps (inclusive) at which it is in use."""

    bytes: int
    first: int
    last: int
    offset: int = 0


@dataclass(frozen=True)
class Plan:
    """Bytes in all; offset of every tensor that is no constant; per step its scratch and whether it works in place."""

    bytes: int
    offsets: dict[int, int]
    scratch: tuple[int | None, ...]
    in_place: tuple[bool, ...]


def plan_memory(network: Network, layers: Sequence[Layer]) -> Plan:
    """The smallest of a few plans: as much in place as possible or only what costs nothing, largest or oldest first."""
    plans = (_plan(network, layers, copies, by_size) for copies, by_size in product((False, True), (True, False)))
    return min(plans, key=lambda plan: plan.bytes)


def _plan(network: Network, layers: Sequence[Layer], copies: bool, by_size: bool) -> Plan:
    last_use = {index: step for step, one in enumerate(network.operators) for index in one.inputs}
    last_use[network.output] = len(layers)
    blocks = {network.input: _Block(_size(network, network.input), -1, last_use[network.input])}
    in_place, scratch = [], []
    for number, (operator, layer) in enumerate(zip(network.operators, layers, strict=True)):
        source, target = operator.inputs[0], operator.outputs[0]
        free = source in blocks and last_use[source] == number and blocks[source].last == number
        in_place.append(free and layer.in_place is not None and (copies or layer.in_place[1] == 0))
        if in_place[-1]:
            blocks[target] = blocks[source]
            blocks[target].last = last_use[target]
            blocks[target].bytes = max(blocks[target].bytes, _size(network, target))
        else:
            blocks[target] = _Block(_size(network, target), number, last_use[target])
        wanted = layer.in_place[1] if in_place[-1] else layer.scratch
        scratch.append(_Block(_aligned(wanted), number, number) if wanted else None)
    unique = list({id(block): block for block in [*blocks.values(), *(one for one in scratch if one)]}.values())
    unique.sort(key=lambda block: (-block.bytes, block.first) if by_size else (block.first, -block.bytes))
    for number, block in enumerate(unique):
        block.offset = _lowest_gap(block, unique[:number])
    total = max(block.offset + block.bytes for block in unique)
    offsets = {index: block.offset for index, block in blocks.items()}
    return Plan(total, offsets, tuple(one.offset if one else None for one in scratch), tuple(in_place))


def _lowest_gap(block: _Block, placed: Sequence[_Block]) -> int:
    offset = 0
    for other in sorted(_neighbours(block, placed), key=lambda one: one.offset):
        if other.offset - offset >= block.bytes:
            break
        offset = max(offset, other.offset + other.bytes)
    return offset


def _neighbours(block: _Block, placed: Sequence[_Block]) -> Iterator[_Block]:
    return (one for one in placed if one.first <= block.last and block.first <= one.last)


def _size(network: Network, index: int) -> int:
    return _aligned(math.prod(network.values[index].shape))


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT
