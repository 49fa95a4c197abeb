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
    inputs, answers = golden_rows(board.golden)
    vectors = template("c/golden.c").replace("@INPUTS@\n", inputs).replace("@ANSWERS@\n", answers)
    return {
        f"{name}.h": code.header,
        f"{name}.c": code.source,
        **write_camera(name, board.shape),
        f"{name}_golden.h": template("c/golden.h").replace("$count", str(board.golden.count)).replace("$by", board.golden.by).replace("@", name),
        f"{name}_golden.c": vectors.replace("@", name),
    }
