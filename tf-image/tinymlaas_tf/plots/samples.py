"""A look at what the model sees: the surest mistakes first, then right answers."""

from collections.abc import Sequence

from .shown import COLUMNS, ROWS, Shown
from .style import BLUE, INK, RED, new_figure, png, safe_label

WIDTH, HEIGHT = 960, 760


def plot_samples(shown: Shown, classes: Sequence[str]) -> bytes:
    """A 960x760 PNG of up to 24 held-out pictures as the network gets them."""
    figure = new_figure(WIDTH, HEIGHT)
    mistakes = f"{shown.mistakes} mistake{'' if shown.mistakes == 1 else 's'} in {shown.pictures} held-out pictures"
    figure.suptitle(f"What the network sees: {mistakes}", fontsize=15, x=0.02, ha="left", color=INK)
    grid = figure.subplots(ROWS, COLUMNS).ravel()
    for axes in grid:
        axes.set_axis_off()
    for axes, picture, true, scores in zip(grid, shown.pixels, shown.truth, shown.scores, strict=False):
        axes.imshow(picture[..., 0] if picture.shape[2] == 1 else picture, cmap="gray", vmin=0, vmax=255)
        predicted = int(scores.argmax())
        name, share = safe_label(classes[predicted], 11), scores[predicted]
        text = f"✓ {name} {share:.0%}" if predicted == true else f"✗ {name} {share:.0%}\nis {safe_label(classes[true], 14)}"
        axes.set_title(text, fontsize=10, color=BLUE if predicted == true else RED, pad=4)
    return png(figure)
