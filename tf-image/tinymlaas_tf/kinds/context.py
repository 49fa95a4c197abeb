"""What every kind of job is given."""

from dataclasses import dataclass

from ..events import Events
from ..companion import Companion
from ..kept import Kept
from ..outbox import Outbox
from ..stopwatch import Stopwatch
from ..stream import JobStream
from ..workspace import Workspace

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
