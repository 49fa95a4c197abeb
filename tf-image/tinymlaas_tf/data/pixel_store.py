"""Pictures on disk as one array, so that memory stays flat while they arrive."""

from pathlib import Path

import numpy as np

from ..job.parameters import Preprocessing


class PixelStore:
    """uint8 [n, height, width, channels] in one file."""

    def __init__(self, path: Path, shape: Preprocessing) -> None:
        self._path = path
        self._row = (shape.height, shape.width, shape.channels)
        self._file = path.open("wb")
        self._count = 0

    def append(self, pixels: np.ndarray) -> None:
        """Add one picture of exactly the stored shape."""
        self._file.write(pixels.tobytes())
        self._count += 1

    def replace(self, row: int, pixels: np.ndarray) -> None:
        """Write another picture in place of one that was added."""
        self._file.seek(row * pixels.nbytes)
        self._file.write(pixels.tobytes())

    def finish(self) -> np.ndarray:
        """Close for writing and map all pictures read-only."""
        self._file.close()
        shape = (self._count, *self._row)
        if self._count == 0:
            return np.zeros(shape, np.uint8)
        return np.memmap(self._path, np.uint8, "r", shape=shape)
