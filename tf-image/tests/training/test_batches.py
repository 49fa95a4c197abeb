"""Every number of pictures goes into batches of every size, and every picture is in one of them."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import data_members

from tinymlaas_tf.data.dataset import Dataset, make_dataset
from tinymlaas_tf.data.read_pictures import Pictures
from tinymlaas_tf.split.split import Earlier
from tinymlaas_tf.job.parameters import parse_train_parameters
from tinymlaas_tf.training.plan_batches import plan_batches


def test_no_picture_is_lost_and_none_is_alone() -> None:
    for count, size in itertools.product(range(1, 150), range(1, 80)):
        spans = plan_batches(count, size)
        lengths = [end - begin for begin, end in spans]
        assert [row for begin, end in spans for row in range(begin, end)] == list(range(count)), (count, size)
        assert max(lengths) <= size + 1, (count, size)
        assert size == 1 or count == 1 or min(lengths) >= 2, (count, size)


def dataset_of(counts: tuple[int, ...], fraction: float, seed: int) -> Dataset:
    """A split dataset of `counts` different pictures per class."""
    labels = [label for label, count in enumerate(counts) for _ in range(count)]
    prints = [bytes([row, seed]) * 16 for row in range(len(labels))]
    pixels = np.arange(len(labels), dtype=np.uint8)[:, None, None, None].repeat(8, 1).repeat(8, 2)
    pictures = Pictures(pixels, labels, list(range(1, len(labels) + 1)), prints, prints, [None] * len(labels))
    classes = [f"class {label}" for label in range(len(counts))]
    return make_dataset(classes, pictures, [], seed, fraction, Earlier(), ["body"])


def combinations() -> Iterator[tuple[tuple[int, ...], float, int]]:
    for counts in [*itertools.combinations_with_replacement(range(1, 7), 2), (1, 1, 1), (1, 2, 5), (5, 5, 5), (9, 24), (1,) * 12]:
        yield from ((counts, fraction, seed) for fraction in (0.05, 0.5) for seed in (1, 123))


def test_every_split_feeds_every_batch_size() -> None:
    from tinymlaas_tf.training.batches import STEPS, TrainingBatches

    for counts, fraction, seed in combinations():
        dataset = dataset_of(counts, fraction, seed)
        for size in (*range(1, sum(counts) + 2), 1024):
            parameters = parse_train_parameters(TRAIN | {"batch_size": size, "augmentation": False})
            batches = TrainingBatches(dataset, parameters, np.ones(len(counts), np.float32))
            for _ in range(2):
                seen = [int(picture[0, 0, 0]) for index in range(len(batches)) for picture in batches[index][0]]
                rounds, left = divmod(len(seen), len(dataset.train))
                assert sorted(seen) == sorted(dataset.train.tolist() * rounds) and left == 0, (counts, fraction, size)
                assert len(batches) >= STEPS
                batches.on_epoch_end()


def train(folder: object, members: list[tuple[str, bytes]], **parameters: object) -> Outcome:
    return run(folder, archive(spec("train", TRAIN | {"epochs": 1} | parameters), members))


def unequal(first: int, second: int) -> list[tuple[str, bytes]]:
    """Members with `first` circles and `second` squares."""
    members = data_members(max(first, second))
    half = len(members) // 2
    return members[:first] + members[half : half + second]


@pytest.mark.parametrize(
    ("circles", "squares", "changes"),
    [
        (24, 8, {"batch_size": 8}),
        (24, 8, {"batch_size": 2, "augmentation": False}),
        (24, 8, {"batch_size": 24}),
        (24, 8, {"batch_size": 8, "architecture": "auto", "max_seconds": 1}),
        (3, 4, {"batch_size": 1}),
    ],
)
def test_one_left_over_is_learned_with_the_others(circles: int, squares: int, changes: dict, tmp_path: object) -> None:
    done = train(tmp_path, unequal(circles, squares), **changes)
    assert done.code == 0, done.log
    assert np.isfinite([row["loss"] for row in done.result["report"]["history"]]).all()


def test_a_batch_larger_than_the_pictures_is_made_smaller_and_said(tmp_path: object) -> None:
    done = train(tmp_path, data_members(10), batch_size=1000)
    assert done.code == 0, done.log
    assert done.result["report"]["settings"]["batch_size"] == 8
    [told] = [event for event in done.event("warning") if event["code"] == "batch-too-large"]
    assert "1000" in told["message"] and "8 is used" in told["message"]


@pytest.mark.parametrize(("circles", "squares", "train_and_held"), [(1, 2, (2, 1)), (1, 1, (2, 2))])
def test_a_class_of_one_picture_trains_and_says_what_is_not_measured(
    circles: int, squares: int, train_and_held: tuple[int, int], tmp_path: object
) -> None:
    done = train(tmp_path / "train", unequal(circles, squares))
    assert done.code == 0, done.log
    images = done.result["report"]["images"]
    assert (images["train"], images["validation"]) == train_and_held
    [told] = [event["message"] for event in done.event("warning") if event["code"] == "nothing-held-out"]
    assert "circle" in told
    stored = [(name, done.file(name)) for name in ("model.keras", "holdout.npz")]
    again = run(tmp_path / "more", archive(spec("continue", TRAIN | {"epochs": 1}), [*stored, *unequal(circles + 1, squares)]))
    assert again.code == 0, again.log


def test_continue_after_one_more_picture(tmp_path: object) -> None:
    done = train(tmp_path / "train", data_members(10))
    stored = [(name, done.file(name)) for name in ("model.keras", "holdout.npz")]
    again = run(tmp_path / "more", archive(spec("continue", TRAIN | {"epochs": 1}), [*stored, *unequal(11, 10)]))
    assert again.code == 0, again.log
    assert again.result["report"]["images"]["train"] == 21
