"""Training a stored model further."""

import json

import numpy as np
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import data_members


def stored(trained: Outcome) -> list[tuple[str, bytes]]:
    return [(name, trained.file(name)) for name in ("model.keras", "holdout.npz")]


def test_earlier_validation_pictures_stay_held_out(tmp_path: object) -> None:
    trained = run(tmp_path / "first", archive(spec("train", TRAIN | {"epochs": 1, "validation_fraction": 0.2}), data_members(30)))
    assert trained.result["report"]["split"] == {"by": "relay", "train": 48, "validation": 0, "test": 12}
    members = [*stored(trained), *data_members(30), *data_members(12, ("stripes", "circle"), first_id=500)]
    done = run(tmp_path / "more", archive(spec("continue", TRAIN | {"epochs": 1, "validation_fraction": 0.3}), members))
    assert done.code == 0, done.log
    with np.load(trained.out / "holdout.npz") as before, np.load(done.out / "holdout.npz") as after:
        held = {row.tobytes() for row in before["validation_digests"]}
        assert held and held <= {row.tobytes() for row in after["validation_digests"]}
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


def test_folds_go_on_and_every_training_is_measured_apart(trained: Outcome, tmp_path: object) -> None:
    """What the first training learned is judged by models that did not see it, before and after."""
    # The circles are pictures that the first training learned, under another file: they are not new.
    more = data_members(6, ("stripes", "circle"), first_id=500)
    quick = TRAIN | {"epochs": 1}
    second = run(tmp_path / "second", archive(spec("continue", quick), [*stored(trained), *more]))
    assert second.code == 0, second.log
    first, report = trained.result["report"], second.result["report"]
    assert report["split"] == {"by": "relay", "train": 12, "validation": 0, "test": 12, "folds": 5}
    [earlier, new] = report["comparison"]["parts"]
    assert (earlier["of"], earlier["training"], earlier["images"]) == ("earlier", 1, 60)
    assert earlier["before"] == first["evaluation"]["accuracy"] and (new["of"], new["images"]) == ("dataset", 6)
    with np.load(trained.out / "holdout.npz") as before, np.load(second.out / "holdout.npz") as after:
        folds = [dict(zip(map(bytes, file["fold_digests"]), file["fold_numbers"].tolist(), strict=True)) for file in (before, after)]
        assert folds[0].items() <= folds[1].items() and len(folds[1]) == 66
        assert sorted(after["past_file_ids"].tolist()) == sorted(before["validation_file_ids"].tolist())
    third = run(tmp_path / "third", archive(spec("continue", quick), [*stored(second), *data_members(3, first_id=800)]))
    assert third.code == 0, third.log
    parts = third.result["report"]["comparison"]["parts"]
    assert [(part["of"], part.get("training"), part["images"]) for part in parts] == [("earlier", 1, 60), ("earlier", 2, 12)]
