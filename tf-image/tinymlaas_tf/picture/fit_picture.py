"""An 8-bit picture of any size -> the network's input array. preprocess.cpp does the same on a board."""

import numpy as np
from PIL import Image

from ..job.parameters import Preprocessing

BILINEAR = Image.Resampling.BILINEAR
Box = tuple[float, float, float, float]


def fit_picture(picture: Image.Image, wanted: Preprocessing) -> np.ndarray:
    """Colour first (ITU-R 601 luma for grey), then size; uint8 [height, width, channels], 0..255.

    stretch ignores the aspect, crop cuts the longer side around the middle, pad adds black bars.
    """
    colored = picture.convert("L" if wanted.channels == 1 else "RGB")
    width, height = wanted.width, wanted.height
    if wanted.resize == "crop":
        fitted = _resize(colored, width, height, _crop_box(colored, width / height))
    elif wanted.resize == "pad":
        fitted = _pad(colored, width, height)
    else:
        fitted = _resize(colored, width, height, (0, 0, colored.width, colored.height))
    return np.asarray(fitted, np.uint8).reshape(height, width, wanted.channels)


def _resize(picture: Image.Image, width: int, height: int, box: Box) -> Image.Image:
    """Rows first, then columns, each rounded to 8 bits. In one step Pillow would choose the order by the shape."""
    left, top, right, bottom = box
    rows = picture.resize((width, picture.height), BILINEAR, (left, 0, right, picture.height))
    return rows.resize((width, height), BILINEAR, (0, top, width, bottom))


def _crop_box(picture: Image.Image, ratio: float) -> Box:
    """The largest part of the given ratio, around the middle."""
    width, height = picture.size
    if width / height == ratio:
        return (0, 0, width, height)
    if width / height >= ratio:
        used = ratio * height
        begin = (width - used) * 0.5
        return (begin, 0, begin + used, height)
    used = width / ratio
    begin = (height - used) * 0.5
    return (0, begin, width, begin + used)


def _pad(picture: Image.Image, width: int, height: int) -> Image.Image:
    ratio = picture.width / picture.height
    inner_width, inner_height = width, height
    if ratio > width / height:
        inner_height = max(1, round(picture.height / picture.width * width))
    elif ratio < width / height:
        inner_width = max(1, round(ratio * height))
    inner = _resize(picture, inner_width, inner_height, (0, 0, picture.width, picture.height))
    canvas = Image.new(picture.mode, (width, height))
    canvas.paste(inner, (round((width - inner_width) * 0.5), round((height - inner_height) * 0.5)))
    return canvas
