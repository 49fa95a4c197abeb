"""The model as C, its camera's frames and its test vectors, by file name."""

from ..emit.golden_vectors import golden_rows
from ..emit.template import template
from ..plain_c.write_camera import write_camera
from .board_model import BoardModel


def c_sources(board: BoardModel) -> dict[str, str]:
    """What a firmware needs; nothing else has to be installed."""
    code, name = board.code, board.name
    if code is None:
        raise ValueError("this model has no C")
    count, inputs, answers = golden_rows(board.pixels, board.outputs)
    vectors = template("c/golden.c").replace("@INPUTS@\n", inputs).replace("@ANSWERS@\n", answers)
    return {
        f"{name}.h": code.header,
        f"{name}.c": code.source,
        **write_camera(name, board.shape),
        f"{name}_golden.h": template("c/golden.h").replace("$count", str(count)).replace("@", name),
        f"{name}_golden.c": vectors.replace("@", name),
    }
