"""What the relay is told of the pictures before training."""

import numpy as np

from ..data.dataset import Dataset, dataset_warnings
from ..data.picture_warnings import picture_warnings
from ..kinds.context import Context


def tell_dataset(context: Context, dataset: Dataset) -> None:
    """The `dataset` event, and a warning for everything unwise about the pictures."""
    train, held = dataset.count(dataset.train), dataset.count(dataset.held)
    used = dataset.count(np.union1d(dataset.train, dataset.held))
    rows = zip(dataset.classes, used, train, held, strict=True)
    classes = [{"label": label, "images": images, "train": a, "validation": b} for label, images, a, b in rows]
    _, height, width, channels = dataset.pixels.shape
    context.events.emit(
        "dataset", classes=classes, rejected=dataset.rejected, duplicates=dataset.duplicates, conflicts=dataset.conflicts,
        width=width, height=height, channels=channels,
    )  # fmt: skip
    for code, message in [*dataset_warnings(dataset), *picture_warnings(dataset)]:
        context.events.warn(code, message)
