"""The model as one header and one source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..emit.c_text import c_comment, c_string
from ..emit.template import template
from ..evaluation.threshold import ALWAYS
from .layer import Layer
from .network import Network, read_network
from .operators.writers import WRITERS
from .plan_memory import Plan, plan_memory
from .refused import NotAsCode
from .work import instructions

# In the order in which they build on each other; bytes of code on a Cortex-M4 (gcc 12.2, -O2).
KERNELS = {
    "fixed_point": 0, "words": 0, "window": 0, "multiply": 400, "pointwise": 60, "pointwise_in_place": 120, "conv": 380,
    "depthwise": 450, "add": 250, "max_pool": 100, "average_pool": 200, "pad": 150, "requantize": 150, "softmax": 450,
}  # fmt: skip
PER_CALL = 34
# The deepest calls, on a Cortex-M4.
STACK_BYTES = 320
BASICS = ("fixed_point", "words")


@dataclass(frozen=True)
class CModel:
    """Texts of `<name>.h` and `<name>.c`. Bytes: of the buffer all; of weights and other constants all; of code about. `instructions` of a run on a Cortex-M4, about."""

    name: str
    header: str
    source: str
    buffer_bytes: int
    weight_bytes: int
    table_bytes: int
    code_bytes: int
    instructions: int
    stack_bytes: int = STACK_BYTES

    @property
    def flash_bytes(self) -> int:
        """Code and constants, without what the C library adds."""
        return self.weight_bytes + self.table_bytes + self.code_bytes


def write_c(model: bytes, name: str, classes: Sequence[str], threshold: int = ALWAYS) -> CModel:
    """`name` begins every identifier; below the raw output `threshold` it is unsure. Raises NotAsCode."""
    network = read_network(model)
    layers = [_layer(number, network) for number in range(len(network.steps))]
    plan = plan_memory(network, layers)
    header = _header(name, network, plan, classes, threshold)
    parts = [
        f"// {name}: the model as C99. Made by a program; what it means is said in {name}.h.\n",
        template("c/head.c"),
        template("c/finish.c" if all(layer.plain for layer in layers) else "c/finish_any.c"),
        *(template(f"c/{kernel}.c" if kernel in BASICS else f"c/kernels/{kernel}.c") for kernel in _kernels(layers, plan)),
        *(layer.tables for layer in layers if layer.tables),
        _labels(classes),
        _run(network, layers, plan),
        template("c/answer.c"),
    ]
    source = "\n".join(parts).replace("@", name)
    weights, tables = (sum(getattr(layer, field) for layer in layers) for field in ("weight_bytes", "table_bytes"))
    labels = sum(5 + len(label.encode()) for label in classes)
    code = sum(KERNELS[kernel] for kernel in _kernels(layers, plan)) + PER_CALL * len(layers)
    return CModel(name, header, source, plan.bytes, weights, tables + labels, code, instructions(layer.work for layer in layers))


def _layer(number: int, network: Network) -> Layer:
    step = network.steps[number]
    write = WRITERS.get(step.name)
    if write is None:
        known = ", ".join(WRITERS)
        raise NotAsCode(f"operator {step.name} is not written in C (these are: {known}); train another architecture")
    if any(value is not None and value.data is not None and value.zero_point != 0 for value in step.inputs):
        raise NotAsCode(f"{step.name} has weights with a zero point; compile the model again")
    return write(number, step)


def _kernels(layers: Sequence[Layer], plan: Plan) -> list[str]:
    used = {kernel for layer in layers for kernel in layer.kernels}
    here = {layer.kernels[-1] for layer, in_place in zip(layers, plan.in_place, strict=True) if in_place and layer.kernels}
    there = {layer.kernels[-2] for layer, in_place in zip(layers, plan.in_place, strict=True) if not in_place and layer.in_place and len(layer.kernels) > 1}
    used -= {"pointwise_in_place"} - here
    used -= {"pointwise"} - there
    return [kernel for kernel in KERNELS if kernel in used]


def _run(network: Network, layers: Sequence[Layer], plan: Plan) -> str:
    lines = []
    for number, (operator, layer) in enumerate(zip(network.operators, layers, strict=True)):
        places = [f"b + {plan.offsets[index]}" for index in operator.inputs if index in plan.offsets]
        scratch = plan.scratch[number]
        call = layer.in_place[0] if plan.in_place[number] else layer.call
        if call:
            fields = {"x": places[0], "x2": places[-1], "y": f"b + {plan.offsets[operator.outputs[0]]}", "scratch": f"b + {scratch}"}
            lines.append(f"  {call.format(**fields)}\n")
    return (
        "#ifndef @_OWN_BUFFER\n@_SECTION uint32_t @_buffer[@_BUFFER_BYTES / 4];\n#endif\n\n"
        f"int8_t *@_input(void *buffer) {{ return (int8_t *)buffer + {plan.offsets[network.input]}; }}\n\n"
        "const int8_t *@_run(void *buffer) {\n  int8_t *const b = (int8_t *)buffer;\n"
        f"{''.join(lines)}  return b + {plan.offsets[network.output]};\n}}\n"
    )


def _labels(classes: Sequence[str]) -> str:
    # What follows puts the model's name in the place of @.
    rows = "".join(f"    {c_string(label)},\n".replace("@", "\\100") for label in classes)
    return f"const char *const @_labels[@_CLASSES] = {{\n{rows}}};\n"


def _header(name: str, network: Network, plan: Plan, classes: Sequence[str], threshold: int) -> str:
    _, height, width, channels = network.values[network.input].shape
    numbers = {"height": height, "width": width, "channels": channels, "classes": len(classes), "bytes": plan.bytes, "threshold": f"({threshold})"}
    outputs = "".join(f"//   {number}: {c_comment(label)}\n" for number, label in enumerate(classes))
    text = re.sub(r"\$(\w+)", lambda found: str(numbers[found[1]]), template("c/header.h"))
    return text.replace("@OUTPUTS@", "\0").replace("@", name).replace("\0", outputs)
