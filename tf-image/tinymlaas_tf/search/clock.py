"""The time that the user gave."""

import os
import time
from dataclasses import dataclass, field

# Seconds of a processor kept for measuring, plots and files, which take 2.5 to 3.
END = 4.0
# What is kept for the training of the chosen network at most; the search has the rest.
MOST_KEPT = 0.5
# And for the end, however busy the machine is.
MOST_END = 0.25


@dataclass(frozen=True)
class Clock:
    """`limit` seconds from `begun`, the arrival of the job, to its last file; None for no limit."""

    begun: float
    limit: float | None
    # Of this machine and of this process, when the search began.
    since: tuple[float, float] = field(default_factory=lambda: (time.monotonic(), time.process_time()))

    def left(self) -> float | None:
        """Seconds for searching and training. On a machine that others use as well the end takes longer, too."""
        if self.limit is None:
            return None
        now = time.monotonic()
        waited = (now - self.since[0]) / max(1.0, time.process_time() - self.since[1])
        # Threads that compute side by side hide that others wait for the same processors: the machine's own count does not.
        busy = max(1.0, waited, os.getloadavg()[0] / len(os.sched_getaffinity(0)))
        return max(0.0, self.limit - min(END * busy, MOST_END * self.limit) - (now - self.begun))

    def spare(self, then: float) -> float | None:
        """Seconds for searching, when the training afterwards takes `then`; None for as many as it takes."""
        left = self.left()
        return None if left is None else left - min(then, MOST_KEPT * float(self.limit or 0))
