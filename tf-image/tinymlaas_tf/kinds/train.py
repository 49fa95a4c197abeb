"""Kind `train`: labelled pictures in, a trained model out."""

from ..data.dataset import make_dataset
from ..data.drop_duplicates import drop_duplicates
from ..data.pixel_store import PixelStore
from ..data.read_pictures import PictureReader
from ..data.sample_candidates import SampleCandidates
from ..data.split import Earlier
from ..parameters import parse_train_parameters
from ..training.limit_batch_size import limit_batch_size
from .context import Context, Report
from .lesson import Lesson
from .read_files import read_files

LOC = ["body", "dataset_id"]


def run_train(context: Context) -> Report:
    """Read, split, train, measure, save. Raises BadInput."""
    job = context.stream.job
    parameters = parse_train_parameters(job.parameters)
    context.watch.enter("load")
    samples = SampleCandidates(parameters.seed)
    store = PixelStore(context.space.work / "pixels.u8", parameters.preprocessing)
    reader = PictureReader(store, parameters.preprocessing, len(job.classes), samples)
    read_files(context.stream, context.space, (), (), reader.take)
    pictures = reader.finish()
    context.outbox.problems.extend(pictures.problems + drop_duplicates(pictures)[1])
    dataset = make_dataset(job.classes, pictures, parameters.seed, parameters.validation_fraction, Earlier(), LOC)
    parameters = limit_batch_size(dataset, parameters, context.events)

    from .learn import learn  # TensorFlow's import takes seconds: only after the input proved good

    return learn(context, Lesson(dataset, parameters, samples, Earlier(), None))
