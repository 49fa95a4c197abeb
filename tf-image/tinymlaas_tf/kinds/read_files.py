"""Members of the stream that are files, not pictures of a dataset."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from ..errors import BadInput
from ..job.stream import JobStream
from ..process.workspace import Workspace

TakePicture = Callable[[str, int, IO[bytes]], bool]
Files = dict[str, Path]


def read_files(
    stream: JobStream, space: Workspace, required: Sequence[str], optional: Sequence[str] = (), take: TakePicture | None = None
) -> Files:
    """Store the named members in `in/`, hand pictures to `take`, pass over the rest. Raises BadInput."""
    files: Files = {}
    for name, size, content in stream.members():
        if name in required or name in optional:
            files[name] = save_member(space, name, content)
        elif take is not None:
            take(name, size, content)
    missing = [name for name in required if name not in files]
    if missing:
        message = f"The stream has no {', '.join(missing)}."
        raise BadInput("missing-input", message, "Train the model again: a stored file is missing.", None)
    return files


def save_member(space: Workspace, name: str, content: IO[bytes]) -> Path:
    """One member as a file in `in/`."""
    path = space.inputs / name
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
    return path
