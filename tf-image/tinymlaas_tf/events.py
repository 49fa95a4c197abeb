"""JSON lines on the container's original stdout."""

import io
import json
import os
import sys
from typing import BinaryIO

from .jsonable import jsonable

MAX_LINE = 64 * 1024
MAX_TEXT = 4000
# These are null rather than absent when there is no number.
METRICS = frozenset({"loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds", "eta_seconds"})


def claim_stdout() -> BinaryIO:
    """Keep a duplicate of fd 1 for events and point fd 1 at stderr, where a library's prints do no harm."""
    sys.stdout.flush()
    private = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(private, "wb", buffering=0)


class Events:
    """Writes events; a reader that went away does not end the job."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.warnings: list[dict[str, str]] = []

    def emit(self, event_type: str, /, **fields: object) -> None:
        """One line. Texts are cut to 4000 characters; a line over 64 KiB is dropped (the report has it all)."""
        event = {"type": event_type} | {name: _clip(value) for name, value in fields.items() if value is not None or name in METRICS}
        line = json.dumps(jsonable(event), ensure_ascii=True, allow_nan=False).encode() + b"\n"
        if len(line) > MAX_LINE:
            return
        try:
            self._stream.write(line)
        except OSError:
            pass

    def phase(self, name: str, detail: str | None = None) -> None:
        """The job enters one of load, build, train, evaluate, convert, package."""
        self.emit("phase", name=name, detail=detail)

    def warn(self, code: str, message: str) -> None:
        """Something the user should know that does not stop the job; kept for the report as well."""
        self.warnings.append({"code": code, "message": _clip(message)})
        self.emit("warning", code=code, message=message)


class LaterWarnings(Events):
    """For work beside the main thread: its warnings are told afterwards, where they stand in the same order each time."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO())
        self._held: list[tuple[str, str]] = []

    def warn(self, code: str, message: str) -> None:
        """Keep it."""
        self._held.append((code, message))

    def tell(self, events: Events) -> None:
        """Give all that were kept."""
        for code, message in self._held:
            events.warn(code, message)


def _clip(value: object) -> object:
    return value[:MAX_TEXT] if isinstance(value, str) else value
