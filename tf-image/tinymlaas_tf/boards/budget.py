"""What a model may cost: of a board, or in figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from .catalogue import Board
from .fit_boards import all_boards, fit_board
from .need import Need
from ..job.fields import Values, choice, integer


@dataclass(frozen=True)
class Budget:
    """Limits of the search for a network; None where there is none. Seconds end the search, not a training."""

    target: str | None
    flash_bytes: int | None
    ram_bytes: int | None
    seconds: int | None
    # The one that `target` names.
    board: Board | None = None

    def reason_against(self, need: Need) -> str | None:
        """Why `need` is too much, or None when it fits."""
        if self.flash_bytes is not None and need.model_bytes > self.flash_bytes:
            return f"about {need.model_bytes} bytes of flash, {self.flash_bytes} allowed"
        if self.ram_bytes is not None and need.arena_bytes > self.ram_bytes:
            return f"about {need.arena_bytes} bytes of arena, {self.ram_bytes} allowed"
        if self.board is None:
            return None
        fit = fit_board(need, self.board)
        return f"{fit['name']}: {fit['reason']}" if fit["reason"] else None


def parse_budget(values: Values, own: Sequence[Board] = ()) -> Budget:
    """`target` (a board's id), `flash_bytes`, `ram_bytes`, `max_seconds`, all optional. Raises BadInput."""
    boards = {str(board["id"]): board for board in all_boards(own)}
    target = None if values.get("target") is None else choice(values, "target", tuple(boards))
    return Budget(
        target,
        _optional(values, "flash_bytes", 1024, 2**31 - 1),
        _optional(values, "ram_bytes", 1024, 2**31 - 1),
        _optional(values, "max_seconds", 1, 7 * 24 * 3600),
        None if target is None else boards[target],
    )


def _optional(values: Values, name: str, low: int, high: int) -> int | None:
    return None if values.get(name) is None else integer(values, name, low, high)
