"""What model.keras says of itself besides its network: more members of the archive, which Keras passes over."""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from ..evaluation.threshold import UNKNOWN, Certainty
from ..job.parameters import Preprocessing

Kind = TypeVar("Kind")
PREPROCESSING, CERTAINTY = "preprocessing.json", "certainty.json"


def describe_model(path: Path, shape: Preprocessing, certainty: Certainty) -> None:
    """Add how the training made its pictures, and how far its scores can be believed."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(PREPROCESSING, json.dumps(asdict(shape)))
        archive.writestr(CERTAINTY, json.dumps(asdict(certainty)))


def read_description(path: Path) -> Preprocessing | None:
    """How the pictures were made; None for a file that does not say it or cannot be read."""
    return _read(path, PREPROCESSING, Preprocessing)


def read_certainty(path: Path) -> Certainty:
    """What `describe_model` wrote; UNKNOWN where it did not."""
    return _read(path, CERTAINTY, Certainty) or UNKNOWN


def _read(path: Path, member: str, kind: type[Kind]) -> Kind | None:
    try:
        with zipfile.ZipFile(path) as archive:
            return kind(**json.loads(archive.read(member)))
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return None
