"""What model.keras says of its input besides the shape: one more member of the archive, which Keras passes over."""

import json
import zipfile
from dataclasses import asdict
from pathlib import Path

from ..parameters import Preprocessing

MEMBER = "preprocessing.json"


def describe_model(path: Path, shape: Preprocessing) -> None:
    """Add how the training made its pictures."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(MEMBER, json.dumps(asdict(shape)))


def read_description(path: Path) -> Preprocessing | None:
    """What `describe_model` wrote; None for a file that has none or cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return Preprocessing(**json.loads(archive.read(MEMBER)))
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        return None
