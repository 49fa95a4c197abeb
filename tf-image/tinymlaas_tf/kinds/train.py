"""Kind `train`: labelled pictures in, a trained model out."""

from ..data.read_pictures import PictureReader
from ..data.sample_candidates import SampleCandidates
from ..split.split import Earlier
from ..job.parameters import parse_train_parameters
from .context import Context, Report
from ..learning.lesson import Lesson
from .read_files import read_files
from ..learning.take_pictures import take_pictures

LOC = ["body", "dataset_id"]


def run_train(context: Context) -> Report:
    """Read, split, train, measure, save. Raises BadInput."""
    job = context.stream.job
    parameters = parse_train_parameters(job.parameters, job.boards)
    context.watch.enter("load")
    samples = SampleCandidates(parameters.seed)
    reader = PictureReader(context.space.work, parameters.preprocessing, len(job.classes), samples, more=parameters.looks)
    required = ("model.keras",) if isinstance(parameters.initial_weights, int) else ()
    files = read_files(context.stream, context.space, required, (), reader.take)
    dataset, parameters = take_pictures(context, reader, parameters, Earlier(), LOC)

    from ..learning.learn import learn  # TensorFlow's import takes seconds: only after the input proved good

    context.companion.start()
    return learn(context, Lesson(dataset, parameters, samples, Earlier(), None, files.get("model.keras")))
