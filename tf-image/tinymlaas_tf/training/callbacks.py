"""What happens between batches and epochs."""

import math
import time

import keras
import numpy as np

from ..data.dataset import Dataset
from ..errors import BadInput
from ..events import Events
from .recalibrate import Recalibrate
from .schedule import learning_rate_at
from .score_pictures import figures

YOUNG = 60
Curve = list[dict[str, object]]


class Schedule(keras.callbacks.Callback):
    """Sets the learning rate before every batch; when `seconds` are over before the steps, they count instead and end the training.

    They are counted from the end of the first step on, which may have to trace the model and took `first_step`.
    """

    def __init__(self, steps: int, peak: float, seconds: float | None = None) -> None:
        super().__init__()
        self._steps, self._peak, self._seconds, self._step, self._begun = steps, peak, seconds, 0, 0.0
        self.first_step = 0.0

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self._begun = time.monotonic()

    def on_train_batch_begin(self, batch: int, logs: dict[str, float] | None = None) -> None:
        gone = int(self._gone() * self._steps) if self._step else 0
        self.model.optimizer.learning_rate = learning_rate_at(max(self._step, gone), self._steps, self._peak)

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if self._step == 0:
            self.first_step, self._begun = time.monotonic() - self._begun, time.monotonic()
        self._step += 1
        if self._gone() >= 1:
            self.model.stop_training = True

    def _gone(self) -> float:
        """The share of the time that is over."""
        return 0.0 if self._seconds is None else (time.monotonic() - self._begun) / max(self._seconds, 1e-3)


class EpochHistory(keras.callbacks.Callback):
    """Keeps the history and tells of every epoch; without `events` it only keeps what validation gives.

    Keras' own figures for training are of changed pictures, weighted by class, while the weights move. Here they are taken
    like those for validation: on pictures as they are (`rows`), by the weights at the end of the epoch. Where nothing is held
    out, as there will be folds, those for validation are None.
    """

    def __init__(self, events: Events | None, epochs: int, dataset: Dataset, rows: np.ndarray) -> None:
        super().__init__()
        self._dataset, self._rows = dataset, rows
        self._events, self._epochs, self._started = events, epochs, time.monotonic()
        self._begun = self._started
        self.history: list[dict[str, object]] = []

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._begun = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        measured = {name: (logs or {}).get(name) for name in ("val_loss", "val_accuracy")}
        if self._events is None:
            self.history.append(measured)
            return
        now = time.monotonic()
        left = (now - self._started) / (epoch + 1) * (self._epochs - epoch - 1)
        entry: dict[str, object] = {"epoch": epoch + 1}
        loss, accuracy = figures(self.model, self._dataset, self._rows)
        entry |= {name: None if value is None else round(float(value), 6) for name, value in ({"loss": loss, "accuracy": accuracy} | measured).items()}
        entry["learning_rate"] = float(self.model.optimizer.learning_rate)
        entry["seconds"] = round(now - self._begun, 3)
        self.history.append(entry)
        self._events.emit("epoch", epochs=self._epochs, eta_seconds=round(left, 1), **entry)


class BestEpoch(keras.callbacks.Callback):
    """Keeps the weights of the epoch with the lowest loss on the validation pictures.

    Not of that with the most right answers: among few pictures many epochs have equally many, and the luckiest wins.
    """

    def __init__(self) -> None:
        super().__init__()
        self.epoch = 0
        self._loss = math.inf
        self._weights: list[object] = []

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if not self._weights or logs["val_loss"] < self._loss:
            self.epoch, self._loss, self._weights = epoch + 1, logs["val_loss"], self.model.get_weights()

    def restore(self) -> None:
        """Put the kept weights back."""
        self.model.set_weights(self._weights)


class Measure(keras.callbacks.Callback):
    """At the end of an epoch, and before the callbacks that follow: the figures of the pictures that are held out, if any.

    Before the first of them batch norm averages as they are, not as they began: after few batches a moving average still
    consists mostly of its initial value, and every picture gets one class.
    """

    def __init__(self, dataset: Dataset, rows: np.ndarray, recalibrate: Recalibrate) -> None:
        super().__init__()
        self._dataset, self._rows, self._recalibrate, self._steps = dataset, rows, recalibrate, 0

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._steps += 1

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self._steps <= YOUNG:
            self._recalibrate(self._dataset.pixels, self._rows)
        if logs is not None and self._dataset.folds is None and len(self._dataset.validation):
            logs["val_loss"], logs["val_accuracy"] = figures(self.model, self._dataset, self._dataset.validation)


class StopOnNonsense(keras.callbacks.Callback):
    """Ends a training whose loss is no number any more. Raises BadInput."""

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if not math.isfinite(logs["loss"]):
            hint = "Set a smaller learning_rate, for example 0.0005."
            raise BadInput("diverged", f"The loss left the range of numbers in epoch {epoch + 1}.", hint, ["body", "learning_rate"])
