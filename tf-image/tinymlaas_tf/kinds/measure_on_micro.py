"""The int8 model in TFLite Micro, compared with TensorFlow Lite and with the arena's estimate."""

import numpy as np

from ..boards import reason_against_outputs
from ..conversion.estimate_arena import estimate_arena
from ..conversion.flatbuffer import Graph
from ..conversion.run_tflm import MicroRefused, run_tflm, tflm_available
from ..data.holdout import Holdout
from ..evaluation.metrics import evaluate
from ..evaluation.out_of_fold import as_if_unseen
from .context import Context
from .variant import Variant

MOST_PICTURES = 500
Micro = dict[str, object]


def measure_on_micro(
    context: Context, int8: Variant, graph: Graph, holdout: Holdout
) -> tuple[Micro | None, dict[str, object]]:
    """The `micro` and `arena` of the report: every picture is answered as TensorFlow Lite did, or it is said."""
    estimate = estimate_arena(graph)
    arena: dict[str, object] = {
        "activation_bytes": estimate.activations, "estimated_bytes": estimate.estimated,
        "cmsis_nn_bytes": estimate.cmsis_nn, "recommended_bytes": estimate.recommended,
        "recommended_mve_bytes": estimate.recommended_mve, "measured_bytes": None, "measured_on": None,
    }
    if not tflm_available():
        context.events.warn("no-tflite-micro", "Package tflite-micro is not installed: the arena is estimated, not measured.")
        return None, arena
    pixels, truth, ids = (part[:MOST_PICTURES] for part in (holdout.pixels, holdout.labels, holdout.file_ids))
    try:
        run = run_tflm(int8.model, (pixels.astype(np.int16) - 128).astype(np.int8), context.space.work)
    except MicroRefused as refusal:
        many = reason_against_outputs(len(holdout.classes))
        reason = f"{refusal}; {many}" if many else str(refusal)
        context.events.warn("micro-refused", f"TFLite Micro cannot run this model: {reason}")
        return {"runs": False, "reason": reason}, arena
    arena |= {"measured_bytes": run.arena_bytes, "measured_on": "64-bit host, reference kernels"}
    identical = int((run.outputs == int8.outputs[:MOST_PICTURES]).all(1).sum())
    if identical < len(pixels):
        text = f"TFLite Micro answered {len(pixels) - identical} of {len(pixels)} pictures differently from TensorFlow Lite."
        context.events.warn("micro-differs", text)
    scores = (run.outputs.astype(np.float32) + 128) / 256
    learned = holdout.held.scores
    scores = as_if_unseen(None if learned is None else learned[:MOST_PICTURES], int8.network[:MOST_PICTURES], scores)
    accuracy = evaluate(scores, truth, ids, holdout.classes)["accuracy"]
    return {"runs": True, "images": len(pixels), "identical": identical, "accuracy": accuracy}, arena
