"""The files that Arduino, CMake, ESP-IDF, PlatformIO and Zephyr want beside the sources."""

from ..emit.template import template
from .board_model import BoardModel

PLACES = {
    "README.md": "README.md", "LICENSE": "LICENSE", "library.properties": "library.properties", "library.json": "library.json",
    "CMakeLists.txt": "CMakeLists.txt", "idf_component.yml": "idf_component.yml", "zephyr/module.yml": "module.yml",
    "zephyr/CMakeLists.txt": "zephyr.cmake", "zephyr/Kconfig": "Kconfig",
}  # fmt: skip
NAMED = 12


def library_files(board: BoardModel) -> dict[str, str]:
    """By path; all say the model's name and version."""
    return {path: fill(template(f"library/{name}"), board) for path, name in PLACES.items()}


def fill(text: str, board: BoardModel) -> str:
    """Puts name, version and figures into a template."""
    shape, code = board.shape, board.code
    color = "grey" if shape.channels == 1 else "colour"
    figures = {
        "version": board.version,
        "by": board.golden.by,
        "picture": f"{shape.width} x {shape.height} {color}",
        "count": str(len(board.classes)),
        "ram": f"{code.buffer_bytes:,}" if code else "",
        "flash": f"{code.flash_bytes:,}" if code else "",
        "stack": f"{code.stack_bytes:,}" if code else "",
    }
    for key, value in figures.items():
        text = text.replace(f"${key}", value)
    named = text.replace("@UPPER@", board.name.upper()).replace("@", board.name)
    return named.replace("$classes", _classes(board.classes))


def _classes(classes: tuple[str, ...]) -> str:
    """For a cell of a table in Markdown."""
    shown = ", ".join(" ".join(label.split()).replace("|", "\\|").replace("`", "'") for label in classes[:NAMED])
    return shown + (f" and {len(classes) - NAMED} more" if len(classes) > NAMED else "")
