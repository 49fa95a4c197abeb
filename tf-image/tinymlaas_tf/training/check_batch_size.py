"""A limit that only the pictures know."""

from ..data.dataset import Dataset
from ..errors import BadInput
from ..parameters import TrainParameters


def check_batch_size(dataset: Dataset, parameters: TrainParameters) -> None:
    """A batch cannot be larger than the training pictures. Raises BadInput."""
    available = len(dataset.train)
    if parameters.batch_size > available:
        message = f"batch_size is {parameters.batch_size}, but only {available} pictures are left to train on."
        raise BadInput("batch-too-large", message, f"Set batch_size to at most {available}.", ["body", "batch_size"])
