"""The arena that a 32-bit board needs, without a board."""

from collections.abc import Sequence
from dataclasses import dataclass

from .flatbuffer import Graph
from .plan_arena import plan_arena

# Bytes per kind of operator beyond its structures: a fit to TFLite Micro's 32-bit allocator (commit 90b983c2b),
# within 300 bytes on every convolutional network it was not fitted to.
PER_OPERATOR = {"CONV_2D": 96, "DEPTHWISE_CONV_2D": 90, "MAX_POOL_2D": 53, "AVERAGE_POOL_2D": 53, "FULLY_CONNECTED": 62}
OTHER, FIXED, PER_TENSOR, PER_NODE, PER_CHANNEL = 62, 403, 12, 32, 8
RESERVE, RESERVE_SHARE = 1024, 0.02
# What CMSIS-NN wants besides: a handle, and scratch while an operator runs.
SCRATCH = ("CONV_2D", "DEPTHWISE_CONV_2D")
PER_SCRATCH, MVE_CHANNELS = 32, 124


@dataclass(frozen=True)
class Arena:
    """Bytes: activations are exact, `estimated` is for reference kernels and `cmsis_nn` for that library on cores with
    DSP instructions; `recommended` is what to reserve for both, `recommended_mve` also for cores with vectors."""

    activations: int
    estimated: int
    cmsis_nn: int
    recommended: int
    recommended_mve: int

    @property
    def reference(self) -> int:
        """What to reserve for reference kernels alone."""
        return reserve(self.estimated)


def estimate_arena(graph: Graph) -> Arena:
    """Activations, scratch and TFLite Micro's own structures on a 32-bit processor."""
    activations = plan_arena(graph)
    structures = FIXED + PER_TENSOR * len(graph.tensors) + PER_NODE * len(graph.operators)
    for operator in graph.operators:
        structures += PER_OPERATOR.get(operator.name, OTHER)
        if operator.name in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            structures += PER_CHANNEL * graph.tensors[operator.outputs[0]].shape[-1]
    dsp, mve = (structures + _with_scratch(graph, cmsis_scratch(graph, vectors)) for vectors in (False, True))
    total = activations + structures
    return Arena(activations, total, dsp, reserve(max(total, dsp)), reserve(max(total, dsp, mve)))


def _with_scratch(graph: Graph, scratch: Sequence[int]) -> int:
    return plan_arena(graph, scratch) + sum(PER_SCRATCH for size in scratch if size > 0)


def cmsis_scratch(graph: Graph, vectors: bool) -> list[int]:
    """Bytes by operator: two columns of a convolution in 16 bits, or a window of a depthwise one for all channels.

    Its own kernels for one pixel and, without vectors, for 3x3 depthwise need none.
    """
    sizes = []
    for operator in graph.operators:
        if operator.name not in SCRATCH:
            sizes.append(0)
            continue
        channels, outputs = (graph.tensors[index].shape[-1] for index in (operator.inputs[0], operator.outputs[0]))
        weights = graph.tensors[operator.inputs[1]].bytes
        if operator.name == "CONV_2D":
            window = weights // (channels * outputs)
            sizes.append(0 if window == 1 else 4 * window * channels)
        else:
            window = weights // outputs
            sizes.append(4 * MVE_CHANNELS * window if vectors else 0 if window == 9 else 2 * weights)
    return sizes


def reserve(estimated: int) -> int:
    """The estimate plus 1 KiB or 2 %, whichever is more, rounded up to 16."""
    wanted = estimated + max(RESERVE, int(estimated * RESERVE_SHARE))
    return -(-wanted // 16) * 16
