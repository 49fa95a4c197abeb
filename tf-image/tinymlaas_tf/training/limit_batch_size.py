"""A limit that only the pictures know."""

from dataclasses import replace

from ..data.dataset import MANY, Dataset
from ..events import Events
from ..job.parameters import TrainParameters

# Of few pictures a batch has a fifth at most, but not less than this.
SMALLEST = 8


def limit_batch_size(dataset: Dataset, parameters: TrainParameters, events: Events) -> TrainParameters:
    """The parameters with a batch of at most all training pictures, of few pictures less, because many small steps teach more
    than a few large ones. A warning or a line of the log when that changes them."""
    available, asked = len(dataset.train), parameters.batch_size
    limit = available if available >= MANY else min(available, max(SMALLEST, available // 5))
    if asked <= limit:
        return parameters
    text = f"batch_size is {asked}, but there are {available} training pictures: {limit} is used."
    if asked > available:
        events.warn("batch-too-large", text)
    else:
        events.emit("log", level="info", message=text)
    return replace(parameters, batch_size=limit)
