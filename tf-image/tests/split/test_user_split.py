"""The split that the user made is the one that is trained and measured by."""

import hashlib
import json

import numpy as np
import pytest
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import data_members, draw, encode

from tinymlaas_tf.data.dataset import Dataset, dataset_warnings, make_dataset
from tinymlaas_tf.data.read_pictures import Pictures
from tinymlaas_tf.data.same_pictures import find_same_pictures
from tinymlaas_tf.split.split import Earlier, Split
from tinymlaas_tf.split.split_warnings import split_warnings
from tinymlaas_tf.errors import BadInput

QUICK = TRAIN | {"epochs": 1}
Row = tuple[int, str, Split]
Members = list[tuple[str, bytes]]


def digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def take(rows: list[Row], earlier: Earlier = Earlier()) -> tuple[Dataset, dict[str, str]]:
    """A dataset of (class, content, split), whose file ids count from 1, and its warnings."""
    labels, names, splits = (list(column) for column in zip(*rows, strict=True))
    prints = [digest(name) for name in names]
    pixels = np.zeros((len(rows), 8, 8, 1), np.uint8)
    pictures = Pictures(pixels, labels, list(range(1, len(rows) + 1)), prints, prints, splits)
    same = find_same_pictures(pictures, earlier)
    dataset = make_dataset(["a", "b"], pictures, same, 1, 0.2, earlier, ["body", "dataset_id"])
    return dataset, dict([*split_warnings(dataset, pictures, same, earlier), *dataset_warnings(dataset)])


def files(label: int, name: str, count: int, split: Split) -> list[Row]:
    return [(label, f"{label}{name}{number}", split) for number in range(count)]


def test_what_is_held_out_is_what_the_user_says() -> None:
    rows = [*files(0, "t", 5, "train"), *files(0, "v", 2, "validation"), *files(1, "u", 6, None), *files(1, "x", 3, "test")]
    dataset, warnings = take(rows)
    assert dataset.train.tolist() == [*range(5), *range(7, 13)]
    assert dataset.test.tolist() == [5, 6, 13, 14, 15] and not dataset.chooses
    assert dataset.split() == {"by": "user", "train": 11, "validation": 0, "test": 5}
    assert not any(code.startswith("split-") for code in warnings)


def test_validation_chooses_and_test_is_reported_where_every_class_has_both() -> None:
    rows = [row for label in (0, 1) for name, count, split in (("t", 5, "train"), ("v", 2, "validation"), ("x", 3, "test")) for row in files(label, name, count, split)]
    dataset, _ = take(rows)
    assert dataset.chooses and dataset.validation.tolist() == [5, 6, 15, 16] and dataset.test.tolist() == [7, 8, 9, 17, 18, 19]


def test_without_held_out_pictures_the_relay_holds_out_what_is_not_for_training() -> None:
    dataset, _ = take([*files(0, "t", 5, "train"), *files(0, "u", 5, None), *files(1, "u", 10, None)])
    assert dataset.split() == {"by": "relay", "train": 16, "validation": 0, "test": 4}
    assert not set(dataset.validation.tolist()) & set(range(5))


def test_only_training_pictures_are_measured_all_the_same_and_it_is_said() -> None:
    dataset, warnings = take([*files(0, "t", 10, "train"), *files(1, "t", 10, "train")])
    assert dataset.split() == {"by": "relay", "train": 16, "validation": 0, "test": 4}
    assert "4 were held out" in warnings["split-without-held-out"]


def test_a_class_that_is_not_measured_is_named() -> None:
    dataset, warnings = take([*files(0, "t", 5, "train"), *files(0, "v", 2, "validation"), *files(1, "u", 6, None)])
    assert dataset.count(dataset.validation) == [2, 0]
    assert "no picture of b" in warnings["split-without-class"] and "nothing-held-out" not in warnings


@pytest.mark.parametrize("split", ["validation", "test"])
def test_a_class_without_training_pictures_is_the_splits_fault(split: str) -> None:
    with pytest.raises(BadInput) as caught:
        take([*files(0, "t", 5, "train"), *files(1, "v", 3, split)])
    error = caught.value
    assert (error.code, error.loc) == ("split-without-training", ["body", "dataset_id"])
    assert "no picture of b to train on: 3 pictures for validation or test" in error.message and "train" in error.hint


def test_a_copy_of_a_held_out_picture_is_not_trained_on() -> None:
    rows = [*files(0, "t", 4, "train"), (0, "0x0", "train"), (0, "0x1", None), *files(0, "x", 2, "test"), *files(1, "u", 4, None)]
    dataset, warnings = take(rows)
    assert dataset.train.tolist() == [0, 1, 2, 3, 8, 9, 10, 11] and dataset.validation.tolist() == [6, 7]
    assert dataset.duplicates == 2 and "2 files (files 5, 6)" in warnings["split-leak"]


def test_later_trainings_follow_the_user_first() -> None:
    learned, held = frozenset(digest(f"0t{n}") for n in range(3)), frozenset(digest(f"0v{n}") for n in range(2))
    earlier = Earlier(learned, held)
    rows = [*files(0, "t", 1, "test"), (0, "0t1", None), (0, "0t2", None), (0, "0v0", "train"), (0, "0v1", None), *files(1, "u", 4, None)]
    dataset, warnings = take(rows, earlier)
    assert dataset.validation.tolist() == [0, 4]
    assert "learned 1 picture that the split holds out now" in warnings["split-leak"] and "file 1" in warnings["split-leak"]


def test_a_class_of_which_all_was_held_out_before_trains_on_one() -> None:
    rows = [*files(0, "v", 2, None), *files(1, "v", 1, None), *files(1, "t", 3, None)]
    earlier = Earlier(frozenset(digest(f"1t{n}") for n in range(3)), frozenset({digest("0v0"), digest("0v1"), digest("1v0")}))
    dataset, _ = take(rows, earlier)
    assert dataset.count(dataset.train) == [1, 3] and dataset.count(dataset.validation) == [1, 1]


def members_of(splits: dict[str, int], first_id: int = 1) -> Members:
    """Members of both classes, so many of each split; the empty one is none."""
    named = [split for split, count in splits.items() for _ in range(count)]
    drawn = [name.split("/") + [data] for name, data in data_members(len(named), first_id=first_id)]
    return [("/".join(["data", label, *filter(None, [split]), id_]), data) for (_, label, id_, data), split in zip(drawn, [*named, *named], strict=True)]


@pytest.fixture(scope="module")
def split_by_user(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    leak = ("data/0/train/900", encode(draw("circle", 6), "BMP"))
    members = members_of({"train": 5, "": 1, "validation": 2, "test": 2})
    done = run(tmp_path_factory.mktemp("split"), archive(spec("train", QUICK), [*members, leak]))
    assert done.code == 0, done.log
    return done


def stored(done: Outcome) -> Members:
    return [(name, done.file(name)) for name in ("model.keras", "holdout.npz")]


def test_the_report_and_the_card_say_whose_split_it_is(split_by_user: Outcome, tmp_path: object) -> None:
    report = split_by_user.result["report"]
    assert report["split"] == {"by": "user", "train": 12, "validation": 4, "test": 4}
    assert (report["images"]["train"], report["images"]["validation"], report["images"]["duplicates"]) == (12, 8, 1)
    [leak] = [warning["message"] for warning in report["warnings"] if warning["code"] == "split-leak"]
    assert "file 900" in leak
    compiled = run(tmp_path, archive(spec("compile", {}), stored(split_by_user)))
    assert compiled.code == 0, compiled.log
    assert compiled.result["report"]["split"] == report["split"] == json.loads(compiled.file("model_card.json"))["split"]
    text = "The dataset's own split: 12 pictures to train on, 4 to choose by, 4 to measure with."
    assert text in compiled.file("model_card.html").decode()


def test_continue_follows_the_split_of_today(split_by_user: Outcome, tmp_path: object) -> None:
    members = members_of({"train": 5, "": 1, "validation": 1, "test": 3})
    done = run(tmp_path, archive(spec("continue", QUICK), [*stored(split_by_user), *members]))
    assert done.code == 0, done.log
    assert done.result["report"]["split"] == {"by": "user", "train": 12, "validation": 2, "test": 6}


def test_continue_trains_where_a_class_has_only_held_out_pictures_left(split_by_user: Outcome, tmp_path: object) -> None:
    held = [(name.replace("/validation", "").replace("/test", ""), data) for name, data in members_of({"train": 6, "test": 4})]
    left = [member for member in held if member[0].startswith("data/1/")] + [member for member in held if member[0].startswith("data/0/") and "/train/" not in member[0]]
    done = run(tmp_path / "once", archive(spec("continue", QUICK), [*stored(split_by_user), *left]))
    assert done.code == 0, done.log
    with np.load(done.out / "holdout.npz") as after:
        learned, kept = ({row.tobytes() for row in after[name]} for name in ("train_digests", "validation_digests"))
    assert not learned & kept and len(kept) == 7


def test_an_unknown_split_is_no_picture(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", QUICK), [*data_members(3), ("data/0/holdout/99", encode(draw("circle", 9)))]))
    # So few are cross-validated: each is trained on, and each is measured with.
    assert done.code != 0 or done.result["report"]["images"]["train"] == 6
