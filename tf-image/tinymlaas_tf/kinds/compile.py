"""Kind `compile`: a trained model in, files for a microcontroller out."""

from ..job.compile_parameters import parse_compile_parameters
from ..split.holdout import load_holdout
from .context import Context, Report
from .read_files import read_files


def run_compile(context: Context) -> Report:
    """Read model.keras and holdout.npz, convert, measure, write. Raises BadInput."""
    parameters = parse_compile_parameters(context.stream.job.parameters)
    context.watch.enter("load")
    files = read_files(context.stream, context.space, ("model.keras", "holdout.npz"))
    holdout = load_holdout(files["holdout.npz"])

    from ..compiling.build_for_board import build_for_board  # TensorFlow's import takes seconds

    context.companion.start()
    return build_for_board(context, files["model.keras"], holdout, parameters)
