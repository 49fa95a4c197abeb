"""<name>_camera.h and .c: frames of any size become the model's input."""

from ..emit.template import template
from ..job.parameters import Preprocessing

FITS = {"stretch": 0, "crop": 1, "pad": 2}


def write_camera(name: str, shape: Preprocessing) -> dict[str, str]:
    """Both files by name. Neither needs the model's own files."""
    header = template("c/camera.h")
    for word, number in (("$height", shape.height), ("$width", shape.width), ("$channels", shape.channels)):
        header = header.replace(word, str(number))
    source = template("c/camera.c").replace("$fit", str(FITS[shape.resize]))
    return {f"{name}_camera.h": header.replace("@", name), f"{name}_camera.c": source.replace("@", name)}
