"""Architecture `auto`: try networks from small to large, keep the best that fits."""

import time
from dataclasses import dataclass, replace

import keras

from ..architectures.plan_network import plan_network
from ..architectures.start_network import start_network
from ..budget import Budget
from ..data.dataset import Dataset
from ..errors import BadInput
from ..events import Events
from ..parameters import TrainParameters
from .cross_validate import Crossed
from .fit_network import Fitted, fit_network
from .score_pictures import figures

# From little to much arithmetic; the predecessor's network is left out: it needs five times the RAM of the first.
ORDER = ("tiny_cnn", "mobilenet_v1_010", "mobilenet_v1", "resnet8")
# A larger network must be right this much more often to be worth its size.
WORTH = 0.005


@dataclass(frozen=True)
class Choice:
    """The network kept, what became of every candidate, and how it did on the other folds where pictures are few."""

    name: str
    model: keras.Model
    origin: str | None
    fitted: Fitted
    candidates: list[dict[str, object]]
    crossed: Crossed | None = None


def choose_network(dataset: Dataset, parameters: TrainParameters, budget: Budget, events: Events) -> Choice:
    """Train candidates until one is always right, the time is up, or all were tried. Raises BadInput if none fits."""
    started = time.monotonic()
    candidates: list[dict[str, object]] = []
    best: Choice | None = None
    best_accuracy = 0.0
    for name in ORDER:
        model, origin = start_network(name, parameters, len(dataset.classes))
        plan = plan_network(model)
        entry: dict[str, object] = {
            "architecture": name, "model_bytes": plan.model_bytes, "arena_bytes": plan.arena.recommended,
            "macs": plan.macs, "accuracy": None, "skipped": _reason(plan.need, budget, best, best_accuracy, started),
        }  # fmt: skip
        candidates.append(entry)
        if entry["skipped"] is not None:
            events.emit("log", level="info", message=f"{name} is not tried: {entry['skipped']}")
            continue
        events.emit("log", level="info", message=f"Trying {name}: {plan.macs} multiply-accumulates")
        fitted = fit_network(model, dataset, replace(parameters, architecture=name), events, "random" if origin is None else "pretrained")
        accuracy = figures(model, dataset, dataset.validation)[1]
        entry["accuracy"] = accuracy
        if best is None or accuracy >= best_accuracy + WORTH:
            best, best_accuracy = Choice(name, model, origin, fitted, candidates), accuracy
    if best is None:
        tried = "; ".join(f"{entry['architecture']}: {entry['skipped']}" for entry in candidates)
        hint = "Use smaller pictures (img_width, img_height), grayscale, or a larger board."
        raise BadInput("nothing-fits", f"No network fits the budget. {tried}.", hint, ["body", "target"])
    return best


def _reason(need: object, budget: Budget, best: Choice | None, accuracy: float, started: float) -> str | None:
    if (against := budget.reason_against(need)) is not None:
        return against
    if best is not None and accuracy >= 1:
        return f"{best.name} is right on every held-out picture already"
    if best is not None and budget.seconds is not None and time.monotonic() - started > budget.seconds:
        return f"the time is up ({budget.seconds} s)"
    return None
