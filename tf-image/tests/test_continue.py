"""Training a stored model further."""

import json

import numpy as np
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import data_members


def stored(trained: Outcome) -> list[tuple[str, bytes]]:
    return [(name, trained.file(name)) for name in ("model.keras", "holdout.npz")]


def test_earlier_validation_pictures_stay_held_out(trained: Outcome, tmp_path: object) -> None:
    members = [*stored(trained), *data_members(30), *data_members(12, ("stripes", "circle"), first_id=500)]
    done = run(tmp_path, archive(spec("continue", TRAIN | {"epochs": 1, "validation_fraction": 0.3}), members))
    assert done.code == 0, done.log
    with np.load(trained.out / "holdout.npz") as before, np.load(done.out / "holdout.npz") as after:
        held = {row.tobytes() for row in before["validation_digests"]}
        assert held <= {row.tobytes() for row in after["validation_digests"]}
        assert not held & {row.tobytes() for row in after["train_digests"]}
        assert json.loads(after["facts"].tobytes())["classes"] == ["circle", "square"]
    assert done.result["kind"] == "continue" and done.result["report"]["epochs"]["run"] == 1


def test_refuses_other_classes(trained: Outcome, tmp_path: object) -> None:
    job = spec("continue", TRAIN, ("circle", "triangle"))
    done = run(tmp_path, archive(job, [*stored(trained), *data_members(5)]))
    assert done.code == 65
    assert done.result["error"]["code"] == "other-classes" and done.result["error"]["loc"] == ["path", "dataset_id"]


def test_refuses_another_size(trained: Outcome, tmp_path: object) -> None:
    job = spec("continue", TRAIN | {"img_width": 64})
    done = run(tmp_path, archive(job, [*stored(trained), *data_members(5)]))
    assert (done.code, done.result["error"]["code"]) == (65, "other-preprocessing")


def test_a_broken_model_is_bad_input(trained: Outcome, tmp_path: object) -> None:
    members = [("model.keras", b"PK broken"), ("holdout.npz", trained.file("holdout.npz")), *data_members(10)]
    done = run(tmp_path, archive(spec("continue", TRAIN), members))
    assert (done.code, done.result["error"]["code"]) == (65, "bad-model")
