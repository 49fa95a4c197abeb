"""A real training, from pictures to artifacts."""

import hashlib
import io
import math

import numpy as np
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import data_members
from PIL import Image

LOOK = {"background": 255, "black_level": 0, "white_level": 65535}


def test_succeeds_with_all_artifacts(trained: Outcome) -> None:
    assert trained.code == 0, trained.log
    assert trained.result["outcome"] == "succeeded" and trained.result["error"] is None
    names = {artifact["name"] for artifact in trained.result["artifacts"]}
    assert names >= {"model.keras", "holdout.npz", "curves.png", "sample.png", "confusion.png"}


def test_manifest_vouches_for_every_file(trained: Outcome) -> None:
    for artifact in trained.result["artifacts"]:
        data = trained.file(artifact["name"])
        assert (len(data), hashlib.sha256(data).hexdigest()) == (artifact["bytes"], artifact["sha256"])


def test_tells_every_epoch_while_it_happens(trained: Outcome) -> None:
    kinds = [event["type"] for event in trained.events]
    assert kinds.index("started") < kinds.index("dataset") < kinds.index("epoch") < kinds.index("result")
    epochs = trained.event("epoch")
    assert [event["epoch"] for event in epochs] == [1, 2, 3]
    assert all(math.isfinite(event["loss"]) for event in epochs)
    # Of few pictures the folds follow.
    assert all(event["val_loss"] is None for event in epochs)
    assert all(math.isfinite(row["val_loss"]) for row in trained.result["report"]["history"])


def test_counts_pictures(trained: Outcome) -> None:
    assert trained.result["report"]["images"] == {"train": 60, "validation": 60, "rejected": 1, "duplicates": 1, "conflicts": 0}
    problems = {problem["file_id"]: problem["code"] for problem in trained.result["problems"]}
    assert problems == {999: "undecodable"}
    assert "rejected-pictures" in {event["code"] for event in trained.event("warning")}


def test_report_adds_up(trained: Outcome) -> None:
    report = trained.result["report"]
    evaluation = report["evaluation"]
    confusion = np.array(evaluation["confusion"])
    assert confusion.sum() == evaluation["images"] == report["images"]["validation"]
    assert evaluation["accuracy"] == confusion.trace() / confusion.sum()
    assert 1 <= report["epochs"]["best"] <= report["epochs"]["run"] == len(report["history"])
    assert report["preprocessing"] == {"width": 32, "height": 24, "channels": 1, "resize": "stretch", **LOOK}


def test_sample_keeps_its_own_size(trained: Outcome) -> None:
    with Image.open(io.BytesIO(trained.file("sample.png"))) as sample:
        assert (sample.format, sample.size, sample.mode) == ("PNG", (40, 32), "L")
    prediction = trained.result["report"]["prediction"]
    assert 0 < prediction["confidence"] <= 1 and prediction["file_id"] in range(1, 61)


def test_curves_are_800_square(trained: Outcome) -> None:
    with Image.open(io.BytesIO(trained.file("curves.png"))) as curves:
        assert curves.size == (800, 800)


def test_learns_three_classes_in_colour_with_one_hot_loss(tmp_path: object) -> None:
    parameters = TRAIN | {
        "lossfunc": "Categorical crossentropy", "color": "rgb", "resize": "pad", "epochs": 8, "early_stopping": 3,
        "augmentation": {"flip": True, "noise": 0.02}, "learning_rate": 0.005, "unknown": [1],
    }
    kinds = ("circle", "square", "stripes")
    done = run(tmp_path, archive(spec("train", parameters, kinds), data_members(20, kinds)))
    assert done.code == 0, done.log
    report = done.result["report"]
    assert report["preprocessing"]["channels"] == 3 and report["evaluation"]["roc_auc"] is None
    assert report["evaluation"]["accuracy"] > 0.5


def test_same_seed_same_model(trained: Outcome, tmp_path: object) -> None:
    again = run(tmp_path, archive(spec("train", TRAIN), data_members(30)))
    first, second = trained.result["report"], again.result["report"]
    assert [row["loss"] for row in first["history"]] == [row["loss"] for row in second["history"]]
    assert first["weights_sha256"] == second["weights_sha256"]
