"""Held out stays held out, and what the owner holds out is."""

import hashlib
from pathlib import Path

from jobs import TRAIN, archive, run, spec
from pictures import data_members

from tinymlaas_tf.data.split import Earlier, split_class


def digests(count: int) -> list[bytes]:
    return [hashlib.sha256(str(number).encode()).digest() for number in range(count)]


def held(names: list[bytes], earlier: Earlier = Earlier(), seed: int = 1, fraction: float = 0.2) -> set[bytes]:
    train, validation = split_class(names, seed, fraction, earlier)
    assert sorted(train + validation) == list(range(len(names)))
    return {names[position] for position in validation}


def test_takes_the_share() -> None:
    assert len(held(digests(100))) == 20
    assert len(held(digests(2))) == 1 and len(held(digests(3), fraction=0.05)) == 1


def test_does_not_depend_on_order() -> None:
    assert held(digests(50)) == held(digests(50)[::-1])


def test_depends_on_the_seed() -> None:
    assert held(digests(50), seed=1) != held(digests(50), seed=2)


def test_added_pictures_move_few() -> None:
    before, after = held(digests(100)), held(digests(120))
    assert len(before & after) >= 17


def test_earlier_sides_are_kept() -> None:
    names = digests(100)
    first = held(names[:60])
    earlier = Earlier(frozenset(names[:60]) - first, frozenset(first))
    second = held(names, earlier)
    assert first <= second and len(second) == 20
    assert not (second - first) & earlier.train


def test_something_is_always_held_out() -> None:
    names = digests(10)
    assert len(held(names, Earlier(train=frozenset(names)))) == 1


def owned(names: list[bytes], parts: list[str | None], earlier: Earlier = Earlier()) -> list[str | None]:
    """Parts of the pictures that are held out."""
    train, validation = split_class(names, 1, 0.2, earlier, parts)
    assert sorted(train + validation) == list(range(len(names)))
    return sorted((parts[position] for position in validation), key=str)


def test_the_owner_decides_what_is_held_out() -> None:
    parts = [None, "train", "test", "train", "validation", None, "test", "train", None, None]
    assert owned(digests(10), parts) == ["test", "test", "validation"]
    assert owned(digests(3), ["test"] * 3) == ["test"] * 3


def test_without_a_part_to_hold_out_those_of_no_part_go_first() -> None:
    assert owned(digests(10), ["train"] * 8 + [None] * 2) == [None, None]
    assert owned(digests(10), ["train"] * 10) == ["train"] * 2


def test_what_was_trained_on_is_not_held_out_later() -> None:
    names = digests(10)
    earlier = Earlier(frozenset(names[:5]), frozenset(names[5:6]))
    parts: list[str | None] = ["test"] * 4 + ["train"] * 3 + ["test"] + ["train"] * 2
    train, validation = split_class(names, 1, 0.2, earlier, parts)
    assert validation == [5, 7]


def test_a_training_measures_on_the_owners_part(tmp_path: Path) -> None:
    members = [
        *data_members(6, part="train"),
        *data_members(3, first_id=100, first=50, part="test"),
        *data_members(2, first_id=200, first=70, part="validation"),
    ]
    outcome = run(tmp_path, archive(spec("train", TRAIN | {"epochs": 1}), members))
    assert outcome.code == 0, outcome.log
    report = outcome.result["report"]
    assert report["split"] == {"by": "user", "train": 12, "validation": 4, "test": 6}
    assert report["evaluation"]["images"] == 10


def test_a_class_without_pictures_to_train_on_is_named(tmp_path: Path) -> None:
    members = [*data_members(4, ("circle",)), *[(name.replace("data/0", "data/1/test"), data) for name, data in data_members(4, ("square",), 50)]]
    outcome = run(tmp_path, archive(spec("train", TRAIN), members))
    assert outcome.code == 65
    assert outcome.result["error"]["code"] == "too-few-pictures" and "square" in outcome.result["error"]["message"]
