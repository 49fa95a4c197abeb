"""What people upload as pictures."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from pictures import draw, encode

from heic_picture import HEIC
from tinymlaas_tf.job.parameters import Preprocessing
from tinymlaas_tf.picture.decode_picture import decode_picture
from tinymlaas_tf.picture.fit_picture import fit_picture
from tinymlaas_tf.picture.problem import BadPicture

GREY = Image.fromarray(np.full((20, 30), 100, np.uint8))
RGB = Image.new("RGB", (30, 20), (200, 100, 50))


LOOK = Preprocessing(8, 8, 1, "stretch")


def render(data: bytes, look: Preprocessing = LOOK) -> Image.Image:
    return decode_picture(data).render(look)


def mean(data: bytes, look: Preprocessing = LOOK) -> float:
    return float(np.asarray(render(data, look).convert("L")).mean())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM", "AVIF"])
def test_reads_every_format(kind: str) -> None:
    assert mean(encode(GREY, kind)) == pytest.approx(100, abs=2)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK"])
def test_reads_every_mode(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    assert render(encode(draw("circle", 1).convert("RGB").convert(mode), kind)).mode in ("L", "RGB")


def test_reads_heic() -> None:
    pixels = np.asarray(render(HEIC), int)
    assert pixels.shape == (32, 48, 3)
    for place, color in (((16, 8), (230, 220, 210)), ((15, 35), (200, 60, 40)), ((30, 46), (40, 60, 80))):
        assert np.abs(pixels[place] - color).max() < 8


def test_reads_every_net_pbm() -> None:
    assert mean(b"P5 2 2 255\n" + bytes([100] * 4)) == mean(b"P2 2 2 255\n100 100 100 100\n") == 100
    assert mean(b"P6 1 1 255\n" + bytes([90] * 3)) == 90
    assert mean(b"P4 8 1\n\x00") == 255
    assert mean(b"P5 1 1 4095\n" + struct.pack(">H", 2048)) == pytest.approx(128, abs=1)


def test_cmyk_jpeg() -> None:
    assert mean(encode(RGB.convert("CMYK"), "JPEG")) == pytest.approx(mean(encode(RGB)), abs=4)


def test_sixteen_bits_are_scaled_not_clipped() -> None:
    deep = Image.fromarray(np.full((10, 10), 32639, np.uint16))
    assert mean(encode(deep)) == pytest.approx(127, abs=1)


def test_transparency_lies_over_white() -> None:
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    assert mean(encode(clear)) == 255
    palette = Image.new("P", (8, 8), 0)
    assert mean(encode(palette, "GIF", transparency=0)) == 255


def test_turned_pictures_are_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF"):
        assert render(encode(RGB, kind, exif=exif.tobytes())).size == (20, 30), kind


def test_broken_exif_is_no_reason_to_refuse() -> None:
    assert render(encode(RGB, "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")).size == (30, 20)


def test_first_frame_of_an_animation() -> None:
    frames = [Image.new("L", (8, 8), 255), Image.new("L", (8, 8), 0)]
    for kind in ("GIF", "PNG", "WEBP"):
        assert mean(encode(frames[0], kind, save_all=True, append_images=frames[1:])) == 255


def bomb(side: int) -> bytes:
    """A PNG of `side` x `side` black pixels in a few KB."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"hello", "undecodable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "undecodable"),
        (encode(draw("circle", 1).resize((400, 400)), "PNG")[:-4000], "undecodable"),
        (encode(draw("circle", 1).resize((400, 400)), "JPEG")[:900], "undecodable"),
        (bomb(12000), "too-many-pixels"),
        (bomb(64) + b"trailing", None),
        (encode(Image.new("F", (4, 4), 0.5), "TIFF"), "unsupported-mode"),
    ],
)
def test_refuses_with_a_reason(data: bytes, code: str | None) -> None:
    if code is None:
        decode_picture(data)
        return
    with pytest.raises(BadPicture) as refusal:
        decode_picture(data)
    assert refusal.value.code == code


def test_random_damage_never_escapes() -> None:
    random = np.random.default_rng(1)
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM", "AVIF", "HEIC"):
        whole = bytearray(HEIC if kind == "HEIC" else encode(draw("square", 1), kind))
        for _ in range(60):
            broken = bytearray(whole)
            for place in random.integers(0, len(broken), 4):
                broken[place] = random.integers(256)
            try:
                decode_picture(bytes(broken))
            except BadPicture:
                pass


def test_a_photograph_is_decoded_as_large_as_it_is_needed() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    large = draw("circle", 3).resize((1600, 1200), Image.Resampling.BICUBIC)
    data = encode(large, "JPEG", quality=95, exif=turned.tobytes())
    whole, small = decode_picture(data).image, decode_picture(data, 96).image
    assert (whole.size, small.size) == ((1200, 1600), (300, 400))
    wanted = Preprocessing(72, 96, 1, "stretch")
    difference = np.abs(fit_picture(whole, wanted).astype(int) - fit_picture(small, wanted))
    assert difference.mean() < 1.5
    # Not smaller than twice what is wanted, and no other format.
    assert decode_picture(data, 500).image.size == (1200, 1600) and decode_picture(encode(large), 96).image.size == (1600, 1200)
    with pytest.raises(BadPicture):
        decode_picture(data[: len(data) // 2], 96)
