"""The slow import, and what has to be set right after it."""

import gc
import importlib
import os
from collections.abc import Sequence
from pathlib import Path

CPU_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def import_tensorflow(own: Sequence[str] = (), others: Sequence[str] = ()) -> None:
    """Import TensorFlow, and modules of this package and of others, without running an operation."""
    # Thousands of modules that stay for good: collecting among them takes a quarter of the import's time.
    gc.disable()
    try:
        import tensorflow  # noqa: F401

        for name in (*(f"{__package__}.{one}" for one in own), *others):
            importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def set_up_tensorflow(seed: int) -> None:
    """As many threads as this container may use, the same result for the same seed."""
    import keras
    import tensorflow as tf

    threads = cpus()
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(min(2, threads))
    tf.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(seed)


def cpus(quota: Path = CPU_QUOTA) -> int:
    """Processors that may be used: the affinity, or less when the control group has a quota."""
    available = len(os.sched_getaffinity(0))
    try:
        share, period = quota.read_text().split()
    except (OSError, ValueError):
        return available
    return available if share == "max" else max(1, min(available, round(int(share) / int(period))))
