"""All that the sources of one model are made of."""

from dataclasses import dataclass

from ..emit.golden_vectors import Golden
from ..job.parameters import Preprocessing
from ..plain_c.write_c import CModel


@dataclass(frozen=True)
class BoardModel:
    """An int8 model and held-out pictures with its answers (`golden`); `code` is None where C was refused.

    `name` begins every identifier and file name, `version` is a.b.c; of a raw output below `threshold` the model is unsure.
    """

    name: str
    version: str
    model: bytes
    code: CModel | None
    shape: Preprocessing
    classes: tuple[str, ...]
    operators: tuple[str, ...]
    arena_bytes: int
    arena_mve_bytes: int
    golden: Golden
    threshold: int
