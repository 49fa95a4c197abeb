"""A new network with the weights that its training begins with."""

import keras

from ..job.parameters import PRETRAINED, TrainParameters
from .build import build_network
from .pretrained import copy_convolutions, load_pretrained


def start_network(
    architecture: str, parameters: TrainParameters, classes: int, initial: keras.Model | None = None
) -> tuple[keras.Model, str | None]:
    """The network, and where its weights are from; None for random ones. Raises BadInput when `initial` does not fit."""
    model = build_network(architecture, parameters.preprocessing, classes)
    if initial is not None:
        source = f"model {parameters.initial_weights}"
        copy_convolutions(initial, model, source)
        return model, source
    if parameters.initial_weights == "pretrained" and architecture in PRETRAINED:
        return model, load_pretrained(model, architecture)
    return model, None
