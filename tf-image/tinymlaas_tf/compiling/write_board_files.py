"""The artifacts of a compile."""

import json
from collections.abc import Callable, Mapping, Sequence

from ..bundles.arduino_library import arduino_library
from ..bundles.board_model import BoardModel
from ..bundles.c_bundle import c_bundle
from ..bundles.cpp_bundle import cpp_bundle
from ..split.holdout import Holdout
from ..emit.model_card import model_card_html
from ..emit.target_model_cc import target_model_cc
from ..evaluation.bounded_report import DETAILS, MOST, bounded_report, evaluation_details
from ..jsonable import jsonable
from ..plots.confusion import plot_confusion
from ..kinds.context import Context, Report
from .variant import Variant


Plots = Mapping[str, Callable[[], bytes]]


def write_board_files(context: Context, board: BoardModel, variants: Sequence[Variant], report: Report, plots: Plots) -> None:
    """.tflite files, C and C++, plots, and a card that shows them."""
    outbox = context.outbox
    for variant in variants:
        outbox.add(variant.name, "application/vnd.tflite", variant.model)
    outbox.add("target_model.cc", "text/x-c++src", target_model_cc(board.model, board.classes).encode())
    outbox.add("model_cpp.zip", "application/zip", cpp_bundle(board))
    if board.code is not None:
        outbox.add("model_c.zip", "application/zip", c_bundle(board))
        outbox.add("model_arduino.zip", "application/zip", arduino_library(board))
    drawn = {name: wait() for name, wait in plots.items()}
    for name, data in drawn.items():
        outbox.add(name, "image/png", data)
    if len(board.classes) > MOST:
        evaluations = {one["name"]: one["evaluation"] for one in report["variants"]}
        outbox.add(DETAILS, "application/json", evaluation_details(board.classes, evaluations))
    card = bounded_report(report)
    outbox.add("model_card.json", "application/json", json.dumps(jsonable(card), ensure_ascii=False, indent=1).encode())
    outbox.add("model_card.html", "text/html", model_card_html(card, drawn).encode())


def draw_plots(context: Context, variants: Sequence[Report], boards: Sequence[Report], holdout: Holdout) -> Plots:
    """What waits for each plot: one is drawn beside this process, the other here."""
    # A whole evaluation may be large.
    brief = [one | {"evaluation": {"accuracy": one["evaluation"]["accuracy"]}} for one in variants]
    wait_for_comparison = context.companion.draw("comparison", brief, boards)
    int8 = variants[0]["evaluation"]
    kind = "test pictures" if "folds" not in (holdout.facts.get("split") or {}) else "pictures, cross-validated,"
    confusion = plot_confusion(int8["confusion"], holdout.classes, f"int8: {int8['accuracy']:.1%} of {int8['images']} {kind} right")
    return {"comparison.png": wait_for_comparison, "confusion_int8.png": lambda: confusion}
