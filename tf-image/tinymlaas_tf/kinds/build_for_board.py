"""Conversion, measurement and packaging of one trained model. Imports TensorFlow."""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ..architectures.count_macs import count_macs
from ..boards import Need, fit_boards
from ..conversion.check_int8 import Port, check_int8, unknown_to_sketch
from ..conversion.convert import convert_float32, convert_int8
from ..conversion.export_saved_model import export_saved_model
from ..conversion.flatbuffer import Graph, read_graph
from ..conversion.run_tflite import run_tflite, scores_of
from ..data.holdout import Holdout
from ..emit.target_model_cc import target_model_cc
from ..evaluation.metrics import evaluate
from ..tensorflow_setup import set_up_tensorflow
from ..versions import versions
from .context import Context, Report
from .load_network import load_network
from .measure_on_micro import measure_on_micro

MAX_LOSS = 0.02


@dataclass(frozen=True)
class Variant:
    """One converted model and what it says of the held-out pictures (raw outputs, scores 0..1)."""

    name: str
    kind: str
    model: bytes
    outputs: np.ndarray
    scores: np.ndarray


def build_for_board(context: Context, model_path: Path, holdout: Holdout) -> Report:
    """float32 and full int8 models, both measured, and the int8 one as C++."""
    set_up_tensorflow(int(holdout.facts["seed"]))
    context.events.emit("started", kind="compile", versions=versions())
    network = load_network(model_path)
    context.watch.enter("convert", "float32, int8")
    saved = export_saved_model(network, context.space.work / "saved")
    float32 = _measured("model_float32.tflite", "float32", convert_float32(saved), holdout)
    int8 = _measured("model.tflite", "int8", convert_int8(saved, holdout.calibration), holdout)
    graph = read_graph(int8.model)
    taken, given = check_int8(graph)
    context.watch.enter("evaluate", f"{len(holdout.pixels)} pictures, twice")
    evaluations = {one.kind: evaluate(one.scores, holdout.labels, holdout.file_ids, holdout.classes) for one in (float32, int8)}
    same = int((float32.scores.argmax(1) == int8.scores.argmax(1)).sum())
    micro, arena = measure_on_micro(context, int8.model, graph, holdout, int8.outputs)
    macs = count_macs(network)
    context.watch.enter("package")
    for variant in (int8, float32):
        context.outbox.add(variant.name, "application/vnd.tflite", variant.model)
    context.outbox.add("target_model.cc", "text/x-c++src", target_model_cc(int8.model).encode())
    loss = float(evaluations["float32"]["accuracy"]) - float(evaluations["int8"]["accuracy"])
    if loss > MAX_LOSS:
        text = f"The int8 model is right {loss:.1%} less often than the float one. More and more varied training pictures help."
        context.events.warn("quantisation-loss", text)
    return {
        "classes": holdout.classes,
        "architecture": str(holdout.facts["architecture"]),
        "params": int(network.count_params()),
        "macs": macs,
        "preprocessing": asdict(holdout.preprocessing),
        "input": _port(taken, "int8"),
        "output": _port(given, "int8"),
        "variants": [
            {"name": one.name, "kind": one.kind, "bytes": len(one.model), "evaluation": evaluations[one.kind]}
            for one in (int8, float32)
        ],
        "agreement": {"images": len(holdout.labels), "same": same, "share": same / len(holdout.labels)},
        "accuracy_loss": loss,
        "operators": operators(graph),
        "unknown_to_sketch": unknown_to_sketch(graph),
        "arena": arena,
        "boards": fit_boards(Need(len(int8.model), int(arena["recommended_bytes"]), macs)),
        "micro": micro,
        "calibration": {"images": len(holdout.calibration), "pins": 2},
        "seconds": context.watch.seconds(),
        "versions": versions(),
    }


def operators(graph: Graph) -> list[dict[str, object]]:
    """Name and count of every operator, by name."""
    names = [operator.name for operator in graph.operators]
    return [{"name": name, "count": names.count(name)} for name in sorted(set(names))]


def _measured(name: str, kind: str, model: bytes, holdout: Holdout) -> Variant:
    outputs = run_tflite(model, holdout.pixels)
    return Variant(name, kind, model, outputs, scores_of(model, outputs))


def _port(port: Port, number: str) -> dict[str, object]:
    return {"shape": port.shape, "type": number, "scale": port.scale, "zero_point": port.zero_point}
