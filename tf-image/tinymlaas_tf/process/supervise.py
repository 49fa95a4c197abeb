"""Process 1 of a container: the kernel drops default-action signals for it, so the job runs in a child."""

import os
import signal
from collections.abc import Callable


def supervise(work: Callable[[], int]) -> int:
    """Run `work` in a child when this is process 1, else here. The exit code; 128 + n for death by signal n."""
    if os.getpid() != 1:
        return work()
    child = os.fork()
    if child == 0:
        os._exit(_guarded(work))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: os.kill(child, number))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code


def _guarded(work: Callable[[], int]) -> int:
    try:
        return work()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
