"""What the relay is told of the pictures before training."""

from ..data.dataset import Dataset, dataset_warnings
from ..data.picture_warnings import picture_warnings
from .context import Context


def tell_dataset(context: Context, dataset: Dataset) -> None:
    """The `dataset` event, and a warning for everything unwise about the pictures."""
    train, held = dataset.count(dataset.train), dataset.count(dataset.held)
    rows = zip(dataset.classes, train, held, strict=True)
    classes = [{"label": label, "images": a + b, "train": a, "validation": b} for label, a, b in rows]
    _, height, width, channels = dataset.pixels.shape
    context.events.emit(
        "dataset", classes=classes, rejected=dataset.rejected, duplicates=dataset.duplicates, conflicts=dataset.conflicts,
        width=width, height=height, channels=channels,
    )  # fmt: skip
    for code, message in [*dataset_warnings(dataset), *picture_warnings(dataset)]:
        context.events.warn(code, message)
