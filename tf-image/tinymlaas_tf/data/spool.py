"""Bytes put aside on disk, to be read once more."""

from collections.abc import Iterator
from pathlib import Path


class Spool:
    """Numbered entries in one file, in order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._entries: list[tuple[int, int]] = []

    def append(self, number: int, data: bytes) -> None:
        """Keep `data` under a number."""
        self._file.write(data)
        self._entries.append((number, len(data)))

    def read(self) -> Iterator[tuple[int, bytes]]:
        """Every entry; nothing can be appended any more."""
        self._file.close()
        with self._path.open("rb") as file:
            for number, length in self._entries:
                yield number, file.read(length)
