"""The picture that is shown with the answer."""

import io

import numpy as np
from PIL import Image

from ..job.parameters import Preprocessing
from ..picture.decode_picture import decode_picture

LARGEST_SIDE = 2048


def original_png(data: bytes, shape: Preprocessing) -> bytes:
    """An uploaded picture as an 8-bit PNG of its own size (longest side at most 2048), as the training sees it."""
    picture = decode_picture(data).render(shape).copy()
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return _png(picture)


def pixels_png(pixels: np.ndarray) -> bytes:
    """A network input, uint8 [height, width, channels], as PNG."""
    return _png(Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else np.asarray(pixels)))


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
