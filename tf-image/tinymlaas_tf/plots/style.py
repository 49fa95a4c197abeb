"""One look for all plots: white ground, quiet axes, colours that the colour-blind can tell apart."""

import io

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe and Ito's palette, darkest contrasts first.
BLUE, ORANGE, GREEN, PINK, SKY, RED = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"
INK, QUIET, GRID = "#222222", "#666666", "#E3E3E3"
DPI = 100


def new_figure(width: int, height: int) -> Figure:
    """An empty figure of the given size in pixels."""
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def quiet_axes(axes: Axes, title: str, x: str, y: str) -> None:
    """Title and axis names; only the two axes that carry numbers."""
    axes.set_title(title, loc="left", fontsize=13, color=INK, pad=10)
    axes.set_xlabel(x, color=QUIET, fontsize=11)
    axes.set_ylabel(y, color=QUIET, fontsize=11)
    axes.tick_params(colors=QUIET, labelsize=10)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color("#BBBBBB")
    axes.set_axisbelow(True)


def png(figure: Figure) -> bytes:
    """The figure as a PNG file of exactly its size."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, facecolor="white")
    return buffer.getvalue()


def safe_label(label: str, length: int = 24) -> str:
    """A user's label as plain text: no mathematics between dollars, not too long."""
    short = label if len(label) <= length else label[: length - 1] + "…"
    return short.replace("\\", "\\\\").replace("$", r"\$")
