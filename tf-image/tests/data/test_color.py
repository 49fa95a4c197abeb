"""A training on grey says when colour would have told the classes apart."""

import numpy as np
from jobs import TRAIN, archive, run, spec
from pictures import draw, encode
from PIL import Image, ImageDraw

from tinymlaas_tf.data.color_statistic import color_features, color_statistic, color_warning

CLASSES = ("ripe", "unripe")


def ball(red: bool, number: int) -> Image.Image:
    """Red and green of the same luma, anywhere on a dark ground."""
    random = np.random.default_rng([red, number])
    x, luma = int(random.integers(12, 20)), int(random.integers(80, 120))
    color = (200, int((luma - 0.299 * 200) / 0.587), 0) if red else (0, int(luma / 0.587), 0)
    picture = Image.new("RGB", (32, 32), (30, 30, 30))
    ImageDraw.Draw(picture).ellipse((x - 9, x - 9, x + 9, x + 9), fill=color)
    return picture


def statistic(first: list[Image.Image], second: list[Image.Image]) -> dict | None:
    features = np.stack([color_features(picture) for picture in [*first, *second]])
    return color_statistic(features, np.array([0] * len(first) + [1] * len(second)), CLASSES)


def test_balls_of_one_brightness_and_two_colours() -> None:
    found = statistic(*[[ball(red, number) for number in range(20)] for red in (True, False)])
    [pair] = found["pairs"]
    assert found["matters"] and pair["classes"] == list(CLASSES)
    assert pair["by_color"] > 0.95 and pair["by_grey"] < 0.7
    assert color_warning(found).startswith("“ripe” and “unripe” differ in colour, and the model sees only grey")


def test_shapes_that_grey_shows_do_not_fire() -> None:
    assert statistic(*[[draw(kind, number) for number in range(20)] for kind in ("circle", "stripes")]) is None
    tinted = [[Image.merge("RGB", [draw(kind, number)] * 2 + [Image.new("L", (40, 32), 90)]) for number in range(20)] for kind in ("circle", "stripes")]
    found = statistic(*tinted)
    assert not found["matters"] and color_warning(found) is None


def test_colours_that_say_nothing_of_the_class_do_not_fire() -> None:
    mixed = [[ball(bool((number + side) % 2), 100 * side + number) for number in range(40)] for side in (0, 1)]
    assert not statistic(*mixed)["matters"]


def test_training_on_grey_suggests_rgb_and_training_on_rgb_does_not(tmp_path: object) -> None:
    members = [(f"data/{side}/{side * 20 + number + 1}", encode(ball(side == 0, number))) for side in (0, 1) for number in range(20)]
    for color in ("grayscale", "rgb"):
        done = run(tmp_path / color, archive(spec("train", TRAIN | {"epochs": 1, "color": color}, CLASSES), members))
        assert done.code == 0, done.log
        told = [event["message"] for event in done.event("warning") if event["code"] == "colour-matters"]
        report = done.result["report"]
        assert len(told) == (color == "grayscale")
        assert (report["color"] or {}).get("matters") == (True if color == "grayscale" else None)
        kinds = [event["type"] for event in done.events]
        assert "warning" in kinds[: kinds.index("epoch")]
