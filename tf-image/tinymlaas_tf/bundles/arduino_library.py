"""model_arduino.zip: the model as C for Arduino, CMake, ESP-IDF, PlatformIO and Zephyr."""

from ..emit.template import template
from .board_model import BoardModel
from .c_sources import c_sources
from .cpp_sources import cpp_sources
from .library_files import fill, library_files
from .make_zip import make_zip


def arduino_library(board: BoardModel) -> bytes:
    """The .zip file for `Sketch > Include Library > Add .ZIP Library`; it compiles with nothing else installed.

    TensorFlow Lite Micro is an example of its own, because Arduino compiles all that lies in src/. It takes .cpp, not .cc.
    """
    micro = {path.replace(".cc", ".cpp"): text for path, text in cpp_sources(board).items()}
    example = "examples/tflite_micro"
    files = {
        **library_files(board),
        **{f"src/{path}": text for path, text in c_sources(board).items()},
        **{f"examples/{name}/{name}.ino": fill(template(f"arduino/{name}.ino"), board) for name in ("classify", "self_test")},
        f"{example}/tflite_micro.ino": template("arduino/tflite_micro.ino"),
        **{f"{example}/{path}": text for path, text in micro.items()},
    }
    return make_zip({f"{board.name}/{path}": text for path, text in files.items()})
