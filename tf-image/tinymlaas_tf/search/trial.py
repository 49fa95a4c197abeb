"""One candidate, trained a little and measured on the pictures that choose."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import keras
import numpy as np

from ..architectures.plan_network import Plan
from ..data.dataset import Dataset
from ..evaluation.calibrate import fit_temperature, soften
from ..evaluation.interval import wilson
from ..training.batches import epoch_pictures
from ..training.fit_network import Fit
from ..training.score_pictures import each_figures, score_pictures
from ..job.parameters import TrainParameters
from .candidates import Candidate
from .choosing import Choosing

Entry = dict[str, object]
# What a picture costs besides its arithmetic, in multiply-adds for each array of weights and step: measured on six networks, within
# a third (docs/decisions/0031-auto-is-a-search-in-halves.md).
STEP_MACS = 5_000_000


@dataclass
class Trial:
    """`losses` [n] are of the last rung, by picture to choose by, at the temperature that suits each split's scores best: what is
    delivered is corrected as well. `pace` is seconds a picture once the model is traced, and `preparing` what tracing took."""

    candidate: Candidate
    plan: Plan
    model: keras.Model
    origin: str | None
    fit: Fit
    begun: list[np.ndarray]
    dataset: Dataset
    parameters: TrainParameters
    entry: Entry
    losses: np.ndarray = field(default_factory=lambda: np.zeros(0))
    pace: float = 0.0
    preparing: float = 0.0

    @property
    def size(self) -> int:
        """Bytes on a board."""
        return self.plan.model_bytes + self.plan.arena.recommended

    @property
    def work(self) -> float:
        """What `pace` goes by: multiply-adds of a picture, and its part of what every step costs."""
        return self.plan.macs + STEP_MACS * len(self.begun) / self.parameters.batch_size

    def run(self, choosing: Choosing, epochs: int, most: int, spare: float | None) -> None:
        """A training of `epochs` for each split, of `most` pictures at most; then `losses` and another rung of the entry.

        `spare` seconds are shared by the splits, tracing not counted.
        """
        started, losses, right, scored = time.monotonic(), [], [], 0.0
        seen, run = 0, epochs
        for part in choosing.parts(self.dataset):
            part = replace(part, train=part.train[:: -(-len(part.train) // most)])
            self.model.set_weights(self.begun)
            fitted = self.fit(part, None, epochs, None if spare is None else spare / len(choosing.splits))
            self.preparing, run = max(self.preparing, fitted.first_step), min(run, len(fitted.history))
            seen += len(fitted.history) * epoch_pictures(len(part.train), self.parameters)
            since = time.monotonic()
            scores = score_pictures(self.model, part.pixels, part.test, often=True)
            scored += time.monotonic() - since
            truth = part.labels[part.test]
            loss, good = each_figures(soften(scores, fit_temperature(scores, truth)), truth)
            losses.append(loss)
            right.append(good)
        seconds = time.monotonic() - started
        first = self.preparing if not self.entry["rungs"] else 0.0
        self.pace = max(1e-5, (seconds - scored - first) / seen)
        self.losses, share = np.concatenate(losses), np.concatenate(right)
        rung = {
            "epochs": run, "images": len(share), "loss": float(self.losses.mean()), "accuracy": float(share.mean()),
            "interval": wilson(int(share.sum()), len(share)), "seconds": round(seconds, 3),
        }  # fmt: skip
        self.entry["rungs"] = [*self.entry["rungs"], rung]
        self.entry["accuracy"] = rung["accuracy"]
        self.entry["seconds"] = round(float(self.entry["seconds"]) + seconds, 3)

    def takes(self, epochs: int, parts: Sequence[Dataset]) -> float:
        """Seconds of trainings of `epochs` on each of `parts`, by the pace so far."""
        return self.pace * epochs * sum(epoch_pictures(len(part.train), self.parameters) for part in parts)
