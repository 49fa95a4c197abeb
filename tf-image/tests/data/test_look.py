"""What is decided for all pictures of a training together: background and levels."""

from pathlib import Path

import numpy as np
from jobs import TRAIN, archive, run, spec
from pictures import draw, encode
from PIL import Image

from tinymlaas_tf.data.choose_look import LookChooser
from tinymlaas_tf.job.parameters import Preprocessing
from tinymlaas_tf.picture.decode_picture import decode_picture

SHAPE = Preprocessing(32, 24, 1, "stretch")


def glyph(kind: str, number: int, level: int) -> bytes:
    """A shape of one brightness; it is only in the alpha channel."""
    alpha = draw(kind, number).point(lambda value: 255 if value > 128 else 0)
    picture = Image.new("RGBA", alpha.size, (level, level, level, 0))
    picture.putalpha(alpha)
    return encode(picture)


def deep(kind: str, number: int, low: int, high: int) -> bytes:
    """A 16-bit picture that uses the values `low` to `high`."""
    values = np.asarray(draw(kind, number), np.float64)
    values = low + (values - values.min()) / np.ptp(values) * (high - low)
    return encode(Image.fromarray(np.rint(values).astype(np.uint16)))


def choose(files: list[bytes]) -> tuple[Preprocessing, list[tuple[str, str]]]:
    chooser = LookChooser()
    for data in files:
        chooser.observe(decode_picture(data))
    return chooser.choose(SHAPE)


def test_white_is_the_background_unless_shapes_vanish_on_it() -> None:
    assert choose([]) == (SHAPE, [])
    assert choose([glyph("circle", number, 0) for number in range(4)]) == (SHAPE, [])
    on_black, [(code, text)] = choose([glyph("circle", number, 255) for number in range(4)])
    assert (on_black.background, code) == (0, "transparent-pictures")
    assert text.startswith("4 pictures with transparent parts, 4 not to be seen on white: all were laid on black")
    mixed, _ = choose([glyph("circle", number, 255 * (number % 2)) for number in range(6)])
    assert mixed.background == 128


def test_the_levels_are_those_of_the_depth_in_use() -> None:
    cases = {(0, 65535): (0, 65535), (0, 4095): (0, 4095), (30, 1000): (0, 1023), (0, 16000): (0, 16383), (7000, 7600): (7000, 7600)}
    for (low, high), levels in cases.items():
        shape, notes = choose([deep("square", number, low, high) for number in range(3)])
        assert (shape.black_level, shape.white_level) == levels, (low, high)
        assert [code for code, _ in notes] == ([] if high == 65535 else ["sixteen-bit-pictures"])
        rendered = np.asarray(decode_picture(deep("square", 1, low, high)).render(shape))
        assert rendered.max() > 230, (low, high)


def test_one_dark_picture_does_not_decide_for_itself() -> None:
    shape, _ = choose([deep("square", 1, 0, 4095), deep("square", 2, 0, 300)])
    assert np.asarray(decode_picture(deep("square", 2, 0, 300)).render(shape)).max() == 19


def members(make: object) -> list[tuple[str, bytes]]:
    kinds = ("circle", "square")
    return [(f"data/{label}/{label * 20 + number + 1}", make(kind, number)) for label, kind in enumerate(kinds) for number in range(20)]


def test_training_continue_and_predict_see_the_same(tmp_path: Path) -> None:
    both = {"white glyphs": lambda kind, number: glyph(kind, number, 255), "thermal": lambda kind, number: deep(kind, number, 7000, 7600)}
    looks = {"white glyphs": (0, 0, 65535), "thermal": (255, 7000, 7600)}
    for name, make in both.items():
        done = run(tmp_path / name, archive(spec("train", TRAIN | {"epochs": 10}), members(make)))
        assert done.code == 0, done.log
        report = done.result["report"]
        shape = report["preprocessing"]
        assert (shape["background"], shape["black_level"], shape["white_level"]) == looks[name]
        codes = {entry["code"] for entry in report["warnings"]}
        assert codes & {"transparent-pictures", "sixteen-bit-pictures"} and "constant-pictures" not in codes
        assert report["images"]["duplicates"] < 15 and report["images"]["conflicts"] == 0
        stored = [(file, done.file(file)) for file in ("model.keras", "holdout.npz")]
        more = run(tmp_path / f"{name} more", archive(spec("continue", TRAIN | {"epochs": 1}), [*stored, *members(make)]))
        assert more.code == 0, more.log
        assert more.result["report"]["preprocessing"] == shape
        picture = ("picture", make("square", 99))
        seen = run(tmp_path / f"{name} seen", archive(spec("predict", {}), [stored[0], picture]))
        assert seen.code == 0, seen.log
        assert seen.result["report"]["preprocessing"] == shape
