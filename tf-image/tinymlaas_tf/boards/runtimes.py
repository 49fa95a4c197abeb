"""What runs a model on a board, and what that costs besides the model."""

from dataclasses import dataclass

from .catalogue import ASSUMED, Board
from .need import Need

MICRO_FLASH: dict[str, list[int]] = ASSUMED["micro_flash"]
MICRO_STACK, PROGRAM_FLASH = int(ASSUMED["micro_stack"]), int(ASSUMED["program_flash"])
SKETCH_PICTURE, SKETCH_OPERATORS = tuple(ASSUMED["sketch_picture"]), frozenset(ASSUMED["sketch_operators"])


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
