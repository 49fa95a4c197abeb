"""The parameters of a compile; all have defaults, and the old clients' are left alone."""

from dataclasses import dataclass

from .fields import Values, boolean, integer


@dataclass(frozen=True)
class CompileParameters:
    """`calibration_images` of the stored training pictures set the int8 ranges; `int16x8` adds that variant."""

    calibration_images: int
    int16x8: bool


def parse_compile_parameters(values: Values) -> CompileParameters:
    """Raises BadInput."""
    return CompileParameters(integer(values, "calibration_images", 1, 200, 200), boolean(values, "int16x8", False))
