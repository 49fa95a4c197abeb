"""Kind `continue`: train a model further; what it was measured on before stays held out."""

from dataclasses import replace

from ..split.holdout import load_holdout
from ..data.read_pictures import PictureReader
from ..data.sample_candidates import SampleCandidates
from ..errors import BadInput
from ..job.parameters import Preprocessing, TrainParameters, parse_train_parameters
from .context import Context, Report
from ..learning.lesson import Lesson
from .read_files import save_member
from ..learning.take_pictures import take_pictures

LOC = ["path", "dataset_id"]


def run_continue(context: Context) -> Report:
    """Like `train`, from stored weights. The stream brings model.keras and holdout.npz before the pictures."""
    job = context.stream.job
    parameters = parse_train_parameters(job.parameters, job.boards)
    context.watch.enter("load")
    members = context.stream.members()
    stored = {}
    for name, size, content in members:
        if name not in ("model.keras", "holdout.npz"):
            raise _missing(name)
        stored[name] = save_member(context.space, name, content)
        if len(stored) == 2:
            break
    if len(stored) < 2:
        raise _missing("the end")
    holdout = load_holdout(stored["holdout.npz"])
    parameters = _as_trained(parameters, holdout.facts, holdout.preprocessing)
    check_classes(job.classes, holdout.classes)
    samples = SampleCandidates(parameters.seed, holdout.earlier.validation)
    reader = PictureReader(context.space.work, parameters.preprocessing, len(job.classes), samples, decide=False)
    for name, size, content in members:
        reader.take(name, size, content)
    dataset, parameters = take_pictures(context, reader, parameters, holdout.earlier, LOC)

    from ..learning.learn import learn

    context.companion.start()
    return learn(context, Lesson(dataset, parameters, samples, holdout.earlier, stored["model.keras"], stored=holdout))


def check_classes(given: tuple[str, ...], trained: tuple[str, ...]) -> None:
    """A model cannot learn other classes than those it has outputs for. Raises BadInput."""
    if given != trained:
        message = f"The model knows the classes {', '.join(trained)}; the dataset has {', '.join(given) or 'none'}."
        raise BadInput("other-classes", message, "Choose a dataset with the same classes, or train a new model with this one's id as initial_weights.", LOC)


def _as_trained(parameters: TrainParameters, facts: dict[str, object], had: Preprocessing) -> TrainParameters:
    """Seed, network, background and levels are those of the first training."""
    asked = parameters.preprocessing
    if parameters.architecture == "auto":
        # Those that were found then.
        asked = replace(asked, width=had.width, height=had.height, channels=had.channels)
    wanted = replace(asked, background=had.background, black_level=had.black_level, white_level=had.white_level)
    if wanted != had:
        message = f"The model was trained on {had}, not on {wanted}."
        hint = "Continue with the size, colour and resizing of the first training."
        raise BadInput("other-preprocessing", message, hint, ["body", "img_width"])
    session = int(facts.get("session", 0)) + 1
    return replace(parameters, seed=int(facts["seed"]), architecture=str(facts["architecture"]), preprocessing=had, session=session, looks=())


def _missing(instead: str) -> BadInput:
    message = f"model.keras and holdout.npz must follow job.json; {instead} came first."
    return BadInput("missing-input", message, "Train the model again: a stored file is missing.")
