"""A container that has imported everything and waits for its one job."""

import signal
from io import BufferedReader
from typing import BinaryIO, NoReturn

from .errors import Terminated
from .events import Events
from .tensorflow_setup import import_tensorflow

# What the kinds import only when they need it.
LATE = ("kinds.build_for_board", "kinds.classify", "kinds.learn")
# A relay asks more often; one that is gone leaves nobody waiting.
SILENCE_SECONDS = 60
ASK = b"\0"


def wait_warm(source: BinaryIO, events: Events) -> None:
    """Import, say `ready`, and again for every zero byte; returns when something else comes: the job.

    Raises Terminated when nobody has asked for a minute, or nobody will.
    """
    import_tensorflow(LATE)
    if not isinstance(source, BufferedReader):
        raise TypeError("a warm job comes through a buffered pipe")
    earlier = signal.signal(signal.SIGALRM, _give_up)
    events.emit("ready")
    try:
        while True:
            signal.alarm(SILENCE_SECONDS)
            first = source.peek(1)[:1]
            if first == b"":
                raise Terminated
            if first != ASK:
                return
            source.read(1)
            events.emit("ready")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


def _give_up(_signal: int, _frame: object) -> NoReturn:
    raise Terminated
