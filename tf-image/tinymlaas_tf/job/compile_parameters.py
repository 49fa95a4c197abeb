"""The parameters of a compile; all have defaults, and the old clients' are left alone."""

import re
from dataclasses import dataclass

from .fields import Values, bad_parameter, boolean, integer

# Names with an underscore at the start, or two in a row, belong to the compiler.
NAME = re.compile(r"[A-Za-z](_?[A-Za-z0-9])*")
LONGEST_NAME = 40
DEFAULT_NAME = "tinymlaas_model"
VERSION = re.compile(r"\d{1,5}\.\d{1,5}\.\d{1,5}")
KEYWORDS = frozenset(
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl const constexpr continue decltype "
    "default delete do double else enum explicit export extern false float for friend goto if inline int long mutable namespace "
    "new noexcept not not_eq nullptr operator or or_eq private protected public register restrict return short signed sizeof "
    "static struct switch template this throw true try typedef typeid typename union unsigned using virtual void volatile "
    "wchar_t while xor xor_eq main".split()
)


@dataclass(frozen=True)
class CompileParameters:
    """`calibration_images` of the stored training pictures set the int8 ranges; `int16x8` adds that variant.

    `name` begins every identifier of the C code and is the library's name; `version` is that of the library.
    """

    calibration_images: int
    int16x8: bool
    name: str
    version: str


def parse_compile_parameters(values: Values) -> CompileParameters:
    """Raises BadInput."""
    name = values.get("code_name") or DEFAULT_NAME
    if not isinstance(name, str) or not NAME.fullmatch(name) or len(name) > LONGEST_NAME or name in KEYWORDS:
        wanted = f"a name in C: letters, digits and single underscores, a letter first, at most {LONGEST_NAME}, no keyword"
        raise bad_parameter("code_name", name, wanted, "query")
    version = values.get("code_version") or "1.0.0"
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise bad_parameter("code_version", version, "three numbers such as 1.0.0", "query")
    calibration = integer(values, "calibration_images", 1, 200, 200)
    return CompileParameters(calibration, boolean(values, "int16x8", False), name, version)
