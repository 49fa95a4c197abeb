"""The int8 model in the interpreter that microcontrollers run."""

import importlib.util
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

TIMEOUT = 600
WORKER = Path(__file__).with_name("tflm_worker.py")
TOTAL = re.compile(r"Arena allocation total (\d+) bytes")
MISSING = re.compile(r"(Didn't find op for builtin opcode '[^']+'|Failed to get registration from op code \S+)")


@dataclass(frozen=True)
class MicroRun:
    """Raw outputs [n, classes] and the arena's use in bytes on this 64-bit machine."""

    outputs: np.ndarray
    arena_bytes: int | None


class MicroRefused(Exception):
    """TFLite Micro cannot run the model; the text is its reason."""


def tflm_available() -> bool:
    """Whether package tflite-micro is installed."""
    return importlib.util.find_spec("tflite_micro") is not None


def run_tflm(model: bytes, inputs: np.ndarray, work: Path) -> MicroRun:
    """Run int8 or int16 `inputs` [n, height, width, channels]. Raises MicroRefused."""
    names = [work / name for name in ("tflm.tflite", "tflm-in.npy", "tflm-out.npy")]
    names[0].write_bytes(model)
    np.save(names[1], inputs)
    command = [sys.executable, str(WORKER), *map(str, names)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=TIMEOUT, check=False)
    if done.returncode != 0:
        reasons = MISSING.findall(done.stderr) or [line for line in done.stderr.splitlines() if line.strip()][-1:]
        raise MicroRefused("; ".join(reasons)[:500] or _ending(done.returncode))
    total = TOTAL.search(done.stderr)
    return MicroRun(np.load(names[2]), int(total[1]) if total else None)


def _ending(code: int) -> str:
    return f"it aborted ({signal.Signals(-code).name})" if code < 0 else f"exit code {code}"
