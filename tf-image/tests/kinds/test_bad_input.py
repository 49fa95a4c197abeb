"""Whatever comes in, an answer comes out, and before TensorFlow's slow import."""

import io
import tarfile

import pytest
from jobs import TRAIN, archive, run, spec
from pictures import KINDS, data_members

CASES = [
    ("epochs", 0, ["body", "epochs"]), ("epochs", 1001, ["body", "epochs"]), ("epochs", "x", ["body", "epochs"]),
    ("epochs", True, ["body", "epochs"]), ("epochs", None, ["body", "epochs"]), ("epochs", 2.5, ["body", "epochs"]),
    ("img_width", 7, ["body", "img_width"]), ("img_height", 513, ["body", "img_height"]),
    ("batch_size", 0, ["body", "batch_size"]), ("batch_size", 1025, ["body", "batch_size"]),
    ("lossfunc", "Hinge", ["query", "lossfunc"]), ("color", "cmyk", ["body", "color"]), ("seed", -1, ["body", "seed"]),
    ("architecture", "gpt", ["body", "architecture"]), ("augmentation", {"spin": 1}, ["body", "augmentation"]),
    ("validation_fraction", 0.9, ["body", "validation_fraction"]), ("early_stopping", 0, ["body", "early_stopping"]),
    ("learning_rate", "fast", ["body", "learning_rate"]), ("resize", "squash", ["body", "resize"]),
]


@pytest.mark.parametrize(("name", "value", "loc"), CASES)
def test_names_the_field(name: str, value: object, loc: list[str], tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", TRAIN | {name: value}), data_members(10)))
    error = done.result["error"]
    assert (done.code, done.result["outcome"], error["loc"]) == (65, "failed", loc)
    assert name in error["message"] and error["hint"]
    assert done.event("error") and not done.event("started")


def test_one_class_is_too_few(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", TRAIN), data_members(10)[:10]))
    error = done.result["error"]
    assert (done.code, error["code"], error["loc"]) == (65, "too-few-classes", ["body", "dataset_id"])
    assert "circle: 10, square: 0" in error["message"]


def test_a_class_of_broken_pictures_is_too_small(tmp_path: object) -> None:
    stripes = [(f"data/2/{number}", b"broken") for number in range(90, 95)]
    done = run(tmp_path, archive(spec("train", TRAIN, KINDS), [*data_members(10), *stripes]))
    assert (done.code, done.result["error"]["code"]) == (65, "too-few-pictures")
    assert {problem["file_id"] for problem in done.result["problems"]} == set(range(90, 95))


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (archive(b"{"), 65),
        (archive(spec("train", TRAIN, version=2)), 65),
        (archive(spec("dance", {})), 65),
        (archive(spec("train", TRAIN, run_id="1")), 65),
        (archive(spec("train", TRAIN, deadline_seconds=0)), 65),
        (archive(spec("train", TRAIN, ("a", "a"))), 65),
        (b"", 70),
        (b"this is no tar stream" * 100, 70),
        (archive(spec("train", TRAIN), data_members(10))[:9000], 70),
    ],
)
def test_a_broken_stream_still_leaves_a_result(stream: bytes, code: int, tmp_path: object) -> None:
    done = run(tmp_path, stream)
    assert done.code == code
    assert done.result["outcome"] == "failed" and done.result["error"]["message"]


def test_a_stream_that_is_cut_off_between_two_pictures_is_broken_and_not_judged(tmp_path: object) -> None:
    whole = archive(spec("train", TRAIN), data_members(10))
    members = tarfile.open(fileobj=io.BytesIO(whole)).getmembers()
    # As a relay leaves it that was killed: without a picture, with enough to train on, and without the last block.
    for number, end in enumerate([members[1].offset, members[18].offset, len(whole) - 512]):
        done = run(tmp_path / str(number), whole[:end])
        assert (done.code, done.result["error"]["code"]) == (70, "broken-stream")


def test_a_subcommand_insists_on_its_kind(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", TRAIN)), "compile")
    assert (done.code, done.result["error"]["code"]) == (65, "bad-job")
