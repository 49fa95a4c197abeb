"""The job's tar stream, member by member, straight from stdin."""

import tarfile
from collections.abc import Iterator
from typing import IO, BinaryIO

from ..errors import BadInput
from .job import Job, parse_job

MAX_JOB_BYTES = 4 * 1024 * 1024
# Reads in steps of one tar block: a larger step would wait for bytes behind the end of a stream that stays open.
STEP = tarfile.BLOCKSIZE


class JobStream:
    """An open stream whose first member, job.json, has been read."""

    def __init__(self, archive: tarfile.TarFile, job: Job, source: BinaryIO) -> None:
        self._archive = archive
        self._source: BinaryIO | None = source
        self.job = job

    def members(self) -> Iterator[tuple[str, int, IO[bytes]]]:
        """The following regular files: name, size in bytes, and the bytes, to be read before the next one.

        Raises tarfile.ReadError when the stream breaks off.
        """
        while (member := self._archive.next()) is not None:
            self._archive.members.clear()  # a tar file remembers every member it has seen
            content = self._archive.extractfile(member) if member.isreg() else None
            if content is not None:
                yield member.name, member.size, content
        self._read_end()

    def _read_end(self) -> None:
        """Read what is behind the last member: the second of two empty blocks.

        To a tar file a stream that was cut off between two members is whole, and nobody may judge what came of it.
        """
        source, self._source = self._source, None
        if source is not None and source.read(STEP) != bytes(STEP):
            raise tarfile.ReadError("the stream does not end with two empty blocks")


def open_stream(source: BinaryIO, insist: str | None = None) -> JobStream:
    """Read job.json off the stream. Raises BadInput, or tarfile.ReadError when this is no tar stream."""
    archive = tarfile.open(fileobj=source, mode="r|", bufsize=STEP)
    member = archive.next()
    content = archive.extractfile(member) if member is not None and member.isreg() else None
    if member is None or content is None or member.name != "job.json" or member.size > MAX_JOB_BYTES:
        hint = "Send job.json as the first member of the tar stream."
        raise BadInput("bad-job", "The stream does not begin with job.json.", hint)
    return JobStream(archive, parse_job(content.read(), insist), source)
