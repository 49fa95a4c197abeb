"""The pictures of a training, once all have arrived: what is told of them, and the split."""

from dataclasses import asdict, replace

import numpy as np

from ..data.color_statistic import ColorStatistic, color_statistic, color_warning, has_color
from ..data.dataset import Dataset, make_dataset
from ..data.mirror import Mirroring, decide_mirroring
from ..data.read_pictures import PictureReader, Pictures
from ..data.same_pictures import describe_same_pictures, find_same_pictures, same_picture_warnings
from ..split.split import Earlier
from ..split.split_warnings import split_warnings
from ..errors import Loc
from ..job.parameters import TrainParameters
from ..training.limit_batch_size import limit_batch_size
from ..kinds.context import Context


def take_pictures(
    context: Context, reader: PictureReader, parameters: TrainParameters, earlier: Earlier, loc: Loc
) -> tuple[Dataset, TrainParameters]:
    """The dataset, and the parameters with what the pictures decide. Raises BadInput.

    Files that cannot be read are problems of their own. That one shows the same picture as another depends on the others,
    so it is told of this training only: as warnings and in the report, also when the job then fails.
    """
    pictures, (shape, *looks) = reader.finish()
    classes = context.stream.job.classes
    context.outbox.problems.extend(pictures.problems)
    same = find_same_pictures(pictures, earlier)
    described = describe_same_pictures(same, pictures, classes)
    context.outbox.findings["same_pictures"] = described
    for code, message in [*pictures.notes, *same_picture_warnings(same, described)]:
        context.events.warn(code, message)
    if not _any_color(pictures):
        # Grey as colour would be the same again.
        same_colored = [number for number, look in enumerate(looks) if look.channels == shape.channels]
        looks, pictures.more = [looks[number] for number in same_colored], [pictures.more[number] for number in same_colored]
    parameters = replace(parameters, preprocessing=shape, looks=tuple(looks))
    dataset = make_dataset(classes, pictures, same, parameters.seed, parameters.validation_fraction, earlier, loc)
    for code, message in split_warnings(dataset, pictures, same, earlier):
        context.events.warn(code, message)
    context.outbox.findings["color"] = statistic = _look_at_colors(pictures, dataset)
    tries_color = any(look.channels != shape.channels for look in looks)
    if not tries_color and (warning := color_warning(statistic)) is not None:
        context.events.warn("colour-matters", warning)
    parameters, context.outbox.findings["mirroring"] = settle_mirroring(dataset, parameters)
    return dataset, limit_batch_size(dataset, parameters, context.events)


def settle_mirroring(dataset: Dataset, parameters: TrainParameters) -> tuple[TrainParameters, dict[str, object] | None]:
    """The parameters with the user's word or that of the pictures, and the `mirroring` of the report; None where no picture is changed."""
    how = parameters.augmentation
    if how is None:
        return parameters, None
    if how.flip is None:
        decided = decide_mirroring(dataset.classes, dataset.pixels, dataset.labels, dataset.train)
    else:
        decided = Mirroring(how.flip, None, "As asked for.")
    return replace(parameters, augmentation=replace(how, flip=decided.on)), asdict(decided)


def _any_color(pictures: Pictures) -> bool:
    return any(has_color(features) for features in pictures.features.values())


def _look_at_colors(pictures: Pictures, dataset: Dataset) -> ColorStatistic | None:
    """None when the training sees colour anyway."""
    if not pictures.features:
        return None
    used = np.union1d(dataset.train, dataset.held)
    return color_statistic(np.stack([pictures.features[row] for row in used.tolist()]), dataset.labels[used], dataset.classes)
