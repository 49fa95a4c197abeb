"""Labels in the order in which people count: 1, 2, 10."""

import re
from collections.abc import Sequence

DIGITS = re.compile(r"([0-9]+)")


def natural_order(labels: Sequence[str]) -> list[int]:
    """Positions in `labels`; runs of digits compare as numbers, everything else by code point."""

    def key(index: int) -> tuple[list[tuple[int, int | str]], str]:
        parts = DIGITS.split(labels[index])
        return [(0, int(part)) if number % 2 else (1, part) for number, part in enumerate(parts) if part], labels[index]

    return sorted(range(len(labels)), key=key)
