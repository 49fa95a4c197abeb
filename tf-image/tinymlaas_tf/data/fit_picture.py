"""An 8-bit picture of any size -> the network's input array."""

import numpy as np
from PIL import Image, ImageOps

from ..parameters import Preprocessing

Pixels = np.ndarray


def fit_picture(picture: Image.Image, wanted: Preprocessing) -> Pixels:
    """Colour first (ITU-R 601 luma for grey), then size; uint8 [height, width, channels], 0..255.

    stretch ignores the aspect, crop cuts the longer side around the middle, pad adds black bars.
    """
    colored = picture.convert("L" if wanted.channels == 1 else "RGB")
    size = (wanted.width, wanted.height)
    if wanted.resize == "crop":
        fitted = ImageOps.fit(colored, size, Image.Resampling.BILINEAR)
    elif wanted.resize == "pad":
        fitted = ImageOps.pad(colored, size, Image.Resampling.BILINEAR)
    else:
        fitted = colored.resize(size, Image.Resampling.BILINEAR)
    return np.asarray(fitted, np.uint8).reshape(wanted.height, wanted.width, wanted.channels)
