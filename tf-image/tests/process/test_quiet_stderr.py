"""A job's log has what went wrong, and not what TensorFlow tells at every start."""

import os
import subprocess
import sys

from jobs import PACKAGE

BEFORE_AN_ABORT = """
import os
from tinymlaas_tf.process.quiet_stderr import without_banner
with without_banner():
    os.write(2, b"I0000 00:00 port.cc:153] oneDNN custom operations are on. You may see slightly different results.\\n")
    os.dup2(2, 1)
    print("a library's print", flush=True)
    os.write(2, b"last words\\n")
    {end}
"""


def told(end: str) -> tuple[int, bytes]:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_AN_ABORT.format(end=end)],
        env=os.environ | {"PYTHONPATH": str(PACKAGE)}, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def test_the_banner_is_left_out_and_last_words_before_an_abort_are_not() -> None:
    assert told("pass") == (0, b"a library's print\nlast words\n")
    assert told("os.abort()") == (-6, b"a library's print\nlast words\n")
