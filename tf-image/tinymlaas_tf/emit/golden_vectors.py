"""Pictures with the int8 model's answers, as C arrays."""

import numpy as np

from .c_text import c_numbers

MOST, MOST_BYTES = 8, 96 * 1024

GOLDEN_VECTORS_H = """// Held-out pictures (pixel - 128) and the int8 model's answers to them in Python.
#ifndef TINYMLAAS_GOLDEN_VECTORS_H_
#define TINYMLAAS_GOLDEN_VECTORS_H_

#include <stdint.h>

#include "model_settings.h"

constexpr int kGoldenCount = {count};
extern const int8_t kGoldenInputs[kGoldenCount][kImageHeight * kImageWidth * kImageChannels];
extern const int8_t kGoldenOutputs[kGoldenCount][kClassCount];

#endif  // TINYMLAAS_GOLDEN_VECTORS_H_
"""


def golden_vectors(pixels: np.ndarray, outputs: np.ndarray) -> tuple[str, str]:
    """golden_vectors.h and .cpp. `pixels` uint8 [n, height, width, channels], `outputs` int8 [n, classes], n >= 1.

    See golden_rows.
    """
    count, inputs, answers = golden_rows(pixels, outputs)
    source = (
        '#include "golden_vectors.h"\n\n'
        "const int8_t kGoldenInputs[kGoldenCount][kImageHeight * kImageWidth * kImageChannels] = {\n"
        f"{inputs}}};\n\n"
        f"const int8_t kGoldenOutputs[kGoldenCount][kClassCount] = {{\n{answers}}};\n"
    )
    return GOLDEN_VECTORS_H.format(count=count), source


def golden_rows(pixels: np.ndarray, outputs: np.ndarray) -> tuple[int, str, str]:
    """How many pictures, and rows of C for them (pixel - 128) and for their answers.

    At most 8, and as many as fit in 96 KiB: those whose answers differ most come first.
    """
    count = int(np.clip(MOST_BYTES // pixels[0].nbytes, 1, min(MOST, len(pixels))))
    spread = _varied(outputs)[:count]
    inputs = "".join("  {\n" + c_numbers((pixels[row].ravel().astype(int) - 128).tolist(), 20) + "  },\n" for row in spread)
    answers = "".join("  {" + ", ".join(str(value) for value in outputs[row]) + "},\n" for row in spread)
    return count, inputs, answers


def _varied(outputs: np.ndarray) -> list[int]:
    """Rows in an order in which each answer is as far as possible from those before: saturated ones prove little."""
    values = outputs.astype(np.int64)
    order = [int(np.abs(values).sum(1).argmin())]
    distance = np.abs(values - values[order[0]]).sum(1)
    while len(order) < min(MOST, len(values)):
        order.append(int(distance.argmax()))
        distance = np.minimum(distance, np.abs(values - values[order[-1]]).sum(1))
        distance[order] = -1
    return order
