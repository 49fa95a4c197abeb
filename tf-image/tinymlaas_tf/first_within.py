"""As much of a list as there is room for."""

import json
from collections.abc import Iterable

from .jsonable import jsonable


def encode(value: object) -> bytes:
    """The shortest JSON of a value, UTF-8."""
    return json.dumps(jsonable(value), allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()


def first_within(entries: Iterable[dict[str, object]], room: int) -> list[dict[str, object]]:
    """The first entries whose JSON, commas included, takes at most `room` bytes."""
    taken: list[dict[str, object]] = []
    for entry in entries:
        room -= len(encode(entry)) + 1
        if room < 0:
            break
        taken.append(entry)
    return taken
