"""The emitted C on pictures: built and run by TinyCC in memory, so that no folder needs to be executable."""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from ..emit.template import template
from .write_c import CModel

TIMEOUT = 900
MOST_PROCESSES = 4
# All that the C wants of a C library, of which the image has neither headers nor an archive; TinyCC, which looks for one,
# finds the two functions in itself.
LIBRARY = {
    "stdint.h": "typedef signed char int8_t;\ntypedef unsigned char uint8_t;\ntypedef short int16_t;\ntypedef unsigned short uint16_t;\n"
    "typedef int int32_t;\ntypedef unsigned uint32_t;\ntypedef long long int64_t;\n#define INT32_MAX 2147483647\n",
    "string.h": "typedef unsigned long size_t;\n#define NULL ((void *)0)\nvoid *memcpy(void *to, const void *from, size_t count);\n",
    "libc.a": "!<arch>\n",
}  # fmt: skip


def tcc_available() -> bool:
    """Whether TinyCC is installed."""
    return shutil.which("tcc") is not None


def run_c(model: CModel, inputs: np.ndarray, folder: Path) -> np.ndarray:
    """int8 outputs [n, classes] for int8 `inputs` [n, height, width, channels]. Raises RuntimeError where it cannot."""
    folder.mkdir(exist_ok=True)
    files = {f"{model.name}.h": model.header, f"{model.name}.c": model.source, "check.c": template("c/check.c").replace("@", model.name)}
    for name, text in (LIBRARY | files).items():
        (folder / name).write_text(text, "utf-8")
    parts = np.array_split(inputs, min(MOST_PROCESSES, len(os.sched_getaffinity(0)), len(inputs)))
    command = ["tcc", "-nostdinc", f"-I{folder}", f"-L{folder}", str(folder / f"{model.name}.c"), "-run", str(folder / "check.c")]
    with ThreadPoolExecutor(len(parts)) as pool:
        answers = b"".join(pool.map(lambda part: _run(command, part.tobytes()), parts))
    return np.frombuffer(answers, np.int8).reshape(len(inputs), -1)


def _run(command: list[str], pictures: bytes) -> bytes:
    done = subprocess.run(command, input=pictures, capture_output=True, timeout=TIMEOUT, check=False)
    if done.returncode != 0 or done.stderr:
        reason = done.stderr.decode(errors="replace").strip()[:500]
        raise RuntimeError(f"The model's C does not run here: exit code {done.returncode} {reason}")
    return done.stdout
