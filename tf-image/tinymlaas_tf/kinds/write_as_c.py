"""The int8 model as C, proven on every held-out picture."""

from pathlib import Path

import numpy as np

from ..compile_parameters import CompileParameters
from ..conversion.run_tflite import run_reference
from ..conversion.run_tflm import run_tflm, tflm_available
from ..data.holdout import Holdout
from ..plain_c.refused import NotAsCode
from ..plain_c.run_c import run_c, tcc_available
from ..plain_c.write_c import CModel, write_c
from .context import Context


def write_as_c(
    context: Context, model: bytes, holdout: Holdout, expected: np.ndarray, parameters: CompileParameters
) -> tuple[CModel | None, dict[str, object], np.ndarray]:
    """The code, or None where it is refused, the `c` of the report, and what a board will answer to the held-out pictures.

    Raises RuntimeError when the code answers differently.
    """
    try:
        code = write_c(model, parameters.name, holdout.classes)
    except NotAsCode as refusal:
        context.events.warn("not-as-c", f"This model is not delivered as C: {refusal}.")
        return None, {"offered": False, "reason": str(refusal)}, expected
    report: dict[str, object] = {
        "offered": True, "name": code.name, "ram_bytes": code.buffer_bytes, "stack_bytes": code.stack_bytes,
        "flash_bytes": code.flash_bytes, "weight_bytes": code.weight_bytes, "table_bytes": code.table_bytes,
        "code_bytes": code.code_bytes, "instructions": code.instructions, "images": None,
    }  # fmt: skip
    if not tcc_available():
        context.events.warn("no-tcc", "TinyCC is not installed: the model's C was not run here.")
        return code, report, expected
    context.watch.enter("prove", f"{len(holdout.pixels)} pictures in C")
    inputs = (holdout.pixels.astype(np.int16) - 128).astype(np.int8)
    answers = run_c(code, inputs, context.space.work / "c")
    insist(model, inputs, answers, expected, context.space.work)
    return code, report | {"images": len(inputs)}, answers


def insist(model: bytes, inputs: np.ndarray, answers: np.ndarray, expected: np.ndarray, work: Path) -> None:
    """TensorFlow Lite on a computer and TensorFlow Lite Micro differ now and then (of 400 pictures of one model: its reference
    kernels on 19, its fast ones on 21; SOFTMAX is the suspicion); the latter is what boards run, and so the measure."""
    differing = np.flatnonzero((answers != expected).any(1))
    if len(differing) == 0:
        return
    if tflm_available():
        measure = run_tflm(model, inputs[differing], work).outputs
    else:
        measure = run_reference(model, (inputs[differing].astype(np.int16) + 128).astype(np.uint8))
    wrong = int((answers[differing] != measure).any(1).sum())
    if wrong:
        raise RuntimeError(f"The model's C answers {wrong} of {len(inputs)} held-out pictures otherwise than TensorFlow Lite Micro.")
