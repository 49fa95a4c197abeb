"""Conversion and measurement of one trained model. Imports TensorFlow."""

from dataclasses import asdict, replace
from pathlib import Path

import keras
import numpy as np

from ..architectures.count_macs import count_macs
from ..boards.fit_boards import fit_boards
from ..boards.need import Code, Need
from ..job.compile_parameters import CompileParameters
from ..process.aside import aside
from ..conversion.check_int8 import Port, check_int8, unknown_to_sketch
from ..conversion.convert import convert_int8
from ..conversion.estimate_arena import estimate_arena
from ..conversion.export_saved_model import export_saved_model
from ..conversion.flatbuffer import Graph, read_graph
from ..conversion.run_tflm import time_limit
from ..split.holdout import Holdout
from ..bundles.board_model import BoardModel
from ..evaluation.bounded_report import bounded_report
from ..evaluation.find_collapse import find_collapse
from ..evaluation.metrics import evaluate
from ..evaluation.measure_unsure import measure_unsure
from ..evaluation.paired import compare_paired
from ..emit.golden_vectors import Golden
from ..events import LaterWarnings
from ..natural_order import natural_order
from ..tensorflow_setup import set_up_tensorflow
from ..training.score_pictures import score_pictures
from ..versions import versions
from ..kinds.context import Context, Report
from .explain_loss import explain_loss
from ..kinds.load_network import load_network
from .measure_on_micro import measure_on_micro
from .variant import Variant, measure_variant
from .write_as_c import offer_c, prove_c
from .write_board_files import draw_plots, write_board_files


def build_for_board(context: Context, model_path: Path, holdout: Holdout, parameters: CompileParameters) -> Report:
    """float32 and full int8 models, both measured, and the int8 one as C++. int8 comes first everywhere."""
    seed = int(holdout.facts["seed"])
    set_up_tensorflow(seed)
    context.events.emit("started", kind="compile", versions=versions())
    network = load_network(model_path)
    others = ("float32", "int16x8") if parameters.int16x8 else ("float32",)
    context.watch.enter("convert", ", ".join(("int8", *others)))
    saved = export_saved_model(network, context.space.work / "saved")
    calibration = holdout.calibration[: parameters.calibration_images]
    waits = [context.companion.begin("conversion.convert", "convert_apart", kind, saved, calibration, seed) for kind in others]
    scores = score_pictures(network, holdout.pixels, np.arange(len(holdout.pixels)))
    int8 = measure_variant("model.tflite", "int8", convert_int8(saved, calibration), holdout, scores)
    graph = read_graph(int8.model)
    taken, given = check_int8(graph)
    code, as_c = offer_c(context, int8.model, holdout, parameters)
    # It waits for another program most of the time.
    later = LaterWarnings()
    wait_for_micro = aside(lambda: measure_on_micro(replace(context, events=later), int8, graph, holdout, time_limit()))
    variants = [int8]
    for kind, wait in zip(others, waits, strict=True):
        variants.append(measure_variant(f"model_{kind}.tflite", kind, wait(), holdout, scores))
    float32 = variants[1]
    context.watch.enter("evaluate", f"{len(holdout.pixels)} pictures in TFLite Micro")
    measured = [
        {"name": one.name, "kind": one.kind, "bytes": len(one.model),
         "evaluation": evaluate(one.unseen, holdout.labels, holdout.file_ids, holdout.classes)}
        for one in variants
    ]  # fmt: skip
    macs, arena = int(count_macs(network)), estimate_arena(graph)
    names = tuple(sorted({operator.name for operator in graph.operators}))
    picture = (taken.shape[1], taken.shape[2], taken.shape[3])
    as_code = None if code is None else Code(code.flash_bytes, code.buffer_bytes, code.stack_bytes)
    need = Need(len(int8.model), arena.reference, macs, len(holdout.classes), arena.recommended, names, picture, as_code)
    boards = fit_boards(need, context.stream.job.boards)
    plots = draw_plots(context, measured, boards, holdout)
    same = int((float32.scores.argmax(1) == int8.scores.argmax(1)).sum())
    micro = wait_for_micro()
    later.tell(context.events)
    loss = compare_paired(*(one.unseen.argmax(1) == holdout.labels for one in (float32, int8)))
    if (text := explain_loss(loss)) is not None:
        context.events.warn("quantisation-loss", text)
    if (collapse := find_collapse(float32.scores, int8.scores, holdout.classes)) is not None:
        context.events.warn("int8-collapse", collapse)
    unsure = measure_unsure(holdout.certainty, int8.unseen, holdout.labels)
    proven, answers = prove_c(context, code, int8.model, holdout, int8.outputs, micro.outputs)
    golden = choose_golden(holdout.pixels, micro.outputs, answers, int8.outputs)
    report: Report = {
        "classes": holdout.classes,
        "natural_order": [holdout.classes[index] for index in natural_order(holdout.classes)],
        "architecture": str(holdout.facts["architecture"]),
        "params": int(network.count_params()),
        "macs": macs,
        "preprocessing": asdict(holdout.preprocessing),
        "split": holdout.facts.get("split"),
        "initial_weights": holdout.facts.get("initial_weights"),
        "candidates": holdout.facts.get("candidates") or [],
        "input": _port(taken),
        "output": _port(given),
        "variants": measured,
        "agreement": {"images": len(holdout.labels), "same": same, "share": same / len(holdout.labels)},
        "accuracy_loss": loss["difference"],
        "quantisation": {"only_float": loss["only_first"], "only_int8": loss["only_second"], "interval": loss["interval"]},
        "operators": operators(graph),
        "unknown_to_sketch": unknown_to_sketch(graph),
        "arena": micro.arena,
        "c": as_c | proven,
        "boards": boards,
        "micro": micro.report,
        "unsure": unsure,
        "golden": {"images": golden.count, "answered_by": golden.answered_by},
        "calibration": {"images": min(parameters.calibration_images, len(holdout.calibration)), "pins": 2},
        "versions": versions(),
    }
    context.watch.enter("package")
    board = BoardModel(
        parameters.name, parameters.version, int8.model, code, holdout.preprocessing, tuple(holdout.classes), names,
        arena.recommended, int(micro.arena["recommended_mve_bytes"]), golden, holdout.certainty.raw,
    )  # fmt: skip
    write_board_files(context, board, variants, report, plots)
    return bounded_report(report) | {"seconds": context.watch.seconds()}


def operators(graph: Graph) -> list[dict[str, object]]:
    """Name and count of every operator, by name."""
    names = [operator.name for operator in graph.operators]
    return [{"name": name, "count": names.count(name)} for name in sorted(set(names))]


def choose_golden(pixels: np.ndarray, micro: np.ndarray, code: np.ndarray | None, lite: np.ndarray) -> Golden:
    """The pictures that are delivered with answers: those of TFLite Micro, else of the C, else of TensorFlow Lite."""
    if len(micro):
        return Golden(pixels[: len(micro)], micro, "tflite-micro")
    return Golden(pixels, lite, "tflite") if code is None else Golden(pixels, code, "c")


def _port(port: Port) -> dict[str, object]:
    return {"shape": port.shape, "type": "int8", "scale": port.scale, "zero_point": port.zero_point}
