"""Reading one parameter at a time, with errors that name the field, the range and the value that came."""

from collections.abc import Mapping, Sequence

from ..errors import BadInput, Loc

Values = Mapping[str, object]


def integer(values: Values, name: str, low: int, high: int, default: int | None = None) -> int:
    """A whole number from `low` to `high`; without a `default` it is required. Raises BadInput."""
    value = _get(values, name, default)
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not whole or not low <= value <= high:
        raise bad_parameter(name, value, f"a whole number from {low} to {high}")
    return int(value)


def number(values: Values, name: str, low: float, high: float, default: float) -> float:
    """A number from `low` to `high`. Raises BadInput."""
    value = _get(values, name, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise bad_parameter(name, value, f"a number from {low:g} to {high:g}")
    return float(value)


def choice(values: Values, name: str, options: Sequence[str], default: str | None = None, place: str = "body") -> str:
    """One of `options`. Raises BadInput."""
    value = _get(values, name, default, place)
    if value not in options:
        raise bad_parameter(name, value, "one of " + ", ".join(options), place)
    return str(value)


def boolean(values: Values, name: str, default: bool) -> bool:
    """true or false. Raises BadInput."""
    value = _get(values, name, default)
    if not isinstance(value, bool):
        raise bad_parameter(name, value, "true or false")
    return value


def bad_parameter(name: str, value: object, wanted: str, place: str = "body") -> BadInput:
    """The error for a parameter that is there but wrong."""
    loc: Loc = [place, name]
    return BadInput("bad-parameter", f"{name} is {str(value)[:60]!r}; it must be {wanted}.", f"Set {name} to {wanted}.", loc)


def _get(values: Values, name: str, default: object, place: str = "body") -> object:
    value = values.get(name)
    if value is not None:
        return value
    if default is None:
        raise BadInput("missing-parameter", f"{name} is missing.", f"Send {name} with the request.", [place, name])
    return default
