"""What a training decides for all its pictures together: the ground under transparent ones, and which levels 16 bits use."""

from dataclasses import replace

import numpy as np

from ..job.parameters import Preprocessing
from ..picture.decoded import Decoded
from ..plural import plural

Notes = list[tuple[str, str]]
WHITE, BLACK, GREY = 255, 0, 128
NAMES = {WHITE: "white", BLACK: "black", GREY: "grey"}
# Levels of 255 by which a shape must differ from its ground, on average, to be seen.
SEEN = 24
SIDE = 64
DEPTHS = (8, 10, 12, 14, 16)
# Less than this share of the levels in use: the pictures are stretched to what they use.
NARROW = 1 / 8


class LookChooser:
    """Sees every transparent or 16-bit picture of a training and then decides. The classes play no part in it."""

    def __init__(self) -> None:
        self._transparent = 0
        self._contrasts: list[list[float]] = []
        self._deep = 0
        self._darkest, self._brightest = 65535, 0

    def observe(self, decoded: Decoded) -> None:
        """Take note of one picture."""
        if decoded.is_transparent:
            self._transparent += 1
            self._contrasts += _contrasts(decoded)
        if decoded.is_deep:
            darkest, brightest = decoded.image.getextrema()
            self._deep += 1
            self._darkest, self._brightest = min(self._darkest, darkest), max(self._brightest, brightest)

    def choose(self, shape: Preprocessing) -> tuple[Preprocessing, Notes]:
        """`shape` with background and levels set, and what should be said of it."""
        background, notes = self._choose_background()
        black, white, more = self._choose_levels()
        return replace(shape, background=background, black_level=black, white_level=white), notes + more

    def _choose_background(self) -> tuple[int, Notes]:
        """White unless fewer pictures vanish on black, or else on grey."""
        if not self._contrasts:
            return WHITE, []
        vanished = (np.array(self._contrasts) < SEEN).sum(0)
        best = int(vanished.argmin())
        background = list(NAMES)[best]
        if vanished[0] == 0:
            return background, []
        text = (
            f"{plural(self._transparent, 'picture')} with transparent parts, {vanished[0]} not to be seen on white: all were laid "
            f"on {NAMES[background]}, as predict does for this model."
        )
        if vanished[best]:
            text += f" There {vanished[best]} cannot be seen either: give the pictures a background of their own."
        return background, [("transparent-pictures", text)]

    def _choose_levels(self) -> tuple[int, int, Notes]:
        """Black and white level: the smallest usual depth that holds all values, or just the values when they are few."""
        if not self._deep:
            return 0, 65535, []
        depth = next(depth for depth in DEPTHS if self._brightest < 1 << depth)
        black, white = 0, (1 << depth) - 1
        narrow = 0 < self._brightest - self._darkest < NARROW * white
        if narrow:
            black, white = self._darkest, self._brightest
        elif depth == DEPTHS[-1]:
            return black, white, []
        use = f"only {self._darkest} to {self._brightest}" if narrow else f"{depth} bits"
        text = f"Values in use in {plural(self._deep, 'picture')} of 16 bits: {use}. So {black} became black and {white} white, as predict does for this model."
        return black, white, [("sixteen-bit-pictures", text)]


def _contrasts(decoded: Decoded) -> list[list[float]]:
    """Mean distance of what is not transparent from white, black and grey; nothing for an empty picture."""
    small = decoded.image.copy()
    small.thumbnail((SIDE, SIDE))
    weight = np.asarray(small.getchannel("A"), np.float32)
    if not weight.any():
        return []
    luma = np.asarray(small.convert("RGB").convert("L"), np.float32)
    return [[float((np.abs(luma - ground) * weight).sum() / weight.sum()) for ground in NAMES]]
