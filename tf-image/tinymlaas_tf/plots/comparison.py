"""What quantisation costs and saves, and which boards the model fits."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from .style import BLUE, GREEN, GRID, INK, ORANGE, QUIET, RED, new_figure, png, quiet_axes, safe_label

WIDTH, HEIGHT = 1000, 760
# Boards that fit into that height, and what each further one adds to it.
BOARDS, PER_BOARD = 10, 34
COLORS = {"int8": BLUE, "float32": ORANGE, "int16x8": GREEN}
VERDICTS = {"fits": (BLUE, "fits"), "tight": (ORANGE, "tight"), "no": (RED, "does not fit")}
Rows = Sequence[Mapping[str, object]]


def plot_comparison(variants: Rows, boards: Rows) -> bytes:
    """A 1000x760 PNG, higher for many boards: accuracy and size of each variant above, the arena against every board's RAM below."""
    more = max(0, len(boards) - BOARDS) * PER_BOARD
    figure = new_figure(WIDTH, HEIGHT + more)
    share = HEIGHT / 2.35
    grid = figure.add_gridspec(2, 2, height_ratios=[share, 1.35 * share + more])
    names = [str(one["kind"]) for one in variants]
    shares = [float(one["evaluation"]["accuracy"]) for one in variants]
    sizes = [int(one["bytes"]) / 1024 for one in variants]
    accuracy = figure.add_subplot(grid[0, 0])
    _bars(accuracy, names, shares, [f"{share:.1%}" for share in shares])
    quiet_axes(accuracy, "Accuracy on held-out pictures", "share of right answers", "")
    accuracy.set_xlim(0, 1.18)
    accuracy.xaxis.set_major_formatter(PercentFormatter(1.0))
    accuracy.set_xticks([0, 0.25, 0.5, 0.75, 1])
    size = figure.add_subplot(grid[0, 1])
    _bars(size, names, sizes, [f"{value:,.0f} KiB" for value in sizes])
    quiet_axes(size, "Size in flash", "KiB", "")
    size.set_xlim(0, max(sizes) * 1.25)
    _draw_boards(figure.add_subplot(grid[1, :]), boards)
    return png(figure)


def _bars(axes: Axes, names: Sequence[str], values: Sequence[float], texts: Sequence[str]) -> None:
    bars = axes.barh(names, values, color=[COLORS[name] for name in names], height=0.6)
    axes.bar_label(bars, texts, padding=5, color=INK, fontsize=11)
    axes.invert_yaxis()
    axes.grid(axis="x", color=GRID)


def _draw_boards(axes: Axes, boards: Rows) -> None:
    """RAM as a grey bar on a logarithmic axis, the part wise to spend darker, the arena as a line through all."""
    names = [safe_label(str(board["name"]), 48) for board in boards]
    rams = [int(board["ram_bytes"]) / 1024 for board in boards]
    wise = [int(board["arena_budget"]) / 1024 for board in boards]
    arena = int(boards[0]["arena_needed"]) / 1024
    axes.barh(names, rams, color="#DDDDDD", height=0.62, label="RAM of the board")
    axes.barh(names, wise, color="#AAAAAA", height=0.62, label="wise to spend on tensors")
    axes.axvline(arena, color=INK, linewidth=2, label=f"this model: {arena:,.1f} KiB")
    axes.set_xscale("log", base=2)
    axes.set_xlim(min(arena, min(wise)) / 2, max(rams) * 2.6)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    for row, board in enumerate(boards):
        color, text = VERDICTS[str(board["verdict"])]
        axes.text(rams[row] * 1.08, row, text, va="center", color=color, fontsize=10, fontweight="bold")
    axes.invert_yaxis()
    quiet_axes(axes, "RAM for tensors", "KiB, logarithmic", "")
    axes.legend(
        frameon=False, fontsize=10, loc="lower right", bbox_to_anchor=(1.0, 0.99), ncols=3, labelcolor=QUIET,
        handlelength=1.3, columnspacing=1.4,
    )  # fmt: skip
