"""Bytes that a user uploaded -> an upright 8-bit picture, or a reason why not."""

import io

from PIL import Image, ImageOps

from .problem import BadPicture

MAX_PIXELS = 25_000_000
# Multi-picture JPEGs are opened as JPEG; Pillow knows no MPO to open, and an unknown name refuses everything.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "PPM")
SIXTEEN_BIT = {"I;16", "I;16L", "I;16B", "I;16N"}
BACKGROUND = (255, 255, 255, 255)


def decode_picture(data: bytes) -> Image.Image:
    """Decode to mode L or RGB: first frame, EXIF orientation applied, transparency over white, 16 bits cut to 8.

    The content decides, not the file's name. Raises BadPicture.
    """
    if not data:
        raise BadPicture("empty-file", "The file is empty.")
    Image.MAX_IMAGE_PIXELS = None  # the limit below answers with a reason instead of a warning
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _check_size(picture)
            picture.load()
            return _to_eight_bits(_upright(picture))
    except BadPicture:
        raise
    except Exception as error:  # decoders raise anything, from OSError to SyntaxError and struct.error
        raise BadPicture("undecodable", f"No readable picture ({_reason(error)}).") from error


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


def _to_eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode in SIXTEEN_BIT:
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode == "I":
        shift = 256 if (picture.getextrema()[1] or 0) > 255 else 1
        return picture.point(lambda value: value / shift).convert("L")
    if picture.mode == "F":
        raise BadPicture("unsupported-mode", "Pictures of floating-point numbers have no brightness range to go by.")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, BACKGROUND), layer).convert("RGB")
    return picture if picture.mode in ("L", "RGB") else picture.convert("L" if picture.mode == "1" else "RGB")


def _reason(error: Exception) -> str:
    text = str(error).split("<_io")[0].strip()
    return text[:200] or type(error).__name__
