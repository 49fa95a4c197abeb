"""model_settings.h and .cpp: what a program has to know of the model."""

from collections.abc import Sequence

from ..evaluation.threshold import ALWAYS
from ..natural_order import natural_order
from ..job.parameters import Preprocessing
from .c_text import c_numbers, c_string


def model_settings_h(shape: Preprocessing, classes: Sequence[str], arena_bytes: int, mve_bytes: int, threshold: int = ALWAYS) -> str:
    """Sizes, labels and the arena to reserve; `mve_bytes` where CMSIS-NN uses vector instructions (Cortex-M55, M85);
    below the raw output `threshold` the model is unsure."""
    labels = "".join(f"    {c_string(label)},\n" for label in classes)
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
// The least raw output of the best class to answer by; -128 answers always.
#if defined(CLASSIFIER_THRESHOLD)
constexpr int kThreshold = CLASSIFIER_THRESHOLD;
#else
constexpr int kThreshold = {threshold};
#endif
constexpr int kUnsure = -1;
// Bytes for 32-bit boards, with a reserve: enough for TFLite Micro's reference kernels and for CMSIS-NN.
#if defined(TENSOR_ARENA_SIZE)
constexpr int kTensorArenaSize = TENSOR_ARENA_SIZE;
#elif defined(__ARM_FEATURE_MVE)
constexpr int kTensorArenaSize = {mve_bytes};
#else
constexpr int kTensorArenaSize = {arena_bytes};
#endif

// In the order of the model's outputs, which is alphabetical.
constexpr const char* kClassLabels[kClassCount] = {{
{labels}}};
{_natural(classes)}{_levels(shape)}
#endif  // TINYMLAAS_MODEL_SETTINGS_H_
"""


def _natural(classes: Sequence[str]) -> str:
    """Nothing where both orders are the same."""
    order = natural_order(classes)
    if order == list(range(len(classes))):
        return ""
    return f"\n// For lists that people read (1, 2, 10): positions among the outputs.\nconstexpr int kNaturalOrder[kClassCount] = {{\n{c_numbers(order)}}};\n"


def _levels(shape: Preprocessing) -> str:
    """Nothing unless the training scaled 16-bit pictures."""
    if (shape.black_level, shape.white_level) == (0, 65535):
        return ""
    return f"""
// The pictures had 16 bits: a sensor's value becomes a pixel by (value - kBlackLevel) * 255 / (kWhiteLevel - kBlackLevel).
constexpr int kBlackLevel = {shape.black_level};
constexpr int kWhiteLevel = {shape.white_level};
"""


TARGET_MODEL_H = """// The model as bytes of a .tflite file.
#ifndef TINYMLAAS_TARGET_MODEL_H_
#define TINYMLAAS_TARGET_MODEL_H_

extern const unsigned char model_tflite[];
extern const int model_tflite_len;

#endif  // TINYMLAAS_TARGET_MODEL_H_
"""
