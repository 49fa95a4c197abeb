"""Unsure is an answer: temperature, thresholds in the units of a board, the code that says it, and doubted labels."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from jobs import Outcome, archive, run, spec
from pictures import draw, encode

from tinymlaas_tf.data.dataset import Dataset
from tinymlaas_tf.evaluation.calibrate import calibration_error, error_by_chance, fit_temperature, soften
from tinymlaas_tf.evaluation.measure_unsure import measure_unsure
from tinymlaas_tf.evaluation.suspects import describe_suspects, find_suspects
from tinymlaas_tf.evaluation.threshold import ALWAYS, RECOMMENDED, Certainty, by_threshold, fit_raw, raw_of, to_raw
from tinymlaas_tf.learning.judge_certainty import judge_certainty, soften_crossed


def draws(count: int, classes: int, temperature: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Scores of a network that is surer than it should be by `temperature`, and truths drawn from what they should have been."""
    random = np.random.default_rng(seed)
    honest = soften(np.exp(random.normal(0, 1.5, (count, classes))), 1.0)
    truth = np.array([random.choice(classes, p=row) for row in honest])
    return soften(honest, 1 / temperature), truth


@pytest.mark.parametrize(("classes", "temperature"), [(2, 2.5), (5, 1.7), (3, 0.6)])
def test_the_temperature_is_found(classes: int, temperature: float) -> None:
    scores, truth = draws(4000, classes, temperature)
    found = fit_temperature(scores, truth)
    assert found == pytest.approx(temperature, rel=0.12)
    right = scores.argmax(1) == truth
    softened = soften(scores, found)
    assert (softened.argmax(1) == scores.argmax(1)).all() and softened.sum(1) == pytest.approx(1)
    before, after = calibration_error(scores.max(1), right), calibration_error(softened.max(1), right)
    assert after < 0.03 < before and after < 3 * error_by_chance(softened.max(1))


def test_few_pictures_that_are_all_right_make_nothing_certain() -> None:
    scores = np.array([[0.9, 0.1], [0.2, 0.8]] * 8)
    assert 0.3 < fit_temperature(scores, scores.argmax(1)) < 1


def test_the_error_of_confidence_by_hand() -> None:
    confidence, right = np.array([0.95, 0.95, 0.55, 0.55, 1.0]), np.array([True, True, True, False, True])
    # Bins: 0.9 to 1 is 0.1 too low in all (0.05 + 0.05 + 0), 0.5 to 0.6 as much too high (0.55 + 0.55 against 1).
    assert calibration_error(confidence, right) == pytest.approx((0.1 + 0.1) / 5)
    few, many = error_by_chance(np.full(20, 0.8)), error_by_chance(np.full(2000, 0.8))
    assert few > 0.05 and many < 0.01 and error_by_chance(np.full(20, 0.8)) == few


def test_answers_by_threshold() -> None:
    rows = by_threshold(np.array([0.55, 0.65, 0.92, 0.97]), np.array([False, True, True, True]))
    found = {row["threshold"]: (row["answered"], row["coverage"], row["precision"]) for row in rows}
    assert found[0.0] == (4, 1.0, 0.75) and found[0.6] == (3, 0.75, 1.0) and found[0.99] == (0, 0.0, None)
    assert rows[0]["interval"][0] < 0.75 < rows[0]["interval"][1] and rows[-1]["interval"] is None


@pytest.mark.parametrize("temperature", [0.3, 1.0, 1.43, 2.68, 7.9])
@pytest.mark.parametrize("threshold", [0.5, 0.6, 0.8, 0.99])
def test_of_two_classes_the_raw_threshold_decides_as_the_softened_score_does(threshold: float, temperature: float) -> None:
    """For every output that a board can give, but for 127, which stands for all that is above."""
    raw = raw_of(threshold, temperature)
    outputs = np.arange(0, 127)
    scores = (outputs + 128) / 256
    softened = soften(np.stack([scores, 1 - scores], 1), temperature)[:, 0]
    assert ((outputs >= raw) == (softened >= threshold - 1e-12)).all() and raw <= 127


def test_of_more_classes_the_raw_threshold_parts_with_the_fewest_slips() -> None:
    scores, _ = draws(500, 6, 2.0)
    answered = soften(scores, 2.0).max(1) >= 0.8
    raw = fit_raw(scores, answered)
    slips = [((to_raw(scores).max(1) >= candidate) != answered).sum() for candidate in range(-128, 128)]
    assert slips[raw + 128] == min(slips) < 25
    assert fit_raw(scores, np.ones(500, bool)) == to_raw(scores).max(1).min() and fit_raw(scores[:0], answered[:0]) == 127


def test_a_compile_measures_what_a_board_will_do() -> None:
    scores, truth = draws(400, 2, 2.0)
    certainty = Certainty(2.0, RECOMMENDED, raw_of(RECOMMENDED, 2.0))
    found = measure_unsure(certainty, scores, truth)
    assert found["exact"] and found["raw"] == certainty.raw and found["score"] == (certainty.raw + 128) / 256
    assert found["precision"] > (scores.argmax(1) == truth).mean() and 0.2 < found["coverage"] < 0.9
    coverages = [row["coverage"] for row in sorted([found, *found["choices"]], key=lambda row: row["below"])]
    assert coverages == sorted(coverages, reverse=True) and len(coverages) == 7
    assert measure_unsure(Certainty(1.0, None, ALWAYS), scores, truth) is None


def dataset(truth: np.ndarray, train: list[int], validation: list[int], test: list[int], folds: np.ndarray | None = None) -> Dataset:
    count = len(truth)
    parts = (np.array(part, np.int64) for part in (train, validation, test))
    return Dataset(("a", "b"), np.zeros((count, 8, 8, 1), np.uint8), truth, np.arange(count) + 1, [b""] * count, *parts, 0, 0, 0, "relay", folds)


def test_what_fits_the_temperature_is_not_what_is_reported() -> None:
    scores, truth = draws(300, 2, 3.0)
    other, others = draws(100, 2, 1.0, seed=2)
    three = dataset(np.concatenate([truth, others]), [0], list(range(300, 400)), list(range(300)))
    judged = judge_certainty(three, scores, other)
    # The validation pictures' own, not that of the test pictures.
    assert judged.certainty.temperature == fit_temperature(other, others) < 1.5
    assert judged.confidence["fitted"] == {"by": "validation", "images": 100} and judged.confidence["ece"]["images"] == 300
    assert judged.suspects["images"] == 400 and judged.suspects["used"] == 400


def test_folds_are_corrected_by_the_other_folds() -> None:
    scores, truth = draws(250, 2, 2.5)
    everything = list(range(250))
    folded = dataset(truth, everything, everything, everything, np.arange(250) % 5)
    judged = judge_certainty(folded, scores, None)
    assert judged.certainty == Certainty(fit_temperature(scores, truth), RECOMMENDED, raw_of(RECOMMENDED, judged.certainty.temperature))
    assert judged.confidence["fitted"] == {"by": "folds", "images": 250}
    ece = judged.confidence["ece"]
    assert ece["after"] < ece["before"] and 0 < ece["by_chance"] < 0.1
    assert judged.confidence["unsure"]["exact"] and "4 right ones" in judged.confidence["why"]
    # What is said of a fold does not depend on its own labels.
    mine = folded.folds == 0
    turned = np.where(mine, 1 - truth, truth)
    first, again = (soften_crossed(scores, labels, folded.folds) for labels in (truth, turned))
    assert (first[mine] == again[mine]).all() and not np.isclose(first[~mine], again[~mine]).all()


def test_without_pictures_to_fit_by_no_threshold_is_recommended() -> None:
    scores, truth = draws(60, 2, 2.0)
    held = list(range(10, 60))
    judged = judge_certainty(dataset(truth, list(range(10)), held, held), scores[10:], None)
    assert judged.certainty == Certainty(1.0, None, ALWAYS)
    assert judged.confidence["fitted"] is None and judged.confidence["unsure"] is None and "boards always answer" in judged.confidence["why"]
    assert judged.confidence["ece"]["before"] == pytest.approx(judged.confidence["ece"]["after"])
    alone = list(range(60))
    assert judge_certainty(dataset(truth, alone, alone, alone), scores, None).confidence is None


def test_flipped_labels_are_found_and_good_ones_left_alone() -> None:
    random = np.random.default_rng(4)
    truth = random.integers(0, 3, 400)
    scores = soften(np.exp(random.normal(0, 1, (400, 3)) + 4 * np.eye(3)[truth]), 1.0)
    flipped = random.permutation(400)[:20]
    given = truth.copy()
    given[flipped] = (given[flipped] + 1 + random.integers(0, 2, 20)) % 3
    found = find_suspects(scores, given).tolist()
    hits = len(set(found) & set(flipped.tolist()))
    assert hits >= 16 and hits / len(found) > 0.6
    assert len(set(found[:10]) - set(flipped.tolist())) <= 1
    described = describe_suspects(scores, given, np.arange(400) + 1, ("a", "b", "c"), 500)
    assert described["images"] == 400 and described["used"] == 500 and described["found"] == len(found) == len(described["pictures"])
    first = described["pictures"][0]
    assert first["file_id"] == found[0] + 1 and first["suggested"] != first["label"] and first["confidence"] > first["own"]


def test_the_list_of_doubted_labels_is_bounded() -> None:
    scores = np.tile([[0.9, 0.1], [0.1, 0.9]], (400, 1))
    truth = np.array([0, 1] * 300 + [1, 0] * 100)
    described = describe_suspects(scores, truth, np.arange(800), ("a" * 3, "b"), 800)
    assert described["found"] == 200 and len(described["pictures"]) == 50
    long = describe_suspects(scores, truth, np.arange(800), ("🚗" * 4000, "b"), 800)
    assert long["found"] == 200 and len(long["pictures"]) < 4


def test_a_training_tells_how_sure_it_is(trained: Outcome) -> None:
    confidence = trained.result["report"]["confidence"]
    assert confidence["fitted"] == {"by": "folds", "images": 60} and 0.125 <= confidence["temperature"] <= 8
    assert [row["threshold"] for row in confidence["thresholds"]] == [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
    assert confidence["thresholds"][0]["precision"] == trained.result["report"]["evaluation"]["accuracy"]
    assert trained.result["report"]["suspects"]["images"] == 60


def test_a_prediction_may_be_unsure(trained: Outcome, compiled: Outcome, tmp_path: Path) -> None:
    members = [("model.keras", trained.file("model.keras")), ("model.tflite", compiled.file("model.tflite"))]
    done = run(tmp_path, archive(spec("predict", {}), [*members, ("picture", encode(draw("square", 99)))]))
    known = trained.result["report"]["confidence"]
    report = done.result["report"]
    scores = np.array([[row["score"] for row in report["float"]["scores"]]])
    assert report["float"]["calibrated"] == pytest.approx(soften(scores, known["temperature"]).max(), abs=1e-5)
    assert report["float"]["unsure"] == (report["float"]["calibrated"] < 0.8)
    assert report["int8"]["unsure"] == (round(report["int8"]["confidence"] * 256) - 128 < known["unsure"]["raw"])
    assert compiled.result["report"]["unsure"]["raw"] == known["unsure"]["raw"]


@pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not installed")
@pytest.mark.parametrize("threshold", [ALWAYS, 37, 127])
def test_the_c_says_unsure_below_its_threshold(threshold: int, tmp_path: Path) -> None:
    """The delivered function on all pairs of outputs, built as strictly as users do."""
    from tinymlaas_tf.emit.template import template

    head = f"#include <stdint.h>\n#include <stdio.h>\n#define m_CLASSES 2\n#define m_UNSURE (-1)\n#define m_THRESHOLD ({threshold})\n"
    main = "int main(void) {\n  for (int a = -128; a < 128; ++a)\n    for (int b = -128; b < 128; ++b) {\n      const int8_t s[2] = {(int8_t)a, (int8_t)b};\n      putchar(m_answer(s) + 1);\n    }\n  return 0;\n}\n"
    (tmp_path / "main.c").write_text(head + "int m_answer(const int8_t *scores);\n" + template("c/answer.c").replace("@", "m") + main)
    strict = ["-O1", "-std=c99", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror"]
    subprocess.run(["gcc", *strict, "-o", "main", "main.c"], cwd=tmp_path, check=True)
    said = np.frombuffer(subprocess.run([tmp_path / "main"], capture_output=True, check=True).stdout, np.uint8).astype(int) - 1
    pairs = np.stack(np.meshgrid(np.arange(-128, 128), np.arange(-128, 128), indexing="ij"), -1).reshape(-1, 2)
    assert (said == np.where(pairs.max(1) < threshold, -1, pairs.argmax(1))).all()


@pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not installed")
def test_the_delivered_c_answers_or_is_unsure(compiled: Outcome, tmp_path: Path) -> None:
    """The whole library on its test vectors, with its own threshold and with one that nothing reaches."""
    import zipfile

    with zipfile.ZipFile(compiled.out / "model_c.zip") as bundle:
        bundle.extractall(tmp_path)
    n = "tinymlaas_model"
    main = (
        f'#include <stdio.h>\n#include <string.h>\n#include "{n}_golden.h"\nint main(void) {{\n  printf("%d", {n}_THRESHOLD);\n'
        f"  for (int i = 0; i < {n}_GOLDEN; ++i) {{\n    memcpy({n}_input({n}_buffer), {n}_golden_inputs[i], sizeof {n}_golden_inputs[i]);\n"
        f'    printf(" %d", {n}_answer({n}_run({n}_buffer)));\n  }}\n  return 0;\n}}\n'
    )
    (tmp_path / "main.c").write_text(main)
    unsure = compiled.result["report"]["unsure"]
    said = []
    for more in ([], [f"-D{n}_THRESHOLD=128"]):
        subprocess.run(["gcc", "-O1", "-std=c99", "-Wall", "-Wextra", "-Werror", *more, "-o", "main", "main.c", f"{n}.c", f"{n}_golden.c"], cwd=tmp_path, check=True)
        said.append([int(number) for number in subprocess.run([tmp_path / "main"], capture_output=True, check=True, text=True).stdout.split()])
    assert said[0][0] == unsure["raw"] and len(said[0]) == 9 and set(said[0][1:]) <= {-1, 0, 1}
    assert said[1][1:] == [-1] * 8
