"""The catalogue of boards, and what fits on them."""

import json
from dataclasses import dataclass
from importlib.resources import files

TIGHT = 0.8
# Its reference SOFTMAX aborts when the sum of exp(score - highest) reaches 512: with 512 and more even scores.
MOST_OUTPUTS = 511


@dataclass(frozen=True)
class Need:
    """Bytes that a model takes: the .tflite in flash, the recommended arena in RAM; its arithmetic, and its classes."""

    model_bytes: int
    arena_bytes: int
    macs: int
    outputs: int


def catalogue() -> dict[str, object]:
    """boards.json as it is: `assumptions` and `boards`."""
    return json.loads(files("tinymlaas_tf").joinpath("boards.json").read_text("utf-8"))


def board_ids() -> tuple[str, ...]:
    """The ids that `target` may name."""
    return tuple(str(board["id"]) for board in catalogue()["boards"])


def fit_boards(need: Need) -> list[dict[str, object]]:
    """The `boards` of a report: for each board flash and RAM needed and there, and a verdict."""
    known = catalogue()
    return [fit_board(need, board, known["assumptions"]) for board in known["boards"]]


def fit_board(need: Need, board: dict[str, object], assumptions: dict[str, object]) -> dict[str, object]:
    """`fits` leaves the stated share of the RAM free, `tight` at least a fifth, `no` does not fit for a `reason`."""
    flash = need.model_bytes + int(assumptions["runtime_flash_bytes"])
    limit = int(board.get("arena_limit_bytes", int(board["ram_bytes"]) * float(assumptions["arena_share"])))
    most = int(board.get("arena_limit_bytes", int(board["ram_bytes"]) * TIGHT))
    missing = {"flash": max(0, flash - int(board["flash_bytes"])), "ram": max(0, need.arena_bytes - most)}
    reason = _reason_against(need, missing)
    verdict = "no" if reason else "fits" if need.arena_bytes <= limit else "tight"
    return {
        "id": board["id"], "name": board["name"], "verdict": verdict, "reason": reason,
        "flash_needed": flash, "flash_bytes": board["flash_bytes"],
        "arena_needed": need.arena_bytes, "arena_budget": limit, "ram_bytes": board["ram_bytes"],
        "flash_missing": missing["flash"], "ram_missing": missing["ram"],
        "latencies": [_scaled(row, need.macs) for row in board["latencies"]],
    }


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
    """A sourced measurement scaled by multiply-accumulates; meaningless without its kernel library."""
    milliseconds = float(row["milliseconds"]) * macs / int(row["macs"])
    return {"kernels": row["kernels"], "milliseconds": round(milliseconds, 1), "from": f"{row['model']}, {row['source']}"}
