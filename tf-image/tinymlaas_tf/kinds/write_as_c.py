"""The int8 model as C, proven on every held-out picture."""

import numpy as np

from ..compile_parameters import CompileParameters
from ..conversion.run_tflite import run_reference
from ..data.holdout import Holdout
from ..plain_c.refused import NotAsCode
from ..plain_c.run_c import run_c, tcc_available
from ..plain_c.write_c import CModel, write_c
from .context import Context


def write_as_c(
    context: Context, model: bytes, holdout: Holdout, expected: np.ndarray, parameters: CompileParameters
) -> tuple[CModel | None, dict[str, object]]:
    """The code, or None where it is refused, and the `c` of the report. Raises RuntimeError when it answers differently."""
    try:
        code = write_c(model, parameters.name, holdout.classes)
    except NotAsCode as refusal:
        context.events.warn("not-as-c", f"This model is not delivered as C: {refusal}.")
        return None, {"offered": False, "reason": str(refusal)}
    report: dict[str, object] = {
        "offered": True, "name": code.name, "ram_bytes": code.buffer_bytes, "stack_bytes": code.stack_bytes,
        "flash_bytes": code.flash_bytes, "weight_bytes": code.weight_bytes, "table_bytes": code.table_bytes,
        "code_bytes": code.code_bytes, "instructions": code.instructions, "images": None,
    }  # fmt: skip
    if not tcc_available():
        context.events.warn("no-tcc", "TinyCC is not installed: the model's C was not run here.")
        return code, report
    context.watch.enter("prove", f"{len(holdout.pixels)} pictures in C")
    inputs = (holdout.pixels.astype(np.int16) - 128).astype(np.int8)
    answers = run_c(code, inputs, context.space.work / "c")
    insist(model, holdout.pixels, answers, expected)
    return code, report | {"images": len(inputs)}


def insist(model: bytes, pixels: np.ndarray, answers: np.ndarray, expected: np.ndarray) -> None:
    """TensorFlow Lite's fast kernels may round otherwise than its reference kernels, which are the measure."""
    differing = np.flatnonzero((answers != expected).any(1))
    if len(differing) == 0:
        return
    wrong = int((answers[differing] != run_reference(model, pixels[differing])).any(1).sum())
    if wrong:
        raise RuntimeError(f"The model's C answers {wrong} of {len(pixels)} held-out pictures otherwise than TensorFlow Lite.")
