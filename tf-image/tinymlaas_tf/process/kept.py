"""What stays in a container from one prediction to the next."""

from collections.abc import Callable

from ..errors import BadInput
from ..job.job import Job
from ..kinds.loaded import Loaded


class Kept:
    """The models of one name; a container never holds those of two."""

    def __init__(self) -> None:
        self.name: str | None = None
        self.loaded: Loaded | None = None

    def admit(self, job: Job) -> None:
        """Raises BadInput for a job that is not of the name that the container is for."""
        if self.name is not None and job.keep != self.name:
            raise BadInput("other-model", "This container keeps another model.", "Send the job to a container of its own.")
        self.name = job.keep

    def models(self, load: Callable[[], Loaded]) -> Loaded:
        """What is loaded already, else what `load` returns, which is kept."""
        if self.loaded is None:
            self.loaded = load()
        return self.loaded
