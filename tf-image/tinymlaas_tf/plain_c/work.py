"""How many instructions a model takes, from what its kernels have to do."""

from collections.abc import Iterable, Mapping

Work = Mapping[str, int]
# Measured on an emulated Cortex-M4 (gcc 12.2, -Os as Arduino builds): within 10 % of 10 models of all architectures.
COSTS: Mapping[str, float] = {
    "call": 100, "block": 92, "group": 27.5, "column": 60, "line": 40, "copy": 8, "filter": 110, "filter_line": 16, "tap": 15,
    "sum": 41, "pool": 10, "pool_tap": 8, "moved": 12, "score": 400,
}  # fmt: skip


def instructions(works: Iterable[Work]) -> int:
    """Of one run on a Cortex-M4: counts of each kind of work by what one takes."""
    return round(sum(COSTS[kind] * count for work in works for kind, count in work.items()))


def matrix_work(columns: int, groups: int, outputs: int) -> Work:
    """@_multiply takes two columns and two outputs at a time."""
    blocks = -(-columns // 2) * -(-outputs // 2)
    return {"block": blocks, "group": blocks * groups}


def taps_inside(taken: int, given: int, kernel: int, stride: int, before: int) -> int:
    """Taps of all windows along one side that lie inside the picture."""
    starts = (position * stride - before for position in range(given))
    return sum(min(start + kernel, taken) - max(start, 0) for start in starts)
