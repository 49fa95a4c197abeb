"""The models of a prediction, ready to answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..evaluation.threshold import Certainty
from ..job.parameters import Preprocessing

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class Loaded:
    """The float model, the int8 one, or both; `shape` is what they want of a picture, `trained` what the training says of its own."""

    network: "keras.Model | None"
    tflite: bytes | None
    shape: Preprocessing
    trained: Preprocessing | None
    certainty: Certainty
