"""Text and numbers as C source."""

from collections.abc import Iterable


def c_string(text: str) -> str:
    """A C string literal: UTF-8 bytes beyond ASCII, quotes, backslashes and question marks as octal escapes."""
    plain = set(range(32, 127)) - set(b'"\\?')
    return '"' + "".join(chr(byte) if byte in plain else f"\\{byte:03o}" for byte in text.encode()) + '"'


def c_comment(text: str) -> str:
    """A text in quotes for a `//` comment: no line breaks, nothing invisible, and no backslash at its end."""
    return '"' + "".join(_visible(character) for character in text) + '"'


def _visible(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\u{ord(character):04x}"


def c_numbers(values: Iterable[int], per_line: int = 16) -> str:
    """Decimal numbers in lines, each followed by a comma."""
    texts = [f"{value}," for value in values]
    lines = (" ".join(texts[start : start + per_line]) for start in range(0, len(texts), per_line))
    return "".join(f"    {line}\n" for line in lines)
