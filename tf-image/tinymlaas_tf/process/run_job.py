"""One job, whatever happens to it."""

import signal
import tarfile
import traceback
from pathlib import Path
from typing import BinaryIO

from ..errors import EXIT_BAD_INPUT, EXIT_DEFECT, EXIT_TERMINATED, BadInput, Terminated
from ..events import Events, claim_stdout
from ..job.job import Job
from .companion import Companion
from .kept import Kept
from ..kinds.context import Context
from ..kinds.handlers import handler_of
from .outbox import Outbox
from .stopwatch import Stopwatch
from ..job.stream import open_stream
from .wait_warm import wait_for_job, wait_warm
from .workspace import Workspace, open_workspace


def run_job(source: BinaryIO, root: Path, insist: str | None, warm: bool) -> int:
    """Do the job that `source` brings, and those that follow it where a model is kept. Returns the exit code of the last."""
    events = Events(claim_stdout())
    space = open_workspace(root)
    signal.signal(signal.SIGTERM, _terminate)
    kept, companion = Kept(), Companion()
    try:
        if warm:
            wait_warm(source, events, space.work, companion)
        while True:
            code = _do(source, insist, space, events, kept, companion)
            if code != 0 or kept.name is None:
                return code
            wait_for_job(source, events)
            events.warnings.clear()
    except Terminated:
        return EXIT_TERMINATED
    finally:
        companion.stop()


def _do(source: BinaryIO, insist: str | None, space: Workspace, events: Events, kept: Kept, companion: Companion) -> int:
    """One job; leaves result.json, also when it fails. Raises Terminated."""
    outbox = Outbox(space, events)
    job: Job | None = None
    try:
        stream = open_stream(source, insist)
        job = stream.job
        kept.admit(job)
        signal.alarm(job.deadline_seconds)
        report = handler_of(job.kind)(Context(stream, space, events, outbox, Stopwatch(events), kept, companion))
        outbox.succeed(job, report)
        return 0
    except BadInput as error:
        outbox.fail(job, insist or "train", error)
        return EXIT_BAD_INPUT
    except Exception as error:
        traceback.print_exc()
        outbox.fail(job, insist or "train", _defect(error))
        return EXIT_DEFECT


def _terminate(_signal: int, _frame: object) -> None:
    raise Terminated


def _defect(error: Exception) -> BadInput:
    if isinstance(error, tarfile.ReadError):
        return BadInput("broken-stream", f"The tar stream is broken: {error}", "Run the job again.")
    if isinstance(error, MemoryError):
        return BadInput("no-memory", "The job ran out of memory.", "Use smaller pictures or a smaller batch_size.")
    text = f"{type(error).__name__}: {error}"
    return BadInput("internal", text, "This is a defect of the program; the log has the details.")
