"""Every `data/<class>/<file id>` of the stream, decoded as it arrives."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

import numpy as np

from ..parameters import Preprocessing
from .decode_picture import decode_picture
from .fit_picture import fit_picture
from .pixel_store import PixelStore
from .problem import BadPicture, Problem
from .sample_candidates import SampleCandidates

MAX_BYTES = 64 * 1024 * 1024


@dataclass
class Pictures:
    """What arrived. Row i of `pixels` belongs to entry i of the lists."""

    pixels: np.ndarray
    labels: list[int] = field(default_factory=list)
    file_ids: list[int] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem_labels: list[int] = field(default_factory=list)


class PictureReader:
    """Takes the members of the stream that are pictures of a dataset."""

    def __init__(self, store: PixelStore, shape: Preprocessing, classes: int, samples: SampleCandidates) -> None:
        self._store = store
        self._shape = shape
        self._classes = classes
        self._samples = samples
        self._pictures = Pictures(np.zeros(0, np.uint8))

    def take(self, name: str, size: int, content: IO[bytes]) -> bool:
        """Decode one picture; False when the member is none. A bad picture becomes a problem."""
        place = _place(name, self._classes)
        if place is None:
            return False
        label, file_id = place
        try:
            self._add(label, file_id, _read(size, content))
        except BadPicture as error:
            self._pictures.problems.append(Problem(file_id, error.code, error.message))
            self._pictures.problem_labels.append(label)
        return True

    def finish(self) -> Pictures:
        """All pictures, mapped."""
        self._pictures.pixels = self._store.finish()
        return self._pictures

    def _add(self, label: int, file_id: int, data: bytes) -> None:
        picture = decode_picture(data)
        digest = hashlib.sha256(data).digest()
        self._store.append(fit_picture(picture, self._shape))
        self._pictures.labels.append(label)
        self._pictures.file_ids.append(file_id)
        self._pictures.digests.append(digest)
        self._samples.offer(digest, file_id, data)


def _place(name: str, classes: int) -> tuple[int, int] | None:
    parts = name.split("/")
    if len(parts) != 3 or parts[0] != "data" or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    label = int(parts[1])
    return (label, int(parts[2])) if label < classes else None


def _read(size: int, content: IO[bytes]) -> bytes:
    if size > MAX_BYTES:
        raise BadPicture("too-large", f"The file has {size} bytes, more than {MAX_BYTES}.")
    return content.read()
