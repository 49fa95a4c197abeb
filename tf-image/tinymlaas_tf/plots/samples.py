"""A look at what the model sees: the surest mistakes first, then right answers."""

from collections.abc import Sequence

import numpy as np

from .style import BLUE, INK, RED, new_figure, png, safe_label

COLUMNS, ROWS = 6, 4
WIDTH, HEIGHT = 960, 760


def plot_samples(
    pixels: np.ndarray, rows: np.ndarray, truth: np.ndarray, scores: np.ndarray, classes: Sequence[str]
) -> bytes:
    """A 960x760 PNG of up to 24 held-out pictures as the network gets them. `rows` index uint8 `pixels`."""
    predicted = scores.argmax(1)
    wrong = predicted != truth
    shown = _order(wrong, scores.max(1), truth)[: COLUMNS * ROWS]
    figure = new_figure(WIDTH, HEIGHT)
    count = int(wrong.sum())
    mistakes = f"{count} mistake{'' if count == 1 else 's'} in {len(rows)} held-out pictures"
    figure.suptitle(f"What the network sees: {mistakes}", fontsize=15, x=0.02, ha="left", color=INK)
    grid = figure.subplots(ROWS, COLUMNS).ravel()
    for axes in grid:
        axes.set_axis_off()
    for axes, position in zip(grid, shown, strict=False):
        picture = pixels[rows[position]]
        axes.imshow(picture[..., 0] if picture.shape[2] == 1 else picture, cmap="gray", vmin=0, vmax=255)
        name, share = safe_label(classes[predicted[position]], 11), scores[position, predicted[position]]
        if wrong[position]:
            text = f"✗ {name} {share:.0%}\nis {safe_label(classes[truth[position]], 14)}"
        else:
            text = f"✓ {name} {share:.0%}"
        axes.set_title(text, fontsize=10, color=RED if wrong[position] else BLUE, pad=4)
    return png(figure)


def _order(wrong: np.ndarray, confidence: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Mistakes by confidence, then right answers with the classes taking turns, the least sure first."""
    mistakes = np.flatnonzero(wrong)
    mistakes = mistakes[np.argsort(-confidence[mistakes], kind="stable")]
    right = np.flatnonzero(~wrong)
    right = right[np.argsort(confidence[right], kind="stable")]
    turn = np.zeros(len(right), np.int64)
    for label in np.unique(truth[right]):
        mine = truth[right] == label
        turn[mine] = np.arange(mine.sum())
    return np.concatenate([mistakes, right[np.argsort(turn, kind="stable")]])
