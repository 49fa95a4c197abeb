"""What a network will need on a board, known before it is trained or converted."""

from dataclasses import dataclass

import keras

from ..boards.need import Code, Need
from ..conversion.estimate_arena import Arena, estimate_arena
from ..conversion.flatbuffer import Graph, Operator, Tensor
from .count_macs import count_macs
from .estimate_work import estimate_instructions

OPERATORS: dict[type[keras.Layer], str] = {
    keras.layers.DepthwiseConv2D: "DEPTHWISE_CONV_2D",
    keras.layers.Conv2D: "CONV_2D",
    keras.layers.MaxPooling2D: "MAX_POOL_2D",
    keras.layers.Dense: "FULLY_CONNECTED",
    keras.layers.Add: "ADD",
}
WEIGHTED = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")
# Bytes of a converted file besides the weights: a fit to 30 conversions, within 10 % (4 % above 40 KB).
PER_CHANNEL, PER_OPERATOR, FIXED = 34.3, 533, 388
# Bytes of the C besides weights: bias, multiplier and shift of a channel; kernels, and the call of each operator.
C_PER_CHANNEL, C_KERNELS, C_PER_OPERATOR, C_STACK = 9, 2200, 80, 320


@dataclass(frozen=True)
class Plan:
    """Bytes of the int8 model and of its arena on a 32-bit board, multiply-accumulates, and instructions of the C on a Cortex-M4."""

    model_bytes: int
    arena: Arena
    macs: int
    instructions: int
    need: Need


def plan_network(model: keras.Model) -> Plan:
    """Activations are exact; the file's size and that of the C are within a few per cent."""
    graph = int8_graph(model)
    size, arena, macs = _model_bytes(model, graph), estimate_arena(graph), count_macs(model)
    names = tuple(sorted({operator.name for operator in graph.operators}))
    picture, outputs = tuple(model.input.shape[1:]), model.output.shape[-1]
    need = Need(size, arena.reference, macs, outputs, arena.recommended, names, picture, _code(graph, arena))
    return Plan(size, arena, macs, estimate_instructions(model), need)


def _code(graph: Graph, arena: Arena) -> Code:
    weighted = [one for one in graph.operators if one.name in WEIGHTED]
    constants = sum(graph.tensors[one.inputs[1]].bytes + C_PER_CHANNEL * graph.tensors[one.outputs[0]].shape[-1] for one in weighted)
    return Code(constants + C_KERNELS + C_PER_OPERATOR * len(graph.operators), round(arena.activations * 1.05), C_STACK)


def int8_graph(model: keras.Model) -> Graph:
    """The graph that conversion will make: batch norm, ReLU, scaling, dropout and flatten cost nothing."""
    tensors: list[Tensor] = []
    operators: list[Operator] = []
    place: dict[str, int] = {}

    def add(shape: tuple[int, ...], constant: bool = False) -> int:
        size = 1
        for length in shape:
            size *= length
        tensors.append(Tensor(shape, size, constant, None, None))
        return len(tensors) - 1

    for layer in model.layers:
        sources = [place[source.name] for source in _inputs(layer)]
        name = next((name for kind, name in OPERATORS.items() if isinstance(layer, kind)), None)
        if isinstance(layer, keras.layers.InputLayer):
            result = add((1, *layer.output.shape[1:]))
        elif name is None:
            result = sources[0]
        else:
            weights = [add(tuple(weight.shape), True) for weight in layer.weights[:1]]
            weights += [add((layer.output.shape[-1],), True)] if name in WEIGHTED else []
            result = add((1, *layer.output.shape[1:]))
            operators.append(Operator(name, (*sources, *weights), (result,)))
        place[layer.output.name] = result
    scores = add(tensors[place[model.output.name]].shape)
    operators.append(Operator("SOFTMAX", (place[model.output.name],), (scores,)))
    return Graph(tuple(tensors), tuple(operators), (place[model.input.name],), (scores,))


def _inputs(layer: keras.Layer) -> list[keras.KerasTensor]:
    if isinstance(layer, keras.layers.InputLayer):
        return []
    return layer.input if isinstance(layer.input, list) else [layer.input]


def _model_bytes(model: keras.Model, graph: Graph) -> int:
    total: float = FIXED + PER_OPERATOR * len(graph.operators)
    for operator in graph.operators:
        if operator.name in WEIGHTED:
            channels = graph.tensors[operator.outputs[0]].shape[-1]
            total += PER_CHANNEL * channels + graph.tensors[operator.inputs[1]].bytes
    return round(total)
