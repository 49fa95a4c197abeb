"""A limit that only the pictures know."""

from dataclasses import replace

from ..data.dataset import Dataset
from ..events import Events
from ..parameters import TrainParameters


def limit_batch_size(dataset: Dataset, parameters: TrainParameters, events: Events) -> TrainParameters:
    """The parameters with a batch of at most all training pictures; a warning when that changes them."""
    available = len(dataset.train)
    if parameters.batch_size <= available:
        return parameters
    text = f"batch_size is {parameters.batch_size}, but there are {available} training pictures: {available} is used."
    events.warn("batch-too-large", text)
    return replace(parameters, batch_size=available)
