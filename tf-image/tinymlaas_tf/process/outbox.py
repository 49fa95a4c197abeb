"""The files that the relay fetches, and the manifest that vouches for them."""

import hashlib
import os
from collections.abc import Sequence

from ..picture.problem import Problem
from ..errors import BadInput
from ..events import Events
from ..first_within import encode, first_within
from ..job.job import Job
from .workspace import Workspace

NO_RUN = "00000000-0000-0000-0000-000000000000"
MAX_PROBLEMS = 100_000
# The relay refuses a result.json of more than 1 MiB.
MAX_BYTES = 1_000_000
# Of what is told as well as written; its JSON may be three times as long within an event (64 KiB).
MAX_TOLD_BYTES = 20_000


class Outbox:
    """Writes artifacts to `out/` and remembers what result.json has to say about them.

    `findings` are the parts of the report that a job leaves also when it fails.
    """

    def __init__(self, space: Workspace, events: Events) -> None:
        self._space = space
        self._events = events
        self._artifacts: list[dict[str, object]] = []
        self.problems: list[Problem] = []
        self.findings: dict[str, object] = {}

    def add(self, name: str, media_type: str, data: bytes) -> None:
        """Write one artifact and tell of it."""
        (self._space.out / name).write_bytes(data)
        self.adopt(name, media_type)

    def adopt(self, name: str, media_type: str) -> None:
        """Take a file that is already in `out/` as an artifact."""
        with (self._space.out / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        self._artifacts.append({"name": name, "media_type": media_type, "bytes": size, "sha256": digest})
        self._events.emit("artifact", name=name, bytes=size, sha256=digest)

    def succeed(self, job: Job, report: dict[str, object]) -> None:
        """Write result.json of a job that did what it should; tell it as well where the process goes on to the next."""
        self._write(job.kind, job.run_id, "succeeded", self._artifacts, report, None, job.keep is not None)

    def fail(self, job: Job | None, kind: str, error: BadInput) -> None:
        """Write result.json of a job that did not; `job` is None when job.json itself was at fault."""
        self._events.emit("error", **error.as_json())
        self._write(job.kind if job else kind, job.run_id if job else NO_RUN, "failed", [], {}, error.as_json())

    def _write(
        self, kind: str, run_id: str, outcome: str, artifacts: Sequence[object], report: dict[str, object], error: object,
        tell: bool = False,
    ) -> None:
        result = {
            "version": 1, "kind": kind, "run_id": run_id, "outcome": outcome, "artifacts": artifacts,
            "report": self.findings | {"warnings": self._events.warnings} | report, "problems": [], "error": error,
        }
        # Those for which there is no room are found again by the next training, which leaves these files out.
        problems = (problem.as_json() for problem in self.problems[:MAX_PROBLEMS])
        result["problems"] = first_within(problems, MAX_BYTES - len(encode(result)))
        draft = self._space.work / "result.json"
        written = encode(result)
        draft.write_bytes(written)
        os.replace(draft, self._space.out / "result.json")
        self._events.emit("result", outcome=outcome, manifest=result if tell and len(written) <= MAX_TOLD_BYTES else None)
