"""camera_vectors.h: frames of several shapes, and fingerprints of what training makes of them."""

import numpy as np
from PIL import Image

from ..parameters import Preprocessing
from ..picture.fit_picture import fit_picture

LARGEST = 40
SHAPES = ((176, 144, 1), (160, 120, 3), (320, 240, 1), (324, 244, 1), (320, 240, 3), (640, 480, 1))


def camera_vectors_h(shape: Preprocessing) -> str:
    """Frames that the model takes, made by the same formula here and in camera_test.c; one at least."""
    shapes = [one for one in SHAPES if _fits(one, shape)] or [(2 * shape.width, 2 * shape.height, 1)]
    vectors = "".join(
        f"    {{{width}, {height}, {channels}, {fingerprint(width, height, channels, shape)}u}},\n"
        for width, height, channels in shapes
    )
    largest = max(width * height * channels for width, height, channels in shapes)
    widest = max(width for width, _, _ in shapes)
    return f"""// What training makes of a few frames, as FNV-1a hashes.
#include <stdint.h>

enum {{ LARGEST_FRAME = {largest}, WIDEST_FRAME = {widest} }};

static const struct {{
  int width, height, channels;
  uint32_t fingerprint;
}} camera_vectors[] = {{
{vectors}}};
"""


def _fits(frame: tuple[int, int, int], shape: Preprocessing) -> bool:
    factors = (frame[0] / shape.width, frame[1] / shape.height)
    return min(factors) >= 1 and max(factors) <= LARGEST


def fingerprint(width: int, height: int, channels: int, shape: Preprocessing) -> int:
    """FNV-1a of the int8 input that the painted frame becomes."""
    pixels = paint(width * height * channels).reshape(height, width, channels)
    picture = Image.fromarray(pixels[..., 0] if channels == 1 else pixels)
    values = (fit_picture(picture, shape).astype(np.int16) - 128).astype(np.int8).view(np.uint8)
    result = 2166136261
    for value in values.ravel().tolist():
        result = (result ^ value) * 16777619 & 0xFFFFFFFF
    return result


def paint(count: int) -> np.ndarray:
    """uint8 [count]: positions scrambled, so that no frame has to be stored."""
    values = np.arange(count, dtype=np.uint32) * np.uint32(2654435761)
    values = (values ^ (values >> np.uint32(15))) * np.uint32(2246822519)
    return (values >> np.uint32(24)).astype(np.uint8)
