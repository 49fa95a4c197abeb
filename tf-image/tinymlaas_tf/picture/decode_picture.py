"""Bytes that a user uploaded -> an upright picture, or a reason why not."""

import io

import pi_heif
from PIL import Image, ImageOps

from .complete_jpeg import complete_jpeg
from .decoded import Decoded
from .problem import BadPicture

MAX_PIXELS = 25_000_000
# How many times the wanted side a smaller decoding must have, so that scaling it down still averages.
SPARE = 2
# Multi-picture JPEGs are opened as JPEG; Pillow knows no MPO to open, and an unknown name refuses everything.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "PPM", "AVIF", "HEIF")
DEEP = {"I", "I;16", "I;16L", "I;16B", "I;16N"}
DEEPEST = 65535

pi_heif.register_heif_opener(thumbnails=False)


def decode_picture(data: bytes, side: int | None = None) -> Decoded:
    """Decode the first frame, EXIF orientation applied. The content decides, not the file's name. Raises BadPicture.

    With the longest `side` that is wanted of it, a JPEG of several times that is decoded at a half, a quarter or an eighth of its
    size: a fifth of the time for a camera's photograph.
    """
    if not data:
        raise BadPicture("empty-file", "The file is empty.")
    Image.MAX_IMAGE_PIXELS = None  # the limit below answers with a reason instead of a warning
    try:
        return _decode(data, side)
    except BadPicture:
        raise
    except Exception as error:  # decoders raise anything, from OSError to SyntaxError and struct.error
        if (completed := complete_jpeg(data)) is not None:
            return _decode(completed, side)
        raise BadPicture("undecodable", f"No readable picture ({_reason(error)}).") from error


def _decode(data: bytes, side: int | None) -> Decoded:
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        _check_size(picture)
        if side is not None:
            picture.draft(None, (SPARE * side, SPARE * side))
        picture.load()
        return Decoded(_to_four_modes(_upright(picture)))


def _check_size(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > MAX_PIXELS:
        megapixels = f"{pixels / 1e6:.0f} megapixels, more than {MAX_PIXELS // 1_000_000}"
        raise BadPicture("too-many-pixels", f"{picture.width} x {picture.height} is {megapixels}.")


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # a broken EXIF block is no reason to lose the picture
        return picture


def _to_four_modes(picture: Image.Image) -> Image.Image:
    if picture.mode in DEEP:
        levels = picture.convert("I")
        darkest, brightest = levels.getextrema()
        if darkest < 0 or brightest > DEEPEST:
            raise BadPicture("unsupported-mode", "Pictures of more than 16 bits have no brightness range to go by.")
        return levels
    if picture.mode == "F":
        raise BadPicture("unsupported-mode", "Pictures of floating-point numbers have no brightness range to go by.")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        opaque = layer.getchannel("A").getextrema()[0] == 255
        return layer.convert("RGB") if opaque else layer
    return picture if picture.mode in ("L", "RGB") else picture.convert("L" if picture.mode == "1" else "RGB")


def _reason(error: Exception) -> str:
    text = str(error).split("<_io")[0].strip()
    return text[:200] or type(error).__name__
