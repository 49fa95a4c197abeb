"""What every kind of job is given."""

from dataclasses import dataclass

from ..events import Events
from ..process.kept import Kept
from ..process.outbox import Outbox
from ..process.stopwatch import Stopwatch
from ..job.stream import JobStream
from ..process.workspace import Workspace
from ..process.companion import Companion

Report = dict[str, object]


@dataclass(frozen=True)
class Context:
    """One job's stream, folders and voices."""

    stream: JobStream
    space: Workspace
    events: Events
    outbox: Outbox
    watch: Stopwatch
    kept: Kept
    companion: Companion
