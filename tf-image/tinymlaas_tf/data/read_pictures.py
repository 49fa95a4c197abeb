"""Every picture of the stream, decoded as it arrives: `data/<class>/<file id>`, or with what the user said of it,
`data/<class>/<split>/<file id>` and `data/<class>/<split or ->/<group>/<file id>`."""

import hashlib
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

import numpy as np

from ..job.parameters import Preprocessing
from ..picture.decode_picture import decode_picture
from ..picture.decoded import Decoded
from ..picture.fit_picture import fit_picture
from ..picture.problem import BadPicture, Problem
from ..tensorflow_setup import cpus
from .choose_look import LookChooser, Notes
from .color_statistic import color_features
from .pixel_store import PixelStore
from .sample_candidates import SampleCandidates
from ..split.split import HELD_OUT, SPLITS, Split
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
    the pixels. `splits` and `groups` are what the user said. `features` are of the colours, for a training on grey only. `notes` are codes and
    messages of what was decided for all pictures. `more` are the same pictures in the further shapes that were asked for.
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
    more: list[np.ndarray] = field(default_factory=list)


@dataclass(frozen=True)
class Seen:
    """One picture, decoded and fitted to every shape; `color` are features of the first, for a grey one."""

    decoded: Decoded
    digest: bytes
    fingerprint: bytes
    fitted: list[np.ndarray]
    color: np.ndarray | None


class PictureReader:
    """Takes the members of the stream that are pictures of a dataset; as many as there are processors are decoded at a time.

    `decide` says whether background and levels are to be chosen here, or are those of an earlier training. They are
    known when all pictures have been seen, so the few that depend on them are put aside and fitted again. `more` are further
    shapes in which a search may want the pictures.
    """

    def __init__(
        self, folder: Path, shape: Preprocessing, classes: int, samples: SampleCandidates, decide: bool = True,
        more: Sequence[Preprocessing] = (),
    ) -> None:  # fmt: skip
        self._shapes = [shape, *more]
        self._stores = [PixelStore(folder / f"pixels{number}.u8", one) for number, one in enumerate(self._shapes)]
        self._side = max(max(one.width, one.height) for one in self._shapes)
        self._spool = Spool(folder / "spool")
        self._chooser = LookChooser() if decide else None
        self._classes = classes
        self._samples = samples
        self._pictures = Pictures(np.zeros(0, np.uint8))
        self._pool = ThreadPoolExecutor(cpus())
        self._waiting: deque[tuple[Place, bytes, Future[Seen]]] = deque()

    def take(self, name: str, size: int, content: IO[bytes]) -> bool:
        """Read one picture; False when the member is none. A bad picture becomes a problem."""
        place = _place(name, self._classes)
        if place is None:
            return False
        try:
            data = _read(size, content)
        except BadPicture as error:
            self._pictures.problems.append(Problem(place.file_id, error.code, error.message))
            return True
        self._waiting.append((place, data, self._pool.submit(self._see, data)))
        if len(self._waiting) > cpus():
            self._add(*self._waiting.popleft())
        return True

    def finish(self) -> tuple[Pictures, list[Preprocessing]]:
        """All pictures, mapped, and how they were made: the shape, and those besides."""
        while self._waiting:
            self._add(*self._waiting.popleft())
        self._pool.shutdown()
        if self._chooser is not None:
            chosen, self._pictures.notes = self._chooser.choose(self._shapes[0])
            looks = {"background": chosen.background, "black_level": chosen.black_level, "white_level": chosen.white_level}
            self._shapes = [replace(one, **looks) for one in self._shapes]
            for row, data in self._spool.read():
                seen = self._see(data)
                self._note_color(row, seen)
                for store, pixels in zip(self._stores, seen.fitted, strict=True):
                    store.replace(row, pixels)
        self._pictures.pixels, *self._pictures.more = (store.finish() for store in self._stores)
        return self._pictures, self._shapes

    def _see(self, data: bytes) -> Seen:
        decoded = decode_picture(data, self._side)
        picture = decoded.render(self._shapes[0])
        color = color_features(picture) if self._shapes[0].channels == 1 else None
        fitted = [fit_picture(picture, one) for one in self._shapes]
        return Seen(decoded, hashlib.sha256(data).digest(), decoded.fingerprint(), fitted, color)

    def _add(self, place: Place, data: bytes, future: Future[Seen]) -> None:
        try:
            seen = future.result()
        except BadPicture as error:
            self._pictures.problems.append(Problem(place.file_id, error.code, error.message))
            return
        row = len(self._pictures.labels)
        for store, pixels in zip(self._stores, seen.fitted, strict=True):
            store.append(pixels)
        self._note_color(row, seen)
        if self._chooser is not None and (seen.decoded.is_transparent or seen.decoded.is_deep):
            self._chooser.observe(seen.decoded)
            self._spool.append(row, data)
        self._pictures.labels.append(place.label)
        self._pictures.file_ids.append(place.file_id)
        self._pictures.digests.append(seen.digest)
        self._pictures.fingerprints.append(seen.fingerprint)
        self._pictures.splits.append(place.split)
        self._pictures.groups.append(place.group)
        self._samples.offer(seen.digest, place.file_id, data, place.split in HELD_OUT)

    def _note_color(self, row: int, seen: Seen) -> None:
        if seen.color is not None:
            self._pictures.features[row] = seen.color


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
