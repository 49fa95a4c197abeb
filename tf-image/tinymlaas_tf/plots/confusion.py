"""Which class was taken for which."""

from collections.abc import Sequence

import numpy as np

from .style import INK, new_figure, png, quiet_axes, safe_label

MOST_NUMBERS = 20


def plot_confusion(confusion: Sequence[Sequence[int]], classes: Sequence[str], title: str) -> bytes:
    """A PNG of 640 to 1200 pixels a side; a row is a true class, shaded by share of its pictures."""
    counts = np.array(confusion)
    side = int(np.clip(440 + 60 * len(classes), 640, 1200))
    figure = new_figure(side, side)
    axes = figure.subplots()
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    quiet_axes(axes, title, "predicted class", "true class")
    for side_name in ("left", "bottom"):
        axes.spines[side_name].set_visible(False)
    names = [safe_label(label, 16) for label in classes]
    if len(classes) <= MOST_NUMBERS:
        axes.set_xticks(range(len(classes)), names, rotation=45 if len(classes) > 4 else 0)
        axes.set_yticks(range(len(classes)), names)
        _write_counts(axes, counts, shares)
    bar = figure.colorbar(image, ax=axes, shrink=0.75, format=lambda share, _: f"{share:.0%}")
    bar.set_label("share of the true class's pictures", color="#666666")
    bar.outline.set_visible(False)
    return png(figure)


def _write_counts(axes: object, counts: np.ndarray, shares: np.ndarray) -> None:
    size = 16 if len(counts) <= 4 else 11 if len(counts) <= 10 else 8
    for row, column in np.ndindex(counts.shape):
        color = "white" if shares[row, column] > 0.55 else INK
        text = f"{counts[row, column]}" if len(counts) > 6 else f"{counts[row, column]}\n{shares[row, column]:.0%}"
        axes.text(column, row, text, ha="center", va="center", color=color, fontsize=size)
