"""Kind -> function."""

from collections.abc import Callable

from .compile import run_compile
from .context import Context, Report
from .continue_training import run_continue
from .predict import run_predict
from .train import run_train

Handler = Callable[[Context], Report]
HANDLERS: dict[str, Handler] = {
    "train": run_train,
    "continue": run_continue,
    "compile": run_compile,
    "predict": run_predict,
}


def handler_of(kind: str) -> Handler:
    """The function for a kind that job.py let through."""
    return HANDLERS[kind]
