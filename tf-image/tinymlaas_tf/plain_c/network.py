"""A converted int8 model with all that its arithmetic needs. Imports TensorFlow."""

from dataclasses import dataclass

import numpy as np
from tensorflow.lite.python import schema_py_generated as schema

from ..conversion.flatbuffer import Operator, read_graph

NUMBERS = {schema.TensorType.INT8: np.int8, schema.TensorType.INT32: np.int32}


@dataclass(frozen=True)
class Value:
    """A tensor: real value = scale * (stored value - zero point), one scale or one per channel; `data` of constants."""

    shape: tuple[int, ...]
    int8: bool
    scales: np.ndarray
    zero_point: int
    data: np.ndarray | None


@dataclass(frozen=True)
class Step:
    """One operator with its tensors; an input that is left out is None. `options` is the schema's, or None."""

    name: str
    inputs: tuple[Value | None, ...]
    output: Value
    options: object


@dataclass(frozen=True)
class Network:
    """All steps in order. `operators` name the tensors by position, as the memory plan needs them."""

    values: tuple[Value, ...]
    steps: tuple[Step, ...]
    operators: tuple[Operator, ...]
    input: int
    output: int


def read_network(model: bytes) -> Network:
    """Parse a model that the converter made, with one input and one output."""
    graph = read_graph(model)
    parsed = schema.ModelT.InitFromPackedBuf(model, 0)
    subgraph = parsed.subgraphs[0]
    values = tuple(_value(tensor, parsed.buffers[tensor.buffer].data) for tensor in subgraph.tensors)
    steps = tuple(
        Step(
            operator.name,
            tuple(values[index] if index >= 0 else None for index in one.inputs),
            values[one.outputs[0]],
            one.builtinOptions,
        )
        for operator, one in zip(graph.operators, subgraph.operators, strict=True)
    )
    return Network(values, steps, graph.operators, graph.inputs[0], graph.outputs[0])


def _value(tensor: schema.TensorT, data: object) -> Value:
    shape = tuple(int(size) for size in (tensor.shape if tensor.shape is not None else ()))
    how = tensor.quantization
    known = how is not None and how.scale is not None
    scales = np.array(how.scale if known else (), np.float32)
    zero_point = int(how.zeroPoint[0]) if known else 0
    number = NUMBERS.get(tensor.type)
    constant = data is not None and number is not None
    array = np.frombuffer(bytes(data), number).reshape(shape) if constant else None
    return Value(shape, tensor.type == schema.TensorType.INT8, scales, zero_point, array)
