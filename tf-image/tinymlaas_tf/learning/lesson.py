"""What a training starts from."""

from dataclasses import dataclass
from pathlib import Path

from ..data.dataset import Dataset
from ..split.holdout import Holdout
from ..data.sample_candidates import SampleCandidates
from ..split.split import Earlier
from ..job.parameters import TrainParameters


@dataclass(frozen=True)
class Lesson:
    """Pictures, parameters, candidates for the sample, what earlier trainings used, and stored weights, if any.

    `weights` is the model to go on with, and `stored` what it left; `initial` is another one whose convolutions a new model begins with.
    """

    dataset: Dataset
    parameters: TrainParameters
    samples: SampleCandidates
    earlier: Earlier
    weights: Path | None
    initial: Path | None = None
    stored: Holdout | None = None
