"""model_settings.h and .cpp: what a program has to know of the model."""

from collections.abc import Sequence

from ..parameters import Preprocessing
from .c_text import c_string


def model_settings_h(shape: Preprocessing, classes: Sequence[str], arena_bytes: int) -> str:
    """Sizes, labels and the arena to reserve."""
    return f"""// What a program has to know of the model. Input: int8 = pixel - 128. Output: score = (int8 + 128) / 256.
#ifndef TINYMLAAS_MODEL_SETTINGS_H_
#define TINYMLAAS_MODEL_SETTINGS_H_

// How a picture of another shape was fitted in training.
enum class Resize {{ kStretch, kCrop, kPad }};

constexpr int kImageWidth = {shape.width};
constexpr int kImageHeight = {shape.height};
constexpr int kImageChannels = {shape.channels};
constexpr Resize kResize = Resize::k{shape.resize.capitalize()};
constexpr int kClassCount = {len(classes)};
// Bytes: an estimate for 32-bit boards and TFLite Micro's reference kernels, with a reserve.
constexpr int kTensorArenaSize = {arena_bytes};

// In the order of the model's outputs.
extern const char* const kClassLabels[kClassCount];

#endif  // TINYMLAAS_MODEL_SETTINGS_H_
"""


def model_settings_cpp(classes: Sequence[str]) -> str:
    """The labels."""
    labels = "".join(f"    {c_string(label)},\n" for label in classes)
    return f'#include "model_settings.h"\n\nconst char* const kClassLabels[kClassCount] = {{\n{labels}}};\n'


TARGET_MODEL_H = """// The model as bytes of a .tflite file.
#ifndef TINYMLAAS_TARGET_MODEL_H_
#define TINYMLAAS_TARGET_MODEL_H_

extern const unsigned char model_tflite[];
extern const int model_tflite_len;

#endif  // TINYMLAAS_TARGET_MODEL_H_
"""
