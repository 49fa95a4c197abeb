"""What a model takes of a board."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """The model as C: bytes in flash, of the buffer, and of the stack."""

    flash_bytes: int
    ram_bytes: int
    stack_bytes: int


@dataclass(frozen=True)
class Need:
    """Bytes that a model takes: the .tflite in flash, the recommended arena in RAM; its arithmetic, and its classes.

    `picture` is height, width and channels; `code` is the model as C, None where it is not offered.
    """

    model_bytes: int
    arena_bytes: int
    macs: int
    outputs: int
    cmsis_arena_bytes: int | None = None
    operators: tuple[str, ...] = ()
    picture: tuple[int, int, int] | None = None
    code: Code | None = None
