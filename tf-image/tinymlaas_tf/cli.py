"""`tinymlaas-tf`: one job, from a tar stream on stdin to files in a folder."""

import argparse
import os
import sys
from pathlib import Path

from .job.job import KINDS
from .process.quiet_stderr import without_banner
from .process.run_job import run_job
from .process.supervise import supervise


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line, run the job, return its exit code."""
    parser = argparse.ArgumentParser(prog="tinymlaas-tf", description=__doc__)
    parser.add_argument("command", choices=("run", *KINDS), help="run: whatever job.json says; else insist on that kind")
    parser.add_argument("--root", type=Path, default=Path("/job"), help="folder for in/, work/ and out/ (default: /job)")
    parser.add_argument("--warm", action="store_true", help="import TensorFlow before waiting for the job")
    options = parser.parse_args(arguments)
    insist = None if options.command == "run" else options.command

    def work() -> int:
        with without_banner():
            return run_job(sys.stdin.buffer, options.root, insist, options.warm)

    return supervise(work)


def enter() -> None:
    """The program: leaves at once, since what TensorFlow takes apart at a regular exit nobody needs any more."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
