"""The int8 model as C, proven on every held-out picture."""

from pathlib import Path

import numpy as np

from ..job.compile_parameters import CompileParameters
from ..conversion.run_tflm import MicroRefused, run_tflm, tflm_available, time_limit
from ..split.holdout import Holdout
from ..plain_c.refused import NotAsCode
from ..plain_c.run_c import run_c, tcc_available
from ..plain_c.write_c import CModel, write_c
from ..kinds.context import Context


def offer_c(context: Context, model: bytes, holdout: Holdout, parameters: CompileParameters) -> tuple[CModel | None, dict[str, object]]:
    """The code, or None where it is refused, and the `c` of the report."""
    try:
        code = write_c(model, parameters.name, holdout.classes, holdout.certainty.raw)
    except NotAsCode as refusal:
        context.events.warn("not-as-c", f"This model is not delivered as C: {refusal}.")
        return None, {"offered": False, "reason": str(refusal)}
    return code, {
        "offered": True, "name": code.name, "ram_bytes": code.buffer_bytes, "stack_bytes": code.stack_bytes,
        "flash_bytes": code.flash_bytes, "weight_bytes": code.weight_bytes, "table_bytes": code.table_bytes,
        "code_bytes": code.code_bytes, "instructions": code.instructions, "images": None,
    }  # fmt: skip


def prove_c(
    context: Context, code: CModel | None, model: bytes, holdout: Holdout, expected: np.ndarray, micro: np.ndarray
) -> tuple[dict[str, object], np.ndarray | None]:
    """What the `c` of the report has to say besides, and the code's answers, where it was run.

    `expected` are TensorFlow Lite's answers, `micro` those of TFLite Micro to the first pictures, as far as it got. Raises
    RuntimeError when the code answers otherwise than TFLite Micro.
    """
    if code is None:
        return {}, None
    if not tcc_available():
        context.events.warn("no-tcc", "TinyCC is not installed: the model's C was not run here.")
        return {}, None
    context.watch.enter("prove", f"{len(holdout.pixels)} pictures in C")
    inputs = (holdout.pixels.astype(np.int16) - 128).astype(np.int8)
    answers = run_c(code, inputs, context.space.work / "c")
    proven = insist(model, inputs, answers, np.concatenate([micro, expected[len(micro) :]]), len(micro), context.space.work)
    return {"images": proven}, answers


def insist(model: bytes, inputs: np.ndarray, answers: np.ndarray, expected: np.ndarray, certain: int, work: Path) -> int:
    """How many answers are proven to be those of a board. Raises RuntimeError for a wrong one.

    The first `certain` of `expected` are TFLite Micro's, which is what boards run. The rest are TensorFlow Lite's, which differs from it
    now and then (docs/decisions 30); where the code does not answer like it, TFLite Micro is asked. What it does not answer is not
    proven.
    """
    wrong = (answers != expected).any(1)
    rest = certain + np.flatnonzero(wrong[certain:])
    measure = _measure(model, inputs[rest], work) if len(rest) else answers[:0]
    asked = answers[rest[: len(measure)]]
    bad = int(wrong[:certain].sum()) + int((asked != measure).any(1).sum() if len(measure) else 0)
    if bad:
        raise RuntimeError(f"The model's C answers {bad} of {len(inputs)} held-out pictures otherwise than TensorFlow Lite Micro.")
    return len(inputs) - (len(rest) - len(measure))


def _measure(model: bytes, inputs: np.ndarray, work: Path) -> np.ndarray:
    """Answers of TFLite Micro, as many as it gives in time; none where it is not there."""
    if not tflm_available():
        return np.zeros((0, 0), np.int8)
    try:
        return run_tflm(model, inputs, work, time_limit()).outputs
    except MicroRefused:
        return np.zeros((0, 0), np.int8)
