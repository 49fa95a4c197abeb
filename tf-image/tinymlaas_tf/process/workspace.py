"""The folders of one job, and an environment in which libraries write nowhere else."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Workspace:
    """`inputs` and `work` are private; `out` is what the relay fetches."""

    inputs: Path
    work: Path
    out: Path


def open_workspace(root: Path) -> Workspace:
    """Make `<root>/in`, `<root>/work` and `<root>/out`, and send homes, caches and temporary files to `work`."""
    space = Workspace(root / "in", root / "work", root / "out")
    for folder in (space.inputs, space.work, space.out):
        folder.mkdir(parents=True, exist_ok=True)
    work = str(space.work)
    os.environ.update(HOME=work, TMPDIR=work, KERAS_HOME=work)
    os.environ.setdefault("MPLCONFIGDIR", work)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    # A fifth to three quarters less time a step, and equal bytes twice: docs/decisions/0031.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    tempfile.tempdir = work
    return space
