"""Runs the program as the relay does: a tar stream in, JSON lines and a folder out."""

import io
import json
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

RUN_ID = "5b0c1f3e-8a51-4a52-9d0f-0c1d2e3f4a5b"
PACKAGE = Path(__file__).parents[2]
# The quickest network: what other tests look at does not depend on it.
TRAIN = {
    "epochs": 3, "img_width": 32, "img_height": 24, "batch_size": 8, "lossfunc": "Sparse Categorical crossentropy",
    "architecture": "tiny_cnn",
}  # fmt: skip
OWN_BOARD = {
    "id": "our-board", "name": "Our board", "cpu": "Cortex-M4", "clock_mhz": 80, "flash_bytes": 524_288, "ram_bytes": 65_536,
    "system_flash_bytes": 409_600, "toolchain": "ours", "source": "its schematic", "latencies": [],
}  # fmt: skip
Members = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Outcome:
    """What the relay would see."""

    code: int
    events: list[dict]
    result: dict
    out: Path
    log: str

    def event(self, kind: str) -> list[dict]:
        return [event for event in self.events if event["type"] == kind]

    def file(self, name: str) -> bytes:
        return (self.out / name).read_bytes()


def spec(kind: str, parameters: dict, classes: tuple[str, ...] = ("circle", "square"), **changes: object) -> bytes:
    job = {"version": 1, "kind": kind, "run_id": RUN_ID, "deadline_seconds": 300, "classes": classes, "parameters": parameters}
    return json.dumps(job | changes).encode()


def archive(job: bytes, members: Members = []) -> bytes:
    """A tar stream that ends with exactly two zero blocks, as tar-stream writes it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for name, data in [("job.json", job), *members]:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        end = stream.tell()
    return stream.getvalue()[:end] + bytes(1024)


def start(root: Path, *arguments: str) -> subprocess.Popen:
    """The program with an environment as bare as a container's."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tinymlaas_tf", *(arguments or ("run",)), "--root", str(root)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, cwd="/")


def run(root: Path, stream: bytes, *arguments: str) -> Outcome:
    process = start(root, *arguments)
    stdout, stderr = process.communicate(stream, timeout=300)
    return outcome(root, process.returncode, stdout, stderr)


def outcome(root: Path, code: int, stdout: bytes, stderr: bytes) -> Outcome:
    events = [json.loads(line) for line in stdout.splitlines()]
    result = root / "out" / "result.json"
    parsed = json.loads(result.read_text()) if result.exists() else {}
    return Outcome(code, events, parsed, root / "out", stderr.decode(errors="replace"))
