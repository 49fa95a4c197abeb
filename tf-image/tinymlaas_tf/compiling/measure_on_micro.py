"""The int8 model in TFLite Micro, compared with TensorFlow Lite and with the arena's estimate."""

from dataclasses import dataclass

import numpy as np

from ..boards.fit_boards import reason_against_outputs
from ..conversion.estimate_arena import estimate_arena
from ..conversion.flatbuffer import Graph
from ..conversion.locate_difference import Origin, locate_difference
from ..conversion.run_tflm import MicroRefused, run_tflm, tflm_available, time_limit
from ..split.holdout import Holdout
from ..evaluation.metrics import evaluate
from ..evaluation.out_of_fold import as_if_unseen
from ..plural import plural
from ..kinds.context import Context
from .variant import Variant

# One operator that rounds otherwise moves its own output by one unit.
ROUNDING = 1
Report = dict[str, object]


@dataclass(frozen=True)
class OnMicro:
    """The `micro` and `arena` of the report, and raw outputs [k, classes] of the first k held-out pictures: all, unless it was late or refused."""

    report: Report | None
    arena: Report
    outputs: np.ndarray


def measure_on_micro(context: Context, int8: Variant, graph: Graph, holdout: Holdout, limit: float) -> OnMicro:
    """Within `limit` seconds every held-out picture is answered as TensorFlow Lite did, or it is said how many are not, and why."""
    estimate = estimate_arena(graph)
    arena: Report = {
        "activation_bytes": estimate.activations, "estimated_bytes": estimate.estimated,
        "cmsis_nn_bytes": estimate.cmsis_nn, "recommended_bytes": estimate.recommended,
        "recommended_mve_bytes": estimate.recommended_mve, "measured_bytes": None, "measured_on": None,
    }
    nothing = int8.outputs[:0]
    if not tflm_available():
        context.events.warn("no-tflite-micro", "Package tflite-micro is not installed: the arena is estimated, not measured.")
        return OnMicro(None, arena, nothing)
    inputs = (holdout.pixels.astype(np.int16) - 128).astype(np.int8)
    try:
        run = run_tflm(int8.model, inputs, context.space.work, limit)
    except MicroRefused as refusal:
        many = reason_against_outputs(len(holdout.classes))
        reason = f"{refusal}; {many}" if many else str(refusal)
        context.events.warn("micro-refused", f"TFLite Micro cannot run this model: {reason}")
        return OnMicro({"runs": False, "reason": reason}, arena, nothing)
    if run.arena_bytes is not None:
        arena |= {"measured_bytes": run.arena_bytes, "measured_on": "64-bit host, reference kernels"}
    answered = len(run.outputs)
    if answered < len(inputs):
        reason = f"it had answered {answered} of {plural(len(inputs), 'held-out picture')} after {limit:.0f} seconds"
        text = f"TFLite Micro was stopped: {reason}. What is delivered is the same; smaller pictures or a longer deadline measure all."
        context.events.warn("micro-unfinished", text)
        if answered == 0:
            return OnMicro({"runs": False, "reason": reason}, arena, nothing)
    learned = holdout.held.scores
    unseen = as_if_unseen(None if learned is None else learned[:answered], int8.network[:answered], (run.outputs.astype(np.float32) + 128) / 256)
    evaluation = evaluate(unseen, holdout.labels[:answered], holdout.file_ids[:answered], holdout.classes)
    report: Report = {
        "runs": True, "images": answered, "held_out": len(inputs),
        "identical": int((run.outputs == int8.outputs[:answered]).all(1).sum()),
        "accuracy": evaluation["accuracy"], "interval": evaluation["interval"], "differences": None,
    }  # fmt: skip
    if report["identical"] < answered:
        report["differences"] = _differences(context, int8, graph, inputs, run.outputs)
        context.events.warn("micro-differs", _explain(report))
    return OnMicro(report, arena, run.outputs)


def _differences(context: Context, int8: Variant, graph: Graph, inputs: np.ndarray, outputs: np.ndarray) -> Report:
    expected = int8.outputs[: len(outputs)]
    differing = np.flatnonzero((outputs != expected).any(1))
    try:
        examined, origins = locate_difference(int8.model, graph, inputs[differing], context.space.work, time_limit())
    except MicroRefused:
        examined, origins = 0, []
    return {
        "images": len(differing),
        "units": int(np.abs(outputs.astype(np.int64) - expected.astype(np.int64)).max()),
        "other_class": int((outputs.argmax(1) != expected.argmax(1)).sum()),
        "examined": examined,
        "operators": origins,
    }


def _explain(report: Report) -> str:
    """What differs, whose fault it is, and what to do."""
    found = report["differences"]
    text = (
        f"TFLite Micro answered {found['images']} of {plural(report['images'], 'held-out picture')} otherwise than TensorFlow Lite on this computer, "
        f"by at most {found['units']} of 256 units; it names another class for {found['other_class']}. "
    )
    origins: list[Origin] = found["operators"]
    if not origins:
        text += "Where it begins could not be found out. "
    else:
        first = origins[0]
        text += (
            f"It begins most often at operator {first['position']}, {first['name']}: given the same, its output differs by {plural(first['units'], 'unit')} "
            f"at most, in {first['images']} of {plural(found['examined'], 'picture')} looked at. "
        )
    if origins and max(one["units"] for one in origins) > ROUNDING:
        return text + "That is more than rounding: a defect of the kernels, not of your pictures. Boards answer like TFLite Micro; report it with the model."
    text += "The kernels of this computer round otherwise; neither the model nor your pictures are at fault. "
    if found["other_class"]:
        return text + f"Nothing is to be done: boards answer like TFLite Micro, so count on its accuracy of {report['accuracy']:.1%}; those pictures were close to a tie."
    return text + "Nothing is to be done: boards answer like TFLite Micro, and the test vectors and the C follow it."
