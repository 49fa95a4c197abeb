"""Accuracy and loss over the epochs."""

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from .style import BLUE, GRID, ORANGE, QUIET, new_figure, png, quiet_axes

SIZE = 800
Rows = list[dict[str, object]]


def plot_curves(history: Rows, best_epoch: int, title: str, held: str) -> bytes:
    """An 800x800 PNG: accuracy above, loss below, for training and for the pictures that `held` names (validation or test)."""
    figure = new_figure(SIZE, SIZE)
    upper, lower = figure.subplots(2, 1, sharex=True)
    figure.suptitle(title, fontsize=15, x=0.02, ha="left")
    _draw(upper, history, "accuracy", best_epoch, held)
    _draw(lower, history, "loss", best_epoch, held)
    quiet_axes(upper, "Accuracy", "", "share of right answers")
    quiet_axes(lower, "Loss", "epoch", "cross-entropy (lower is better)")
    upper.yaxis.set_major_formatter(PercentFormatter(1.0))
    lowest = min([*_values(history, "accuracy"), *_values(history, "val_accuracy"), 0.9])
    upper.set_ylim(max(0.0, lowest - 0.05), 1.02)
    lower.set_ylim(bottom=0)
    lower.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    upper.legend(frameon=True, framealpha=0.9, edgecolor="none", fontsize=11, loc="lower right")
    return png(figure)


def _draw(axes: Axes, history: Rows, metric: str, best_epoch: int, name: str) -> None:
    epochs = [row["epoch"] for row in history]
    size = 5 if len(epochs) <= 40 else 0
    train, held = _values(history, metric), _values(history, f"val_{metric}")
    axes.grid(axis="y", color=GRID)
    axes.axvline(best_epoch, color=QUIET, linewidth=1, linestyle=":", label=f"epoch {best_epoch}, kept")
    axes.plot(epochs, train, color=ORANGE, linewidth=2, linestyle="--", marker="s", markersize=size, label="training")
    axes.plot(epochs, held, color=BLUE, linewidth=2.4, marker="o", markersize=size, label=name)


def _values(history: Rows, metric: str) -> list[float]:
    return [float("nan") if row[metric] is None else float(row[metric]) for row in history]
