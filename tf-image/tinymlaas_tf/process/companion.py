"""A second process of a job, for what need not be done one after the other."""

import importlib
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

from .aside import aside

# A tenth of it is long. One that got stuck is given up.
LIMIT_SECONDS = 600
PACKAGE = __name__.partition(".")[0]
FIRST = ("plots.comparison", "plots.confusion", "plots.curves", "plots.samples")


class Companion:
    """Does one thing after the other while this process goes on; without it, and where it fails, they are done here.

    It is a copy of this process with what that has imported: one from after TensorFlow's first operation lacks TensorFlow's threads, and
    crashed over a plot.
    """

    def __init__(self) -> None:
        self._child: int | None = None
        self._line: Connection | None = None
        self._last: Callable[[], object] = lambda: None

    def start(self) -> None:
        """Begin, unless it has begun. Call it after TensorFlow's import and before its first operation."""
        if self._child is not None:
            return
        line, other = Pipe()
        try:
            child = os.fork()
        except OSError:
            return
        if child == 0:
            line.close()
            os._exit(_serve(other))
        other.close()
        self._child, self._line = child, line

    def begin(self, module: str, function: str, *arguments: object) -> Callable[[], object]:
        """Begin a function of a module of this package; returns what waits for its answer, or raises what it raised."""
        line, earlier = self._line, self._last
        if line is None:
            return lambda: _call(module, function, arguments)

        def ask() -> tuple[object] | None:
            # The earlier answer is out of the way: two large messages that wait for each other would wait for ever.
            earlier()
            try:
                line.send((module, function, arguments))
                return (line.recv(),) if line.poll(LIMIT_SECONDS) else None
            except (OSError, EOFError):
                return None

        answer = self._last = aside(ask)

        def wait() -> object:
            if (given := answer()) is not None:
                return given[0]
            self.stop()
            return _call(module, function, arguments)

        return wait

    def draw(self, name: str, *arguments: object) -> Callable[[], bytes]:
        """Begin what `plot_<name>` of `plots/<name>.py` draws."""
        return self.begin(f"plots.{name}", f"plot_{name}", *arguments)

    def stop(self) -> None:
        """End it, whatever it does."""
        if self._child is None:
            return
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        self._child = self._line = None


def _call(module: str, function: str, arguments: tuple[object, ...]) -> object:
    return getattr(importlib.import_module(f"{PACKAGE}.{module}"), function)(*arguments)


def _serve(line: Connection) -> int:
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for module in FIRST:
            importlib.import_module(f"{PACKAGE}.{module}")
        while True:
            line.send(_call(*line.recv()))
    except BaseException:
        # Done there again, it is told there what went wrong.
        return 1
