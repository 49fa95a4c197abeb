"""What is reported chose nothing, and says how sure it is."""

import hashlib

import numpy as np
import pytest

from scenes import scenes
from tinymlaas_tf.data.dataset import Dataset, make_dataset
from tinymlaas_tf.data.near_pictures import group_near
from tinymlaas_tf.data.read_pictures import Pictures
from tinymlaas_tf.split.split import Earlier
from tinymlaas_tf.evaluation.interval import doubt, wilson
from tinymlaas_tf.evaluation.metrics import evaluate


def dataset_of(pixels: np.ndarray, earlier: Earlier = Earlier()) -> Dataset:
    count = len(pixels)
    digests = [hashlib.sha256(row.tobytes()).digest() for row in pixels]
    labels = [row * 2 // count for row in range(count)]
    pictures = Pictures(pixels, labels, list(range(1, count + 1)), digests, digests, [None] * count)
    return make_dataset(["a", "b"], pictures, [], 1, 0.2, earlier, ["body"])


def test_near_copies_are_on_one_side() -> None:
    pixels = scenes(60, 6)
    assert len(set(group_near(pixels, np.arange(360)))) == 60
    dataset = dataset_of(pixels)
    sides = [{int(row) // 6 for row in rows} for rows in (dataset.train, dataset.validation, dataset.test)]
    assert not (sides[0] & sides[1] or sides[0] & sides[2] or sides[1] & sides[2])


def test_pictures_of_one_colour_are_no_group() -> None:
    assert group_near(np.full((5, 8, 8, 1), 7, np.uint8), np.arange(5)) == [0, 1, 2, 3, 4]


def test_a_new_frame_of_a_held_out_scene_is_held_out() -> None:
    first = scenes(20, 1)
    held = dataset_of(first).test.tolist()
    # The frame comes last and is of the second class like the scene it repeats.
    scene = next(row for row in held if row >= 10)
    frame = np.clip(first[scene].astype(int) + 1, 0, 255).astype(np.uint8)
    digests = [hashlib.sha256(row.tobytes()).digest() for row in first]
    earlier = Earlier(frozenset(d for row, d in enumerate(digests) if row not in held), frozenset(digests[row] for row in held))
    grown = np.concatenate([first, frame[None]])
    labels = [row // 10 for row in range(20)] + [1]
    everything = [*digests, hashlib.sha256(frame.tobytes()).digest()]
    pictures = Pictures(grown, labels, list(range(1, 22)), everything, everything, [None] * 21)
    dataset = make_dataset(["a", "b"], pictures, [], 1, 0.2, earlier, ["body"])
    assert dataset.test.tolist() == [*held, 20]


def test_many_pictures_have_some_that_only_choose() -> None:
    few, many = dataset_of(scenes(298, 1)), dataset_of(scenes(300, 1))
    assert not few.chooses and few.validation.tolist() == few.test.tolist()
    assert many.chooses and len(many.train) + len(many.validation) + len(many.test) == 300
    assert len(many.test) == 2 * len(many.validation) == 60


@pytest.mark.parametrize(("right", "images", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (61, 100, 0.5120, 0.7000), (1, 2, 0.0945, 0.9055)])
def test_intervals_are_wilsons(right: int, images: int, low: float, high: float) -> None:
    assert wilson(right, images) == pytest.approx((low, high), abs=5e-4)


def test_an_accuracy_stands_beside_its_interval_and_the_majority() -> None:
    truth = np.array([0] * 12 + [1] * 8)
    scores = np.eye(2)[np.array([0] * 13 + [1] * 7)]
    evaluation = evaluate(scores, truth, np.arange(1, 21), ["a", "b"])
    assert evaluation["accuracy"] == 0.95 and evaluation["majority"] == 0.6
    assert doubt(evaluation) is None
    guess = evaluate(np.eye(2)[np.zeros(20, int)], truth, np.arange(1, 21), ["a", "b"])
    assert "60.0 %" in doubt(guess).replace("%", " %") and "38.7" in doubt(guess)
