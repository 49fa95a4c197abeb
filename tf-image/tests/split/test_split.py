"""Held out stays held out."""

import hashlib

from tinymlaas_tf.split.split import Earlier, split_class


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
