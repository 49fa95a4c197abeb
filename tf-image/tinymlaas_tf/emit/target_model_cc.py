"""target_model.cc: the model as C++ source, as the bridge's sketches expect it."""

PER_LINE = 10


def target_model_cc(model: bytes) -> str:
    """`model_tflite` and `model_tflite_len`; the header comes first, else C++ constants are invisible elsewhere."""
    return (
        '#include "target_model.h"\n'
        "alignas(16) const unsigned char model_tflite[] = {\n"
        f"{_rows(model)}"
        "};\n"
        f"const int model_tflite_len = {len(model)};\n"
    )


def _rows(model: bytes) -> str:
    texts = [f"0x{value:02X}, " for value in range(256)]
    starts = range(0, len(model), PER_LINE)
    return "".join("  " + "".join([texts[value] for value in model[start : start + PER_LINE]]) + "\n" for start in starts)
