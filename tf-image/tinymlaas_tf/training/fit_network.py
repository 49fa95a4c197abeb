"""One training, from a network to its best weights."""

from dataclasses import dataclass

import keras
import numpy as np

from ..data.dataset import Dataset
from ..events import Events
from ..parameters import TrainParameters
from .batches import TrainingBatches, ValidationBatches, class_weights
from .callbacks import BestEpoch, EpochEvents, Schedule, SettleNorms, StopOnNonsense
from .recalibrate import recalibrate
from .score_pictures import score_pictures

PEAK = 4e-3
PEAK_CONTINUED = 1e-3
EARLIEST_STOP = 5
SETTLING = 256


@dataclass(frozen=True)
class Fitted:
    """How a training went; epochs count from 1."""

    history: list[dict[str, object]]
    best_epoch: int
    recalibrated: bool


def fit_network(
    model: keras.Model, dataset: Dataset, parameters: TrainParameters, events: Events, continued: bool = False
) -> Fitted:
    """Train `model` in place and leave it with the weights of its best epoch. Raises BadInput when it diverges."""
    batches = TrainingBatches(dataset, parameters, class_weights(dataset, parameters.balance_classes))
    peak = parameters.learning_rate or (PEAK_CONTINUED if continued else PEAK)
    model.compile(keras.optimizers.Adam(peak), f"{_prefix(parameters)}categorical_crossentropy", weighted_metrics=["accuracy"])
    best, told = BestEpoch(), EpochEvents(events, parameters.epochs)
    settle = SettleNorms(dataset.pixels, dataset.train[:: max(1, len(dataset.train) // SETTLING)])
    callbacks = [Schedule(len(batches) * parameters.epochs, peak), settle, StopOnNonsense(), told, best]
    if parameters.patience is not None:
        callbacks.append(keras.callbacks.EarlyStopping("val_loss", patience=parameters.patience, start_from_epoch=EARLIEST_STOP))
    validation = ValidationBatches(dataset, parameters)
    model.fit(batches, epochs=parameters.epochs, validation_data=validation, callbacks=callbacks, verbose=0, shuffle=False)
    best.restore()
    return Fitted(told.history, best.epoch, _recalibrate_if_better(model, dataset))


def _prefix(parameters: TrainParameters) -> str:
    return "sparse_" if parameters.loss == "sparse" else ""


def _recalibrate_if_better(model: keras.Model, dataset: Dataset) -> bool:
    """Recalibrate, and take it back when the held-out pictures say that it made things worse."""
    before, kept = quality(model, dataset), model.get_weights()
    recalibrate(model, dataset.pixels, dataset.train)
    if quality(model, dataset) > before:
        return True
    model.set_weights(kept)
    return False


def quality(model: keras.Model, dataset: Dataset) -> tuple[float, float]:
    """Accuracy and mean log-likelihood on the held-out pictures."""
    scores = score_pictures(model, dataset.pixels, dataset.validation)
    truth = dataset.labels[dataset.validation]
    likelihood = np.log(np.maximum(scores[np.arange(len(truth)), truth], 1e-7)).mean()
    return float((scores.argmax(1) == truth).mean()), float(likelihood)
