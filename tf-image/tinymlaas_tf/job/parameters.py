"""The parameters of a training, checked once and then never again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..boards.budget import Budget, parse_budget
from ..boards.catalogue import Board
from ..errors import BadInput
from .fields import Values, bad_parameter, boolean, choice, integer, number

LOSSES = {"Categorical crossentropy": "categorical", "Sparse Categorical crossentropy": "sparse"}
NETWORKS = ("tiny_cnn", "small_cnn", "mobilenet_v1", "mobilenet_v1_010", "mobilenet_v2", "resnet8")
ARCHITECTURES = (*NETWORKS, "auto")
# Those with weights in the image (architectures/pretrained.py).
PRETRAINED = ("mobilenet_v1", "resnet8")
# Smaller pictures, such as digits, are better learned from scratch by the smallest network: the weights saw 96x96.
DEFAULT = "mobilenet_v1"
SMALL_DEFAULT, SMALL = "tiny_cnn", 64
# Shorter sides of pictures that a search tries below the one that was given.
SEARCHED = (96, 64, 32)
RESIZES = ("stretch", "crop", "pad")


@dataclass(frozen=True)
class Preprocessing:
    """How a picture becomes the network's input: uint8 [height, width, channels], 0..255.

    What a training decides for all its pictures: the grey under transparent ones, and which values of 16-bit ones are
    black and white.
    """

    width: int
    height: int
    channels: int
    resize: str
    background: int = 255
    black_level: int = 0
    white_level: int = 65535


@dataclass(frozen=True)
class Augmentation:
    """Random changes to a training picture. Shares of the size, degrees, and shares of full brightness.

    `flip` is None until the pictures have decided it (data/mirror.py).
    """

    flip: bool | None = None
    shift: float = 0.08
    zoom: float = 0.1
    rotation: float = 5.0
    brightness: float = 0.12
    contrast: float = 0.15
    noise: float = 0.0


@dataclass(frozen=True)
class TrainParameters:
    """Everything that decides a training besides the pictures."""

    epochs: int
    batch_size: int
    loss: str
    architecture: str
    preprocessing: Preprocessing
    seed: int
    validation_fraction: float | None
    learning_rate: float | None
    patience: int | None
    augmentation: Augmentation | None
    balance_classes: bool
    budget: Budget
    initial_weights: str | int
    # How many trainings the model had before this one.
    session: int = 0
    # In which further shapes `auto` may take the pictures: smaller, and in colour where no colour was asked for.
    looks: tuple[Preprocessing, ...] = ()


def parse_train_parameters(values: Values, own: Sequence[Board] = ()) -> TrainParameters:
    """Check the parameters of `train` and `continue`, with the operator's boards; keys it does not know are left alone. Raises BadInput."""
    learning_rate = values.get("learning_rate")
    fraction = values.get("validation_fraction")
    preprocessing = parse_preprocessing(values)
    usual = SMALL_DEFAULT if min(preprocessing.width, preprocessing.height) < SMALL else DEFAULT
    architecture = choice(values, "architecture", ARCHITECTURES, usual)
    return TrainParameters(
        epochs=integer(values, "epochs", 1, 1000),
        batch_size=integer(values, "batch_size", 1, 1024),
        loss=LOSSES[choice(values, "lossfunc", tuple(LOSSES), place="query")],
        architecture=architecture,
        preprocessing=preprocessing,
        seed=integer(values, "seed", 0, 2**31 - 1, 123),
        validation_fraction=None if fraction is None else number(values, "validation_fraction", 0.05, 0.5, 0.0),
        learning_rate=None if learning_rate is None else number(values, "learning_rate", 1e-6, 1.0, 0.0),
        patience=_patience(values),
        augmentation=_augmentation(values),
        balance_classes=choice(values, "class_weights", ("auto", "none"), "auto") == "auto",
        budget=parse_budget(values, own),
        initial_weights=_initial_weights(values.get("initial_weights"), architecture),
        looks=_other_looks(preprocessing, values.get("color") is None) if architecture == "auto" else (),
    )


def parse_preprocessing(values: Values) -> Preprocessing:
    """Size, colour and resizing. Raises BadInput."""
    color = choice(values, "color", ("grayscale", "rgb"), "grayscale")
    return Preprocessing(
        width=integer(values, "img_width", 8, 512),
        height=integer(values, "img_height", 8, 512),
        channels=1 if color == "grayscale" else 3,
        resize=choice(values, "resize", RESIZES, "stretch"),
    )


def _other_looks(largest: Preprocessing, any_color: bool) -> tuple[Preprocessing, ...]:
    """What a search may take instead of the size and colour that were given, largest first."""
    short = min(largest.width, largest.height)
    sizes = [(largest.width, largest.height)]
    sizes += [(round(largest.width * side / short), round(largest.height * side / short)) for side in SEARCHED if side < short]
    shapes = [replace(largest, width=width, height=height, channels=channels) for width, height in sizes for channels in ((1, 3) if any_color else (largest.channels,))]
    return tuple(shape for shape in shapes if shape != largest)


def _initial_weights(value: object, architecture: str) -> str | int:
    """"pretrained" where the image has weights and nothing else is asked for, "none", or the id of a model; "any" lets `auto` try both.

    Raises BadInput.
    """
    if value is None:
        return "any" if architecture == "auto" else "pretrained" if architecture in PRETRAINED else "none"
    if value == "none" or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    if value != "pretrained":
        raise bad_parameter("initial_weights", value, "pretrained, none or the id of a model")
    if architecture not in (*PRETRAINED, "auto"):
        message = f"There are no pretrained weights for {architecture}."
        hint = f"Choose {' or '.join(PRETRAINED)}, or set initial_weights to none or to the id of a model."
        raise BadInput("no-pretrained-weights", message, hint, ["body", "initial_weights"])
    return value


def _patience(values: Values) -> int | None:
    """Epochs without a better validation loss before training stops; None for never."""
    value = values.get("early_stopping")
    if value is False:
        return None
    return 20 if value is None or value is True else integer(values, "early_stopping", 1, 1000)


def _augmentation(values: Values) -> Augmentation | None:
    value = values.get("augmentation", True)
    if value is True or value is None:
        return Augmentation()
    if value is False:
        return None
    if not isinstance(value, dict):
        raise bad_parameter("augmentation", value, "true, false or an object")
    try:
        return _augmentation_object(value)
    except BadInput as error:
        raise BadInput(error.code, f"augmentation: {error.message}", error.hint, ["body", "augmentation"]) from error


def _augmentation_object(value: dict[str, object]) -> Augmentation:
    unknown = sorted(set(value) - set(Augmentation.__dataclass_fields__))
    if unknown:
        raise bad_parameter(unknown[0], value[unknown[0]], "left out: there is no such augmentation")
    return Augmentation(
        flip=boolean(value, "flip", False),
        shift=number(value, "shift", 0, 0.5, 0.0),
        zoom=number(value, "zoom", 0, 0.5, 0.0),
        rotation=number(value, "rotation", 0, 180, 0.0),
        brightness=number(value, "brightness", 0, 1, 0.0),
        contrast=number(value, "contrast", 0, 1, 0.0),
        noise=number(value, "noise", 0, 0.5, 0.0),
    )
