"""The arena that a 32-bit board needs, without a board."""

from dataclasses import dataclass

from .flatbuffer import Graph
from .plan_arena import plan_arena

# Bytes per kind of operator beyond its structures: a fit to TFLite Micro's 32-bit allocator (commit 90b983c2b),
# within 300 bytes on every convolutional network it was not fitted to.
PER_OPERATOR = {"CONV_2D": 96, "DEPTHWISE_CONV_2D": 90, "MAX_POOL_2D": 53, "AVERAGE_POOL_2D": 53, "FULLY_CONNECTED": 62}
OTHER, FIXED, PER_TENSOR, PER_NODE, PER_CHANNEL = 62, 403, 12, 32, 8
RESERVE, RESERVE_SHARE = 1024, 0.02


@dataclass(frozen=True)
class Arena:
    """Bytes: activations are exact, the total is an estimate, and `recommended` is what to reserve."""

    activations: int
    estimated: int
    recommended: int


def estimate_arena(graph: Graph) -> Arena:
    """Activations plus TFLite Micro's own structures, for reference kernels on a 32-bit processor."""
    activations = plan_arena(graph)
    structures = FIXED + PER_TENSOR * len(graph.tensors) + PER_NODE * len(graph.operators)
    for operator in graph.operators:
        structures += PER_OPERATOR.get(operator.name, OTHER)
        if operator.name in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            structures += PER_CHANNEL * graph.tensors[operator.outputs[0]].shape[-1]
    total = activations + structures
    return Arena(activations, total, reserve(total))


def reserve(estimated: int) -> int:
    """The estimate plus 1 KiB or 2 %, whichever is more, rounded up to 16."""
    wanted = estimated + max(RESERVE, int(estimated * RESERVE_SHARE))
    return -(-wanted // 16) * 16
