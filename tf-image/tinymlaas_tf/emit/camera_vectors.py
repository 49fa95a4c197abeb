"""camera_vectors.h: frames of several shapes, and fingerprints of what training makes of them."""

import numpy as np
from PIL import Image

from ..job.parameters import Preprocessing
from ..picture.fit_picture import fit_picture

LARGEST = 40
# Bytes of a pixel, by what the header calls the format.
BYTES = {"GREY": 1, "RGB888": 3, "RGB565": 2, "RGB565_SWAPPED": 2}
Frame = tuple[int, int, str]
SHAPES: tuple[Frame, ...] = (
    (176, 144, "GREY"), (160, 120, "RGB888"), (320, 240, "GREY"), (324, 244, "GREY"), (320, 240, "RGB888"), (640, 480, "GREY"),
    (160, 120, "RGB565"), (320, 240, "RGB565"), (320, 240, "RGB565_SWAPPED"),
)  # fmt: skip


def camera_vectors_h(shape: Preprocessing, name: str) -> str:
    """Frames that the model takes, made by the same formula here and in camera_test.c; one at least of every format."""
    shapes = [one for one in SHAPES if _fits(one, shape)]
    shapes += [(2 * shape.width, 2 * shape.height, one) for one in BYTES if one not in {frame[2] for frame in shapes}]
    vectors = "".join(
        f"    {{{width}, {height}, {name}_{pixels}, {fingerprint((width, height, pixels), shape)}u}},\n" for width, height, pixels in shapes
    )
    largest = max(width * height * BYTES[pixels] for width, height, pixels in shapes)
    widest = max(width for width, _, _ in shapes)
    return f"""// What training makes of a few frames, as FNV-1a hashes.
#include <stdint.h>

enum {{ LARGEST_FRAME = {largest}, WIDEST_FRAME = {widest} }};

static const struct {{
  int width, height;
  {name}_format format;
  uint32_t fingerprint;
}} camera_vectors[] = {{
{vectors}}};
"""


def _fits(frame: Frame, shape: Preprocessing) -> bool:
    factors = (frame[0] / shape.width, frame[1] / shape.height)
    return min(factors) >= 1 and max(factors) <= LARGEST


def fingerprint(frame: Frame, shape: Preprocessing) -> int:
    """FNV-1a of the int8 input that the painted frame becomes."""
    width, height, pixels = frame
    picture = Image.fromarray(_picture(paint(width * height * BYTES[pixels]), height, width, pixels))
    values = (fit_picture(picture, shape).astype(np.int16) - 128).astype(np.int8).view(np.uint8)
    result = 2166136261
    for value in values.ravel().tolist():
        result = (result ^ value) * 16777619 & 0xFFFFFFFF
    return result


def _picture(data: np.ndarray, height: int, width: int, pixels: str) -> np.ndarray:
    """uint8 [height, width] of grey ones, else [height, width, 3]; a colour's highest bits fill up what it lacks."""
    if BYTES[pixels] != 2:
        return data.reshape(height, width) if pixels == "GREY" else data.reshape(height, width, 3)
    both = data.view(">u2" if pixels == "RGB565" else "<u2").astype(np.uint32).reshape(height, width)
    red, green, blue = both >> 11, both >> 5 & 63, both & 31
    return np.stack([red << 3 | red >> 2, green << 2 | green >> 4, blue << 3 | blue >> 2], -1).astype(np.uint8)


def paint(count: int) -> np.ndarray:
    """uint8 [count]: positions scrambled, so that no frame has to be stored."""
    values = np.arange(count, dtype=np.uint32) * np.uint32(2654435761)
    values = (values ^ (values >> np.uint32(15))) * np.uint32(2246822519)
    return (values >> np.uint32(24)).astype(np.uint8)
