"""Feeding arrays to Keras in an order and with changes that the seed alone decides."""

import keras
import numpy as np

from ..data.dataset import Dataset
from ..job.parameters import TrainParameters
from .augment_pictures import augment_pictures
from .plan_batches import plan_batches

# Least steps of an epoch: of few pictures it takes several rounds, each changed in another way. Measured with 80 photographs and 15
# epochs: bench/results/accuracy.md.
STEPS = 12
Batch = tuple[np.ndarray, np.ndarray, np.ndarray]


class TrainingBatches(keras.utils.PyDataset):
    """Shuffled and augmented anew in every epoch and round: float32 pictures 0..255, targets, sample weights."""

    def __init__(self, dataset: Dataset, parameters: TrainParameters, weights: np.ndarray) -> None:
        super().__init__(workers=1)
        self._dataset = dataset
        self._parameters = parameters
        self._weights = weights
        whole = epoch_pictures(len(dataset.train), parameters)
        self._rounds = whole // len(dataset.train)
        self._spans = plan_batches(whole, min(len(dataset.train), parameters.batch_size))
        self._epoch = 0
        self._order = self._shuffled()

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, index: int) -> Batch:
        rows = self._order[slice(*self._spans[index])]
        how, pixels = self._parameters.augmentation, self._dataset.pixels[rows]
        if how is None:
            pictures = pixels.astype(np.float32)
        else:
            pictures = augment_pictures(pixels, how, np.random.default_rng([*self._seeds(), index]))
        labels = self._dataset.labels[rows]
        return pictures, targets(labels, self._parameters, self._dataset), self._weights[labels]

    def on_epoch_end(self) -> None:
        self._epoch += 1
        self._order = self._shuffled()

    def _seeds(self) -> list[int]:
        """A further training of a model shuffles and changes the pictures in other ways than those before."""
        more = [self._parameters.session] if self._parameters.session else []
        return [self._parameters.seed, self._epoch, *more]

    def _shuffled(self) -> np.ndarray:
        random = np.random.default_rng(self._seeds())
        return np.concatenate([random.permutation(self._dataset.train) for _ in range(self._rounds)])


def epoch_pictures(count: int, parameters: TrainParameters) -> int:
    """How many pictures an epoch of `count` takes: whole rounds."""
    return count * -(-STEPS * min(count, parameters.batch_size) // count)


def targets(labels: np.ndarray, parameters: TrainParameters, dataset: Dataset) -> np.ndarray:
    """Class numbers for the sparse loss, one-hot rows for the categorical one."""
    if parameters.loss == "sparse":
        return labels
    return np.eye(len(dataset.classes), dtype=np.float32)[labels]


def class_weights(dataset: Dataset, balance: bool) -> np.ndarray:
    """Weight per class, 1 on average over the training pictures; all 1 unless the classes are uneven (> 1.5)."""
    counts = np.array(dataset.count(dataset.train), np.float32)
    if not balance or counts.max() <= 1.5 * counts.min():
        return np.ones(len(counts), np.float32)
    return counts.sum() / (len(counts) * np.maximum(counts, 1))
