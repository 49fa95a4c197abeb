"""A container that has imported everything and waits for its one job, or for the next picture of its one model."""

import signal
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, NoReturn

from ..errors import Terminated
from ..events import Events
from ..tensorflow_setup import import_tensorflow
from .companion import Companion

# What the kinds, and libraries within them, import only when they need it; PIL's are the formats that it looks for first.
LATE = ("process.rehearse", "compiling.build_for_board", "kinds.classify", "learning.learn")
LATE_OF_OTHERS = (
    "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.PpmImagePlugin",
    "PIL.WebPImagePlugin", "encodings.cp437", "tensorflow.saved_model",
)  # fmt: skip
# A relay asks more often; one that is gone leaves nobody waiting.
SILENCE_SECONDS = 60
ASK = b"\0"


def wait_warm(source: BinaryIO, events: Events, work: Path, companion: Companion) -> None:
    """Import, rehearse, say `ready`, and wait for the job.

    Raises Terminated when nobody has asked for a minute, or nobody will.
    """
    import_tensorflow(LATE, LATE_OF_OTHERS)
    companion.start()

    from .rehearse import rehearse

    rehearse(work)
    if not isinstance(source, BufferedReader):
        raise TypeError("a warm job comes through a buffered pipe")
    events.emit("ready")
    wait_for_job(source, events)


def wait_for_job(source: BinaryIO, events: Events) -> None:
    """Answer every zero byte with `ready`; returns when something else comes: a job. Raises Terminated."""
    earlier = signal.signal(signal.SIGALRM, _give_up)
    try:
        for first in _first_bytes(source):
            if first != ASK:
                return
            source.read(1)
            events.emit("ready")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


def _first_bytes(source: BinaryIO) -> Iterator[bytes]:
    assert isinstance(source, BufferedReader)
    while True:
        signal.alarm(SILENCE_SECONDS)
        first = source.peek(1)[:1]
        if first == b"":
            raise Terminated
        yield first


def _give_up(_signal: int, _frame: object) -> NoReturn:
    raise Terminated
