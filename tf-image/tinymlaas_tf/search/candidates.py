"""What `auto` tries, in order: when the time is short, what comes first is tried at least."""

from dataclasses import dataclass

from ..job.parameters import PRETRAINED, Preprocessing, TrainParameters

# Architecture, whether with the image's weights, the shorter side of the pictures (None: as asked for), whether in colour where
# that may be chosen. The smallest and what won most often in bench/results/accuracy.md first.
PLAN = (
    ("tiny_cnn", False, None, False),
    ("mobilenet_v1", True, None, False),
    ("mobilenet_v1", True, None, True),
    ("resnet8", True, None, True),
    ("tiny_cnn", False, None, True),
    ("mobilenet_v1", True, 64, True),
    ("resnet8", True, 32, True),
    ("resnet8", False, None, False),
    ("tiny_cnn", False, 64, False),
    ("mobilenet_v1_010", False, None, False),
    ("tiny_cnn", False, 32, True),
    ("mobilenet_v2", False, None, False),
)


@dataclass(frozen=True)
class Candidate:
    """`look` counts what the pictures can be made into: 0 is as asked for, then `looks` of the parameters. `pretrained` is
    None for the weights of another model of the relay."""

    architecture: str
    pretrained: bool | None
    look: int
    shape: Preprocessing

    def __str__(self) -> str:
        began = {True: " with pretrained weights", False: "", None: " with the given weights"}[self.pretrained]
        color = "grey" if self.shape.channels == 1 else "colour"
        return f"{self.architecture}{began}, {self.shape.width}x{self.shape.height} {color}"


def list_candidates(parameters: TrainParameters) -> list[Candidate]:
    """Those that the parameters leave: weights, size and colour that the user chose are not searched for."""
    asked = parameters.preprocessing
    shapes = [asked, *parameters.looks]
    if isinstance(parameters.initial_weights, int):
        return [Candidate(name, None, 0, asked) for name in dict.fromkeys(row[0] for row in PLAN)]
    found: dict[Candidate, None] = {}
    for name, pretrained, side, color in PLAN:
        if parameters.initial_weights == "none":
            pretrained = False
        elif parameters.initial_weights == "pretrained" and name in PRETRAINED:
            pretrained = True
        channels = max(shape.channels for shape in shapes) if color else asked.channels
        short = min(asked.width, asked.height) if side is None else side
        for look, shape in enumerate(shapes):
            if (min(shape.width, shape.height), shape.channels) == (short, channels):
                found[Candidate(name, pretrained, look, shape)] = None
                break
    return list(found)
