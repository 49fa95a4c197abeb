"""preprocess_vectors.h: pictures of several shapes, and fingerprints of what training makes of them."""

import numpy as np
from PIL import Image

from ..picture.fit_picture import fit_picture
from ..parameters import Preprocessing

SHAPES = ((176, 144, 1), (64, 48, 3), (37, 50, 1), (160, 120, 3), (20, 20, 3))


def preprocess_vectors_h(shape: Preprocessing) -> str:
    """Five pictures: made by the same formula here and in preprocess_test.cpp."""
    vectors = "".join(
        f"    {{{width}, {height}, {channels}, {fingerprint(width, height, channels, shape)}u}},\n"
        for width, height, channels in SHAPES
        if max(width / shape.width, height / shape.height) < 7
    )
    largest = max(width * height * channels for width, height, channels in SHAPES)
    return f"""// What training makes of a few pictures, as FNV-1a hashes.
#ifndef TINYMLAAS_PREPROCESS_VECTORS_H_
#define TINYMLAAS_PREPROCESS_VECTORS_H_

#include <stdint.h>

struct PreprocessVector {{
  int width;
  int height;
  int channels;
  uint32_t fingerprint;
}};

constexpr int kLargestSource = {largest};
constexpr PreprocessVector kPreprocessVectors[] = {{
{vectors}}};

#endif  // TINYMLAAS_PREPROCESS_VECTORS_H_
"""


def fingerprint(width: int, height: int, channels: int, shape: Preprocessing) -> int:
    """FNV-1a of the int8 input that the painted picture becomes."""
    pixels = paint(width * height * channels).reshape(height, width, channels)
    picture = Image.fromarray(pixels[..., 0] if channels == 1 else pixels)
    values = (fit_picture(picture, shape).astype(np.int16) - 128).astype(np.int8).view(np.uint8)
    result = 2166136261
    for value in values.ravel().tolist():
        result = (result ^ value) * 16777619 & 0xFFFFFFFF
    return result


def paint(count: int) -> np.ndarray:
    """uint8 [count]: the upper bytes of a linear congruential generator."""
    state, values = 12345, bytearray(count)
    for index in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        values[index] = state >> 24
    return np.frombuffer(bytes(values), np.uint8)
