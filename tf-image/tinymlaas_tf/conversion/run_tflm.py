"""The int8 model in the interpreter that microcontrollers run."""

import importlib.util
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .flatbuffer import read_graph

# Seconds. Of 2000 pictures, the most that are held out, mobilenet_v1 at 96x96 takes 20.
LIMIT = 300
# Most of the time that the job has left.
LIMIT_SHARE = 1 / 3
WORKER = Path(__file__).with_name("tflm_worker.py")
TOTAL = re.compile(r"Arena allocation total (\d+) bytes")
MISSING = re.compile(r"(Didn't find op for builtin opcode '[^']+'|Failed to get registration from op code \S+)")


@dataclass(frozen=True)
class MicroRun:
    """Raw outputs [k, classes] of the first k pictures, which are all unless the time was up, and the arena's use in bytes on this 64-bit machine."""

    outputs: np.ndarray
    arena_bytes: int | None


class MicroRefused(Exception):
    """TFLite Micro cannot run the model; the text is its reason."""


def tflm_available() -> bool:
    """Whether package tflite-micro is installed."""
    return importlib.util.find_spec("tflite_micro") is not None


def time_limit() -> float:
    """Seconds to spend: a part of what the job's own alarm leaves, so that it never ends the job."""
    left = signal.getitimer(signal.ITIMER_REAL)[0]
    return min(LIMIT, left * LIMIT_SHARE) if left else LIMIT


def run_tflm(model: bytes, inputs: np.ndarray, work: Path, seconds: float = LIMIT) -> MicroRun:
    """Run int8 or int16 `inputs` [n, height, width, channels], for `seconds` at most. Raises MicroRefused."""
    graph = read_graph(model)
    bytes_, told = _run(model, inputs, work, seconds)
    row = graph.tensors[graph.outputs[0]].bytes
    outputs = np.frombuffer(bytes_[: len(bytes_) // row * row], inputs.dtype).reshape(-1, row // inputs.dtype.itemsize)
    total = TOTAL.search(told)
    return MicroRun(outputs, int(total[1]) if total else None)


def run_tflm_tensors(model: bytes, inputs: np.ndarray, tensors: Sequence[int], work: Path, seconds: float) -> dict[int, np.ndarray]:
    """What the int8 `tensors` of the graph hold after each of the first pictures: flat rows by number. Raises MicroRefused."""
    graph = read_graph(model)
    sizes = [graph.tensors[tensor].bytes for tensor in tensors]
    bytes_, _ = _run(model, inputs, work, seconds, tensors)
    rows = np.frombuffer(bytes_[: len(bytes_) // sum(sizes) * sum(sizes)], np.int8).reshape(-1, sum(sizes))
    parts = np.split(rows, np.cumsum(sizes)[:-1], 1)
    return dict(zip(tensors, parts, strict=True))


def _run(model: bytes, inputs: np.ndarray, work: Path, seconds: float, tensors: Sequence[int] = ()) -> tuple[bytes, str]:
    """What the worker wrote, and what it said."""
    names = [work / name for name in ("tflm.tflite", "tflm-in.npy", "tflm-out")]
    names[0].write_bytes(model)
    np.save(names[1], inputs)
    names[2].unlink(missing_ok=True)
    command = [sys.executable, str(WORKER), *map(str, names), *map(str, tensors)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=seconds, check=False)
    except subprocess.TimeoutExpired as late:
        return names[2].read_bytes() if names[2].exists() else b"", (late.stderr or b"").decode(errors="replace")
    if done.returncode != 0:
        reasons = MISSING.findall(done.stderr) or [line for line in done.stderr.splitlines() if line.strip()][-1:]
        raise MicroRefused("; ".join(reasons)[:500] or _ending(done.returncode))
    return names[2].read_bytes(), done.stderr


def _ending(code: int) -> str:
    return f"it aborted ({signal.Signals(-code).name})" if code < 0 else f"exit code {code}"
