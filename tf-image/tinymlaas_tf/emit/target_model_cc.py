"""target_model.cc: the model as C++ source, as the bridge's sketches expect it."""

from collections.abc import Sequence

from .c_text import c_comment

PER_LINE = 10


def target_model_cc(model: bytes, classes: Sequence[str]) -> str:
    """`model_tflite` and `model_tflite_len`; the header comes first, else C++ constants are invisible elsewhere.

    The labels stand behind the bytes, within the array: programs look for it right after the first line, for the length
    right after it, for a brace as its end and for every `0x` as a byte.
    """
    return f'#include "target_model.h"\n{_array(model, classes)}const int model_tflite_len = {len(model)};\n'


def pico_model_cc(model: bytes, classes: Sequence[str]) -> str:
    """The same for the bridge's program for the Pico, which has another header, and declares the length otherwise."""
    return f'#include "person_detect_model_data.h"\n{_array(model, classes)}unsigned int model_tflite_len = {len(model)};\n'


def _array(model: bytes, classes: Sequence[str]) -> str:
    labels = "".join(f"  //   {number}: {_harmless(c_comment(label))}\n" for number, label in enumerate(classes))
    rows = f"{_rows(model)}  // The model's outputs, in order:\n{labels}"
    return f"alignas(16) const unsigned char model_tflite[] = {{\n{rows}}};\n"


def _harmless(comment: str) -> str:
    return comment.replace("0x", "0 x").replace("{", r"\u007b").replace("}", r"\u007d")


def _rows(model: bytes) -> str:
    texts = [f"0x{value:02X}, " for value in range(256)]
    starts = range(0, len(model), PER_LINE)
    return "".join("  " + "".join([texts[value] for value in model[start : start + PER_LINE]]) + "\n" for start in starts)
