"""One training, from a network to its best weights."""

from collections.abc import Callable
from dataclasses import dataclass

import keras

from ..data.dataset import Dataset
from ..events import Events
from ..job.parameters import TrainParameters
from .batches import TrainingBatches, class_weights
from .callbacks import BestEpoch, EpochHistory, Measure, Schedule, StopOnNonsense
from .recalibrate import Recalibrate, prepare_recalibration
from .score_pictures import figures

# Highest learning rate of a training that begins with random weights, with those of other pictures, with its own. All layers
# learn from the start, and the batch norms follow the new pictures: fitting the last layer first, or smaller rates, were not
# better where it was tried (one draw of 80 cats and dogs: 0.64 and 0.59 against 0.68, a standard error is 0.03; README.md).
PEAKS = {"random": 4e-3, "pretrained": 2e-3, "own": 1e-3}
EARLIEST_STOP = 5
SETTLING = 256


@dataclass(frozen=True)
class Fitted:
    """How a training went; epochs count from 1. `first_step` is seconds, most of them for tracing when it is the model's first."""

    history: list[dict[str, object]]
    best_epoch: int
    recalibrated: bool
    first_step: float = 0.0


# A dataset, where to tell of the epochs, other epochs than the parameters', seconds at most -> how it went.
Fit = Callable[..., Fitted]


def fit_network(model: keras.Model, dataset: Dataset, parameters: TrainParameters, events: Events, start: str = "random") -> Fitted:
    """Train `model` in place. `start` says what its weights are: random, pretrained or own. Raises BadInput when it diverges."""
    return prepare_fit(model, parameters, start)(dataset, events)


def prepare_fit(model: keras.Model, parameters: TrainParameters, start: str) -> Fit:
    """A training that can be had several times, each from the weights that `model` has then: preparing costs seconds.

    Where the dataset has pictures to choose by, the model is left with the weights of the epoch of the lowest loss on them, else
    with those of the last. Where `seconds` are too few for all epochs, the learning rate falls as the time runs out, and the training
    ends with it.
    """
    peak = parameters.learning_rate or PEAKS[start]
    model.compile(keras.optimizers.Adam(peak), f"{_prefix(parameters)}categorical_crossentropy")
    recalibrate = prepare_recalibration(model)

    def fit(dataset: Dataset, events: Events | None = None, epochs: int = parameters.epochs, seconds: float | None = None) -> Fitted:
        for variable in model.optimizer.variables:
            variable.assign(keras.ops.zeros_like(variable))
        batches = TrainingBatches(dataset, parameters, class_weights(dataset, parameters.balance_classes))
        some = dataset.train[:: max(1, len(dataset.train) // SETTLING)]
        told, schedule = EpochHistory(events, epochs, dataset, some), Schedule(len(batches) * epochs, peak, seconds)
        callbacks = [schedule, Measure(dataset, some, recalibrate), StopOnNonsense(), told]
        best = BestEpoch() if dataset.chooses else None
        if best is not None:
            callbacks.append(best)
            if parameters.patience is not None:
                callbacks.append(keras.callbacks.EarlyStopping("val_loss", patience=parameters.patience, start_from_epoch=EARLIEST_STOP))
        model.fit(batches, epochs=epochs, callbacks=callbacks, verbose=0, shuffle=False)
        if best is not None:
            best.restore()
        kept = len(told.history) if best is None else best.epoch
        return Fitted(told.history, kept, _recalibrate_if_better(model, dataset, recalibrate), schedule.first_step)

    return fit


def _prefix(parameters: TrainParameters) -> str:
    return "sparse_" if parameters.loss == "sparse" else ""


def _recalibrate_if_better(model: keras.Model, dataset: Dataset, recalibrate: Recalibrate) -> bool:
    """Recalibrate, and take it back when the loss gets worse, on the validation pictures or else those that were trained on."""
    rows = dataset.validation if dataset.chooses else dataset.train
    before, kept = figures(model, dataset, rows)[0], model.get_weights()
    recalibrate(dataset.pixels, dataset.train)
    if figures(model, dataset, rows)[0] < before:
        return True
    model.set_weights(kept)
    return False
