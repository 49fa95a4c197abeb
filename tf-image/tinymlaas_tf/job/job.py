"""job.json: what to do."""

import json
import uuid
from dataclasses import dataclass

from ..boards.catalogue import Board
from ..errors import BadInput

MOST_BOARDS = 50
KINDS = ("train", "continue", "compile", "predict")


@dataclass(frozen=True)
class Job:
    """A checked job.json; `parameters` are checked by the kind that reads them. `boards` are the operator's.

    `keep` names whose model it is that stays loaded for the next job of that name.
    """

    kind: str
    run_id: str
    deadline_seconds: int
    classes: tuple[str, ...]
    parameters: dict[str, object]
    boards: tuple[Board, ...] = ()
    keep: str | None = None


def parse_job(data: bytes, insist: str | None = None) -> Job:
    """Check job.json; `insist` is the only kind to accept. Raises BadInput."""
    try:
        spec = json.loads(data)
    except ValueError as error:
        raise _bad(f"job.json is no JSON: {error}") from error
    if not isinstance(spec, dict) or spec.get("version") != 1:
        raise _bad("job.json must be an object with version 1.")
    kind = spec.get("kind")
    if kind not in KINDS or (insist is not None and kind != insist):
        raise _bad(f"kind is {kind!r}; it must be {insist or ', '.join(KINDS)}.")
    return Job(kind, _run_id(spec), _deadline(spec), _classes(spec), _parameters(spec), _boards(spec), _keep(spec))


def _run_id(spec: dict[str, object]) -> str:
    try:
        return str(uuid.UUID(str(spec.get("run_id"))))
    except ValueError as error:
        raise _bad("run_id must be a UUID.") from error


def _deadline(spec: dict[str, object]) -> int:
    seconds = spec.get("deadline_seconds")
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 < seconds < 2**31:
        raise _bad("deadline_seconds must be a positive whole number.")
    return seconds


def _classes(spec: dict[str, object]) -> tuple[str, ...]:
    classes = spec.get("classes")
    if not isinstance(classes, list) or not all(isinstance(label, str) and label for label in classes):
        raise _bad("classes must be a list of labels.")
    if len(set(classes)) != len(classes) or len(classes) > 1000:
        raise _bad("classes must be at most 1000 different labels.")
    return tuple(classes)


def _parameters(spec: dict[str, object]) -> dict[str, object]:
    parameters = spec.get("parameters")
    if not isinstance(parameters, dict):
        raise _bad("parameters must be an object.")
    return parameters


def _boards(spec: dict[str, object]) -> tuple[Board, ...]:
    """The relay has checked every row; here only that they are rows of the catalogue."""
    boards = spec.get("boards", [])
    if not isinstance(boards, list) or len(boards) > MOST_BOARDS or not all(_is_board(board) for board in boards):
        raise _bad(f"boards must be at most {MOST_BOARDS} rows like those of boards.json.")
    return tuple(boards)


def _keep(spec: dict[str, object]) -> str | None:
    keep = spec.get("keep")
    if keep is not None and (not isinstance(keep, str) or spec.get("kind") != "predict"):
        raise _bad("keep must be a text, and only a predict can have it.")
    return keep


def _is_board(board: object) -> bool:
    texts, numbers = ("id", "name"), ("flash_bytes", "ram_bytes")
    return (
        isinstance(board, dict)
        and all(isinstance(board.get(key), str) for key in texts)
        and all(isinstance(board.get(key), int) for key in numbers)
        and isinstance(board.get("latencies"), list)
    )


def _bad(message: str) -> BadInput:
    return BadInput("bad-job", message, "Send job.json as docs/job-contract.md describes it.")
