"""Standard error without what TensorFlow tells at every start, whatever it is told to keep to itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

# It would frighten the reader of a job's log: that numbers may differ, between this and another setting.
BANNER = (b"oneDNN custom operations are on", b"before absl::InitializeLog()")


@contextmanager
def without_banner() -> Iterator[None]:
    """A process of its own passes on the other lines, so that last words before an abort are not lost."""
    own, (source, sink) = os.dup(2), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(sink)
        _pass_on(source, own)
        os._exit(0)
    os.close(source)
    os.dup2(sink, 2)
    os.close(sink)
    try:
        yield
    finally:
        # A job points standard output here as well (events.py).
        os.dup2(own, 1)
        os.dup2(own, 2)
        os.close(own)
        os.waitpid(child, 0)


def _pass_on(source: int, own: int) -> None:
    with os.fdopen(source, "rb") as lines:
        for line in lines:
            if not any(words in line for words in BANNER):
                os.write(own, line)
