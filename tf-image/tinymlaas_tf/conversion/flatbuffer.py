"""What is inside a .tflite file."""

from dataclasses import dataclass

from tensorflow.lite.python import schema_py_generated as schema

BYTES_OF_TYPE = {
    schema.TensorType.FLOAT32: 4, schema.TensorType.INT32: 4, schema.TensorType.INT64: 8,
    schema.TensorType.INT8: 1, schema.TensorType.UINT8: 1, schema.TensorType.INT16: 2, schema.TensorType.BOOL: 1,
}


@dataclass(frozen=True)
class Tensor:
    """`constant` tensors lie in flash; the others need a place in the arena."""

    shape: tuple[int, ...]
    bytes: int
    constant: bool
    scale: float | None
    zero_point: int | None


@dataclass(frozen=True)
class Operator:
    """Names as in the schema, CONV_2D; inputs and outputs are positions in `tensors`."""

    name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass(frozen=True)
class Graph:
    """The one subgraph of a converted model."""

    tensors: tuple[Tensor, ...]
    operators: tuple[Operator, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


def read_graph(model: bytes) -> Graph:
    """Parse a model that the converter made."""
    parsed = schema.ModelT.InitFromPackedBuf(model, 0)
    graph = parsed.subgraphs[0]
    names = {value: name for name, value in vars(schema.BuiltinOperator).items() if isinstance(value, int)}
    codes = [max(code.builtinCode, code.deprecatedBuiltinCode) for code in parsed.operatorCodes]
    tensors = tuple(_tensor(tensor, parsed.buffers[tensor.buffer]) for tensor in graph.tensors)
    operators = tuple(
        Operator(names[codes[op.opcodeIndex]], _used(op.inputs), _used(op.outputs)) for op in graph.operators
    )
    return Graph(tensors, operators, _used(graph.inputs), _used(graph.outputs))


def _tensor(tensor: schema.TensorT, buffer: schema.BufferT) -> Tensor:
    shape = tuple(int(size) for size in (tensor.shape if tensor.shape is not None else ()))
    size = BYTES_OF_TYPE.get(tensor.type, 4)
    for length in shape:
        size *= length
    how = tensor.quantization
    single = how is not None and how.scale is not None and len(how.scale) == 1
    scale = float(how.scale[0]) if single else None
    return Tensor(shape, size, buffer.data is not None, scale, int(how.zeroPoint[0]) if single else None)


def _used(indices: object) -> tuple[int, ...]:
    return tuple(int(index) for index in indices if index >= 0)
