"""Where the time went."""

import time

from ..events import Events


class Stopwatch:
    """Seconds per phase; entering a phase ends the one before and is told to the relay."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._seconds: dict[str, float] = {}
        self._name = "start"
        self._since = self.begun = time.monotonic()

    def enter(self, name: str, detail: str | None = None) -> None:
        """Begin phase `name`."""
        self._stop()
        self._name = name
        self._events.phase(name, detail)

    def seconds(self) -> dict[str, float]:
        """All phases so far, rounded to milliseconds."""
        self._stop()
        return {name: round(value, 3) for name, value in self._seconds.items()}

    def _stop(self) -> None:
        now = time.monotonic()
        self._seconds[self._name] = self._seconds.get(self._name, 0.0) + now - self._since
        self._since = now
