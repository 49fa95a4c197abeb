"""One picture, both models."""

from jobs import Outcome, archive, run, spec
from pictures import draw, encode


def test_scores_of_both_models(trained: Outcome, compiled: Outcome, tmp_path: object) -> None:
    members = [
        ("model.keras", trained.file("model.keras")),
        ("model.tflite", compiled.file("model.tflite")),
        ("picture", encode(draw("square", 99))),
    ]
    done = run(tmp_path, archive(spec("predict", {"epochs": 3, "resize": "stretch"}), members))
    assert done.code == 0, done.log
    report = done.result["report"]
    assert report["agree"] == (report["float"]["predicted"] == report["int8"]["predicted"])
    for verdict in (report["float"], report["int8"]):
        assert [row["label"] for row in verdict["scores"]] == ["circle", "square"]
        assert abs(sum(row["score"] for row in verdict["scores"]) - 1) < 0.02


def test_a_broken_picture_fails_before_tensorflow(compiled: Outcome, tmp_path: object) -> None:
    members = [("model.tflite", compiled.file("model.tflite")), ("picture", b"GIF89a")]
    done = run(tmp_path, archive(spec("predict", {}), members))
    assert (done.code, done.result["error"]["code"]) == (65, "undecodable")
    assert not done.event("started")
