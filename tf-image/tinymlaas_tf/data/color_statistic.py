"""Whether colour alone tells classes apart that brightness does not: cheap, and before anything is trained."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from PIL import Image

# ITU-R 601: luma, and the two differences of colour.
YCBCR = np.array([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]], np.float32)
# Levels of 255 below which a spread is that of the camera, not of the things.
NOISE = 1.0
SIDE = 16
BY_COLOR, BY_GREY = slice(0, 2), slice(2, 5)
TELLS = 0.9
AHEAD = 0.2
MOST_CLASSES = 40
MOST_PAIRS = 10
FEW = 6
ColorStatistic = dict[str, object]


def color_features(picture: Image.Image) -> np.ndarray:
    """float32 [5] of a picture of mode L or RGB: mean colour differences, and mean, spread and roughness of luma."""
    small = np.asarray(picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX), np.float32) @ YCBCR.T
    luma = small[..., 0]
    rough = np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean()
    return np.array([*small[..., 1:].mean((0, 1)), luma.mean(), luma.std(), rough], np.float32)


def has_color(features: np.ndarray) -> bool:
    """Whether `color_features` are of anything but grey: of one picture, or of any of several."""
    return bool(np.abs(features[..., BY_COLOR]).max(initial=0) > NOISE)


def color_statistic(features: np.ndarray, labels: np.ndarray, classes: Sequence[str]) -> ColorStatistic | None:
    """The `color` of a report: how often the nearest mean of two classes is the right one, by colour and by brightness.

    `features` float [n, 5] of `color_features`, `labels` int [n]. Every picture is judged by means without it. None for grey
    pictures. Of many classes the first 40 are compared.
    """
    if not has_color(features):
        return None
    pairs = []
    for first, second in combinations(range(min(len(classes), MOST_CLASSES)), 2):
        sides = [features[labels == label] for label in (first, second)]
        if min(map(len, sides)) < FEW:
            continue
        by_color, by_grey = (_told_apart([side[:, columns] for side in sides]) for columns in (BY_COLOR, BY_GREY))
        pairs.append({"classes": [classes[first], classes[second]], "by_color": by_color, "by_grey": by_grey})
    if not pairs:
        return None
    pairs.sort(key=lambda pair: pair["by_grey"] - pair["by_color"])
    matter = [pair for pair in pairs if pair["by_color"] >= TELLS and pair["by_color"] - pair["by_grey"] >= AHEAD]
    return {"matters": bool(matter), "pairs": (matter or pairs)[:MOST_PAIRS]}


def color_warning(statistic: ColorStatistic | None) -> str | None:
    """What to tell of a statistic; None when brightness will do."""
    if statistic is None or not statistic["matters"]:
        return None
    pairs = statistic["pairs"]
    best = pairs[0]
    one, other = best["classes"]
    more = f" and {len(pairs) - 1} more pairs of classes" if len(pairs) > 1 else ""
    return (
        f"“{one}” and “{other}”{more} differ in colour, and the model sees only grey: the mean colour alone tells "
        f"{best['by_color']:.0%} of their pictures apart, mean, spread and roughness of grey {best['by_grey']:.0%}. Set color to rgb."
    )


def _told_apart(sides: list[np.ndarray]) -> float:
    """Mean over both classes of the share of pictures that are nearer to the mean of the others of their class."""
    spread = np.sqrt(np.mean([side.var(0, ddof=1) for side in sides], 0) + NOISE**2)
    shares = []
    for own, other in (sides, sides[::-1]):
        means = (own.sum(0) - own) / (len(own) - 1)
        nearer = (((own - means) / spread) ** 2).sum(1) < (((own - other.mean(0)) / spread) ** 2).sum(1)
        shares.append(float(nearer.mean()))
    return sum(shares) / 2
