"""What runs a model on a board, and what that costs besides the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .boards import Board, Need

# Flash of TensorFlow Lite Micro with four operators on a Cortex-M4 (newlib-nano, commit 90b983c2b), and with ADD besides:
# measured without a model. Its own structures in RAM are part of the arena.
MICRO_FLASH = {"tflite-micro": (65_004, 75_200), "tflite-micro-cmsis-nn": (108_364, 120_752)}
# Measured: 1,436 to 1,640 bytes.
MICRO_STACK = 2048
# A bare program around it: vectors, start-up code, C library.
PROGRAM_FLASH = 4096
SKETCH_PICTURE = (96, 96, 1)
SKETCH_OPERATORS = frozenset(
    "MAX_POOL_2D CONV_2D DEPTHWISE_CONV_2D RESHAPE SOFTMAX QUANTIZE DEQUANTIZE SHAPE STRIDED_SLICE PACK FULLY_CONNECTED".split()
)


@dataclass(frozen=True)
class Code:
    """The model as C: bytes in flash, of the buffer, and of the stack."""

    flash_bytes: int
    ram_bytes: int
    stack_bytes: int


@dataclass(frozen=True)
class Runtime:
    """`c`, `tflite-micro` (reference kernels) or `tflite-micro-cmsis-nn`; bytes of model and runtime together."""

    name: str
    flash_bytes: int
    ram_bytes: int


def runtimes_of(need: Need, board: Board) -> list[Runtime]:
    """Those that the board can have, the leanest first. The bridge's sketch has an interpreter of its own."""
    arenas = {"tflite-micro": need.arena_bytes, "tflite-micro-cmsis-nn": need.cmsis_arena_bytes or need.arena_bytes}
    names = ["tflite-micro"] if board.get("sketch") or not board.get("cmsis_nn", False) else list(arenas)
    micro = [_micro(name, need, arenas[name], bool(board.get("sketch"))) for name in names]
    if need.code is None or board.get("sketch"):
        return micro
    code = need.code
    return [Runtime("c", code.flash_bytes + PROGRAM_FLASH, code.ram_bytes + code.stack_bytes), *micro]


def _micro(name: str, need: Need, arena: int, sketch: bool) -> Runtime:
    flash = MICRO_FLASH[name][1 if "ADD" in need.operators else 0]
    return Runtime(name, need.model_bytes + flash + PROGRAM_FLASH, arena if sketch else arena + MICRO_STACK)


def reason_against_sketch(need: Need, board: Board) -> str | None:
    """Why the MCU bridge's sketch cannot run a model that is small enough, or None."""
    if not board.get("sketch") or need.picture is None:
        return None
    reasons = []
    if need.picture != SKETCH_PICTURE:
        height, width, channels = need.picture
        reasons.append(f"the sketch takes pictures of 96x96 in grey, not {width}x{height} with {channels} channels")
    if need.outputs != 2:
        reasons.append(f"the sketch reads two classes, not {need.outputs}")
    if unknown := sorted(set(need.operators) - SKETCH_OPERATORS):
        reasons.append(f"the sketch does not know {', '.join(unknown)}")
    return "; ".join(reasons) or None
