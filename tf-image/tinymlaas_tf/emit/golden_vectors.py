"""Pictures with the int8 model's answers, as C arrays."""

from dataclasses import dataclass

import numpy as np

from .c_text import c_numbers

MOST, MOST_BYTES = 8, 96 * 1024
NAMES = {"tflite-micro": "TensorFlow Lite Micro", "c": "the model's C", "tflite": "TensorFlow Lite"}

GOLDEN_VECTORS_H = """// Held-out pictures (pixel - 128) and the int8 model's answers to them in {by}.
#ifndef TINYMLAAS_GOLDEN_VECTORS_H_
#define TINYMLAAS_GOLDEN_VECTORS_H_

#include <stdint.h>

#include "model_settings.h"

constexpr int kGoldenCount = {count};
extern const int8_t kGoldenInputs[kGoldenCount][kImageHeight * kImageWidth * kImageChannels];
extern const int8_t kGoldenOutputs[kGoldenCount][kClassCount];

#endif  // TINYMLAAS_GOLDEN_VECTORS_H_
"""


@dataclass(frozen=True)
class Golden:
    """Held-out `pixels`, uint8 [n, height, width, channels], and raw answers to them, int8 [n, classes], n >= 1, of what `answered_by` says."""

    pixels: np.ndarray
    outputs: np.ndarray
    answered_by: str

    @property
    def by(self) -> str:
        """`answered_by` in words."""
        return NAMES[self.answered_by]

    @property
    def count(self) -> int:
        """How many are delivered: at most 8, and as many as fit in 96 KiB."""
        return int(np.clip(MOST_BYTES // self.pixels[0].nbytes, 1, min(MOST, len(self.pixels))))


def golden_vectors(golden: Golden) -> tuple[str, str]:
    """golden_vectors.h and .cpp. See golden_rows."""
    inputs, answers = golden_rows(golden)
    source = (
        '#include "golden_vectors.h"\n\n'
        "const int8_t kGoldenInputs[kGoldenCount][kImageHeight * kImageWidth * kImageChannels] = {\n"
        f"{inputs}}};\n\n"
        f"const int8_t kGoldenOutputs[kGoldenCount][kClassCount] = {{\n{answers}}};\n"
    )
    return GOLDEN_VECTORS_H.format(count=golden.count, by=golden.by), source


def golden_rows(golden: Golden) -> tuple[str, str]:
    """Rows of C for pictures (pixel - 128) and for their answers: those whose answers differ most come first."""
    spread = _varied(golden.outputs)[: golden.count]
    inputs = "".join("  {\n" + c_numbers((golden.pixels[row].ravel().astype(int) - 128).tolist(), 20) + "  },\n" for row in spread)
    answers = "".join("  {" + ", ".join(str(value) for value in golden.outputs[row]) + "},\n" for row in spread)
    return inputs, answers


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
