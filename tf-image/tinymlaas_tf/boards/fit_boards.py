"""The catalogue of boards, and what fits on them."""

from collections.abc import Sequence

from .catalogue import ASSUMED, BOARDS, Board
from .need import Need
from .runtimes import Runtime, reason_against_sketch, runtimes_of

SPREAD: dict[str, list[float]] = ASSUMED["kernel_spread"]
MOST_OUTPUTS = int(ASSUMED["most_outputs"])
VERDICTS = ("fits", "tight", "no")
Fit = dict[str, object]


def all_boards(own: Sequence[Board] = ()) -> list[Board]:
    """Those of the catalogue, and the operator's."""
    return [*BOARDS, *own]


def fit_boards(need: Need, own: Sequence[Board] = ()) -> list[Fit]:
    """The `boards` of a report: for each board flash and RAM needed and there, and a verdict."""
    return [fit_board(need, board) for board in all_boards(own)]


def fit_board(need: Need, board: Board) -> Fit:
    """`fits` leaves the stated share of the RAM free, `tight` at least a fifth, or needs the PSRAM; `no` does not fit for a `reason`.

    One verdict for each runtime; the board's own is the best of them, and the figures are that runtime's.
    """
    fits = [_fit_runtime(runtime, need, board) for runtime in runtimes_of(need, board)]
    best = min(fits, key=lambda one: VERDICTS.index(str(one["verdict"])))
    sketch = reason_against_sketch(need, board)
    reason = "; ".join(text for text in (sketch, best["reason"]) if text) or None
    return {
        "id": board["id"], "name": board["name"], "verdict": "no" if reason else best["verdict"], "reason": reason,
        "flash_needed": best["flash_needed"], "flash_bytes": board["flash_bytes"],
        "arena_needed": best["ram_needed"], "arena_budget": best["ram_budget"], "ram_bytes": board["ram_bytes"],
        "flash_missing": best["flash_missing"], "ram_missing": best["ram_missing"],
        "runtimes": [{key: one[key] for key in ("name", "verdict", "reason", "psram", "flash_needed", "ram_needed")} for one in fits],
        "latencies": [_scaled(row, need.macs) for row in board["latencies"]],
    }


def _fit_runtime(runtime: Runtime, need: Need, board: Board) -> Fit:
    ram = int(board["ram_bytes"])
    # Static memory is one piece; a heap or PSRAM can hold more.
    piece = min(int(board.get("static_bytes", ram)), int(board.get("arena_limit_bytes", ram)))
    limit = int(board.get("arena_limit_bytes", min(piece, ram * float(ASSUMED["wise_share"]))))
    most = int(board.get("arena_limit_bytes", min(piece, ram * float(ASSUMED["most_share"]))))
    # On a bus of its own: slower, but enough for what one piece of the board's own RAM cannot hold.
    outside = int(int(board.get("psram_bytes", 0)) * float(ASSUMED["most_share"]))
    flash_there = int(board["flash_bytes"]) - int(board.get("system_flash_bytes", 0))
    missing = {"flash": max(0, runtime.flash_bytes - flash_there), "ram": max(0, runtime.ram_bytes - max(most, outside))}
    reason = _reason_against(need, missing)
    return {
        "name": runtime.name, "verdict": "no" if reason else "fits" if runtime.ram_bytes <= limit else "tight", "reason": reason,
        "psram": reason is None and runtime.ram_bytes > most,
        "flash_needed": runtime.flash_bytes, "ram_needed": runtime.ram_bytes, "ram_budget": limit,
        "flash_missing": missing["flash"], "ram_missing": missing["ram"],
    }  # fmt: skip


def _reason_against(need: Need, missing: dict[str, int]) -> str | None:
    reasons = [f"{count} bytes of {kind} are missing" for kind, count in (("flash", missing["flash"]), ("RAM", missing["ram"])) if count]
    if (many := reason_against_outputs(need.outputs)) is not None:
        reasons.append(many)
    return "; ".join(reasons) or None


def reason_against_outputs(outputs: int) -> str | None:
    """Why no board runs a model of that many classes, or None."""
    if outputs <= MOST_OUTPUTS:
        return None
    return f"{outputs} classes: TFLite Micro's SOFTMAX aborts when more than {MOST_OUTPUTS} scores are about equal"


def _scaled(row: dict[str, object], macs: int) -> dict[str, object]:
    """A sourced measurement scaled by multiply-accumulates; meaningless without its kernel library and its range."""
    milliseconds = float(row["milliseconds"]) * macs / int(row["macs"])
    least, most = SPREAD.get(str(row["kernels"]), SPREAD["other"])
    return {
        "kernels": row["kernels"], "milliseconds": round(milliseconds, 1),
        "range": [round(milliseconds * least / most, 1), round(milliseconds * most / least, 1)], "from": f"{row['model']}, {row['source']}",
    }  # fmt: skip
