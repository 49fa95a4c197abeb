"""Ending early."""

import re
import signal
import time
from pathlib import Path

from jobs import TRAIN, archive, outcome, run, spec, start
from pictures import data_members


def test_sigterm_stops_a_training(tmp_path: object) -> None:
    process = start(tmp_path)
    process.stdin.write(archive(spec("train", TRAIN | {"epochs": 1000}), data_members(30)))
    process.stdin.close()
    assert any(b'"epoch"' in line for line in process.stdout), process.stderr.read()
    process.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    assert process.wait(20) == 143
    assert time.monotonic() - asked < 10


def test_the_deadline_ends_the_job(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", TRAIN | {"epochs": 1000}, deadline_seconds=2), data_members(10)))
    assert done.code == -signal.SIGALRM


def test_the_stream_may_stay_open(tmp_path: object) -> None:
    process = start(tmp_path)
    process.stdin.write(archive(spec("train", TRAIN | {"epochs": 0})))
    process.stdin.flush()
    assert process.wait(20) == 65
    assert outcome(tmp_path, 65, process.stdout.read(), b"").result["error"]["loc"] == ["body", "epochs"]


def catches(pid: int, number: int) -> bool:
    """Whether a process has a handler for a signal: one that still starts has none."""
    caught = re.search(r"^SigCgt:\s*(\w+)$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return bool(int(caught[1], 16) >> (number - 1) & 1)


def test_an_idle_process_obeys_sigterm(tmp_path: object) -> None:
    process = start(tmp_path)
    deadline = time.monotonic() + 30
    while not catches(process.pid, signal.SIGTERM) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.terminate()
    assert process.wait(10) == 143


def test_a_warm_process_announces_itself(tmp_path: object) -> None:
    process = start(tmp_path, "run", "--warm")
    assert process.stdout.readline() == b'{"type": "ready"}\n'
    stdout, stderr = process.communicate(archive(spec("predict", {})), timeout=60)
    assert outcome(tmp_path, process.returncode, stdout, stderr).result["error"]["code"] == "missing-input"
