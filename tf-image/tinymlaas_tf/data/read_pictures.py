"""Every picture of the stream, decoded as it arrives: `data/<class>/<file id>`, or with what the user said of it,
`data/<class>/<split>/<file id>` and `data/<class>/<split or ->/<group>/<file id>`."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np

from ..parameters import Preprocessing
from ..picture.decode_picture import decode_picture
from ..picture.decoded import Decoded
from ..picture.fit_picture import fit_picture
from ..picture.problem import BadPicture, Problem
from .choose_look import LookChooser, Notes
from .color_statistic import color_features
from .pixel_store import PixelStore
from .sample_candidates import SampleCandidates
from .split import HELD_OUT, SPLITS, Split
from .spool import Spool

MAX_BYTES = 64 * 1024 * 1024
NO_SPLIT = "-"


@dataclass(frozen=True)
class Place:
    """What the name of a member says of a picture."""

    label: int
    split: Split
    group: str | None
    file_id: int


@dataclass
class Pictures:
    """What arrived. Row i of `pixels` belongs to entry i of the lists.

    `digests` are of the files' bytes and decide the split, because no other decoder changes them; `fingerprints` are of
    the pixels. `splits` and `groups` are what the user said. `features` are of the colours, for a training on grey only. `notes` are codes and messages of what was
    decided for all pictures.
    """

    pixels: np.ndarray
    labels: list[int] = field(default_factory=list)
    file_ids: list[int] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    fingerprints: list[bytes] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    groups: list[str | None] = field(default_factory=list)
    features: dict[int, np.ndarray] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: Notes = field(default_factory=list)


class PictureReader:
    """Takes the members of the stream that are pictures of a dataset.

    `decide` says whether background and levels are to be chosen here, or are those of an earlier training. They are
    known when all pictures have been seen, so the few that depend on them are put aside and fitted again.
    """

    def __init__(self, folder: Path, shape: Preprocessing, classes: int, samples: SampleCandidates, decide: bool = True) -> None:
        self._store = PixelStore(folder / "pixels.u8", shape)
        self._spool = Spool(folder / "spool")
        self._chooser = LookChooser() if decide else None
        self._shape = shape
        self._classes = classes
        self._samples = samples
        self._pictures = Pictures(np.zeros(0, np.uint8))

    def take(self, name: str, size: int, content: IO[bytes]) -> bool:
        """Decode one picture; False when the member is none. A bad picture becomes a problem."""
        place = _place(name, self._classes)
        if place is None:
            return False
        try:
            self._add(place, _read(size, content))
        except BadPicture as error:
            self._pictures.problems.append(Problem(place.file_id, error.code, error.message))
        return True

    def finish(self) -> tuple[Pictures, Preprocessing]:
        """All pictures, mapped, and how they were made."""
        if self._chooser is not None:
            self._shape, self._pictures.notes = self._chooser.choose(self._shape)
            for row, data in self._spool.read():
                self._store.replace(row, self._fit(row, decode_picture(data)))
        self._pictures.pixels = self._store.finish()
        return self._pictures, self._shape

    def _add(self, place: Place, data: bytes) -> None:
        decoded = decode_picture(data)
        digest = hashlib.sha256(data).digest()
        row = len(self._pictures.labels)
        self._store.append(self._fit(row, decoded))
        if self._chooser is not None and (decoded.is_transparent or decoded.is_deep):
            self._chooser.observe(decoded)
            self._spool.append(row, data)
        self._pictures.labels.append(place.label)
        self._pictures.file_ids.append(place.file_id)
        self._pictures.digests.append(digest)
        self._pictures.fingerprints.append(decoded.fingerprint())
        self._pictures.splits.append(place.split)
        self._pictures.groups.append(place.group)
        self._samples.offer(digest, place.file_id, data, place.split in HELD_OUT)

    def _fit(self, row: int, decoded: Decoded) -> np.ndarray:
        picture = decoded.render(self._shape)
        if self._shape.channels == 1:
            self._pictures.features[row] = color_features(picture)
        return fit_picture(picture, self._shape)


def _place(name: str, classes: int) -> Place | None:
    match name.split("/"):
        case ["data", label, file_id]:
            split, group = None, None
        case ["data", label, split, file_id] if split in SPLITS:
            group = None
        case ["data", label, split, group, file_id] if split in (*SPLITS, NO_SPLIT) and group:
            split = None if split == NO_SPLIT else split
        case _:
            return None
    if not (label.isdecimal() and file_id.isdecimal()) or int(label) >= classes:
        return None
    return Place(int(label), split, group, int(file_id))


def _read(size: int, content: IO[bytes]) -> bytes:
    if size > MAX_BYTES:
        raise BadPicture("too-large", f"The file has {size} bytes, more than {MAX_BYTES}.")
    return content.read()
