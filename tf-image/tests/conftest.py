"""One real training and one real compile that several tests look at."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "support"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from jobs import OWN_BOARD, TRAIN, Outcome, archive, run, spec  # noqa: E402
from pictures import data_members  # noqa: E402

BROKEN = ("data/1/999", b"no picture at all")


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    members = data_members(30)
    copy = ("data/0/998", members[0][1])
    stream = archive(spec("train", TRAIN | {"target": "our-board"}, boards=[OWN_BOARD]), [*members, BROKEN, copy])
    return run(tmp_path_factory.mktemp("train"), stream)


@pytest.fixture(scope="session")
def compiled(trained: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    members = [(name, trained.file(name)) for name in ("model.keras", "holdout.npz")]
    return run(tmp_path_factory.mktemp("compile"), archive(spec("compile", {}, boards=[OWN_BOARD]), members))
