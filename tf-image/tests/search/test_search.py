"""Architecture `auto`: what it tries, which it keeps, and by which pictures."""

import os
import time
from dataclasses import replace

import numpy as np
import pytest
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import draw, encode
from PIL import Image

from tinymlaas_tf.architectures.plan_network import plan_network
from tinymlaas_tf.architectures.start_network import start_network
from tinymlaas_tf.data.dataset import Dataset
from tinymlaas_tf.emit.model_card import _search
from tinymlaas_tf.evaluation.calibrate import fit_temperature, soften
from tinymlaas_tf.job.parameters import parse_train_parameters
from tinymlaas_tf.search.candidates import list_candidates
from tinymlaas_tf.search.choosing import choosing_of
from tinymlaas_tf.search.clock import END, MOST_END, Clock
from tinymlaas_tf.search.judge import choose_smallest, is_beyond_noise, keep_best
from tinymlaas_tf.search.trial import Trial
from tinymlaas_tf.training.score_pictures import each_figures

AUTO = TRAIN | {"architecture": "auto"}
LARGE = {"img_width": 96, "img_height": 96}
SECONDS = 20


def names(**changes: object) -> list[str]:
    return [str(candidate) for candidate in list_candidates(parse_train_parameters(AUTO | changes))]


def test_sizes_colours_and_weights_are_searched_unless_given() -> None:
    everything = names(**LARGE)
    assert len(everything) == len(set(everything)) == 12
    assert {"mobilenet_v1 with pretrained weights, 96x96 colour", "resnet8 with pretrained weights, 32x32 colour", "resnet8, 96x96 grey"} <= set(everything)
    assert not any("colour" in name for name in names(**LARGE, color="grayscale"))
    assert not any("grey" in name for name in names(**LARGE, color="rgb"))
    assert not any("pretrained" in name for name in names(**LARGE, initial_weights="none"))
    assert not any(name.startswith(("mobilenet_v1,", "resnet8,")) for name in names(**LARGE, initial_weights="pretrained"))
    # The aspect stays.
    assert {"128x96", "85x64", "43x32"} == {name.split(", ")[1].split()[0] for name in names(img_width=128, img_height=96)}
    assert all("32x24" in name for name in names())
    assert [candidate.pretrained for candidate in list_candidates(parse_train_parameters(AUTO | {"initial_weights": 7}))] == [None] * 5


def test_a_larger_one_must_be_better_beyond_noise() -> None:
    random = np.random.default_rng(1)
    small = random.exponential(0.5, 80)
    luck, better = small + random.normal(0, 0.5, 80), small - 0.2 + random.normal(0, 0.3, 80)
    luck -= luck.mean() - small.mean() + 0.02
    assert not is_beyond_noise(small, luck) and is_beyond_noise(small, better)
    assert choose_smallest([small, luck], [1, 2]) == 0 and choose_smallest([small, luck, better], [1, 2, 3]) == 2
    # The better one is the smaller one, and a single picture proves nothing.
    assert choose_smallest([small, better], [2, 1]) == 1 and not is_beyond_noise(np.ones(1), np.zeros(1))
    # Of equals what comes first stays in, besides the two of the lowest loss.
    assert keep_best([small, luck, better, better - 0.001, small + 1], [1, 2, 3, 4, 5], 2) == [2, 3]
    assert keep_best([small, luck, luck - 0.001], [1, 2, 3], 1) == [0, 2]


def dataset(count: int, **parts: object) -> Dataset:
    """Pictures of two classes in turns, by default in five folds."""
    rows = np.arange(count)
    given = {"train": rows, "validation": rows, "test": rows, "folds": rows // 2 % 5} | parts
    pixels = np.zeros((count, 8, 8, 1), np.uint8)
    return Dataset(("a", "b"), pixels, (rows % 2).astype(np.int32), rows + 1, [b""] * count, rejected=0, duplicates=0, conflicts=0, split_by="relay", **given)


def test_what_is_reported_never_chooses() -> None:
    rows = np.arange(60)
    three = dataset(60, train=rows[:40], validation=rows[40:46], test=rows[46:], folds=None)
    [(train, held)] = choosing_of(three).splits
    assert train.tolist() == rows[:40].tolist() and held.tolist() == rows[40:46].tolist()
    two = choosing_of(dataset(60, train=rows[:40], validation=rows[40:], test=rows[40:], folds=None))
    assert sorted(two.rows.tolist()) == rows[:40].tolist() and two.halves is None
    crossed = dataset(60)
    choosing = choosing_of(crossed)
    assert sorted(choosing.rows.tolist()) == rows.tolist()
    for train, held in choosing.splits:
        assert not set(train.tolist()) & set(held.tolist()) and not set((crossed.folds[train] % 2).tolist()) & set((crossed.folds[held] % 2).tolist())
    # The half that measures is not the half that chose.
    assert ((crossed.folds[choosing.rows] % 2) == choosing.halves).all()


def test_the_clock_keeps_time_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    assert Clock(now, None).left() is None and Clock(now, None).spare(5) is None
    monkeypatch.setattr("os.getloadavg", lambda: (0.5, 9.0, 9.0))
    left = Clock(now, 60).left()
    assert 55 < left <= 60 - END
    assert Clock(now, 60).spare(1000) == pytest.approx(left - 30, abs=1)
    # Where a second of the processor took four, so will the end.
    slow = replace(Clock(now - 40, 60), since=(time.monotonic() - 40, time.process_time() - 10))
    assert slow.left() == pytest.approx(60 - 40 - MOST_END * 60, abs=1)
    # Nor does it matter who else has the processors, and three quarters of a short time are for searching and training.
    monkeypatch.setattr("os.getloadavg", lambda: (3.0 * len(os.sched_getaffinity(0)), 0.0, 0.0))
    assert Clock(now, 100).left() == pytest.approx(100 - 3 * END, abs=1)
    assert Clock(now, 20).left() == pytest.approx(15, abs=1)


def test_scores_that_are_too_sure_are_no_reason_against_a_network() -> None:
    """What is delivered is corrected by its temperature, so candidates are compared by corrected scores."""
    truth = np.arange(40) % 2
    right, sure = np.eye(2)[truth], np.arange(40) < 32
    bold = np.abs(np.where(sure[:, None], right, 1 - right) - 0.001)
    timid = np.abs(np.where((np.arange(40) < 26)[:, None], right, 1 - right) - 0.35)

    def losses(scores: np.ndarray) -> float:
        return float(each_figures(soften(scores, fit_temperature(scores, truth)), truth)[0].mean())

    assert each_figures(bold, truth)[0].mean() > each_figures(timid, truth)[0].mean() and losses(bold) < losses(timid)


def test_what_a_run_will_take_is_known_from_a_smaller_one() -> None:
    """Seconds a picture on a busy machine (decision 31): a mobile network takes twice what tiny_cnn does, with eleven times the arithmetic."""
    measured = {"tiny_cnn": 3.84, "mobilenet_v1": 7.70, "resnet8": 4.72, "mobilenet_v2": 13.86}
    works = {}
    for name in measured:
        parameters = parse_train_parameters(AUTO | LARGE | {"architecture": name, "batch_size": 16, "initial_weights": "none"})
        model, _ = start_network(name, parameters, 2)
        weights = model.get_weights()
        works[name] = Trial(None, plan_network(model), model, None, None, weights, None, parameters, {}).work
    for name, pace in measured.items():
        guess = measured["tiny_cnn"] * works[name] / works["tiny_cnn"]
        assert guess / 1.8 < pace < guess * 1.8, (name, guess)


def tinted(number: int, red: bool) -> bytes:
    """The same shapes, told apart by nothing but their colour."""
    grey = draw("circle", number)
    return encode(Image.merge("RGB", [grey, Image.new("L", grey.size, 40), Image.new("L", grey.size, 40)][:: 1 if red else -1]))


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    members = [(f"data/{label}/{1 + number + 20 * label}", tinted(number + 20 * label, label == 1)) for label in (0, 1) for number in range(20)]
    # No mobile network fits, whose tracing would take most of the time.
    parameters = AUTO | {"epochs": 4, "flash_bytes": 60_000, "max_seconds": SECONDS, "augmentation": False}
    return run(tmp_path_factory.mktemp("auto"), archive(spec("train", parameters), members))


def test_the_table_says_what_became_of_every_candidate(searched: Outcome) -> None:
    assert searched.code == 0, searched.log
    report = searched.result["report"]
    table = report["candidates"]
    for row in table:
        tried = row["skipped"] is None
        assert tried == bool(row["rungs"]) == (row["accuracy"] is not None) == bool(row["became"])
        for rung in row["rungs"]:
            assert rung["images"] == 40 and rung["interval"][0] <= rung["accuracy"] <= rung["interval"][1]
    assert all("flash" in row["skipped"] for row in table if row["architecture"].startswith(("mobilenet", "resnet8")))
    [chosen] = [row for row in table if str(row["became"]).startswith("Chosen")]
    assert {key: chosen[key] for key in ("architecture", "initial_weights")} == {key: report[key] for key in ("architecture", "initial_weights")}
    assert {key: chosen[key] for key in ("width", "height", "channels")} == {key: report["preprocessing"][key] for key in ("width", "height", "channels")}


def test_the_card_shows_the_table() -> None:
    rung = {"epochs": 4, "images": 40, "loss": 0.5, "accuracy": 0.8, "interval": [0.652, 0.895], "seconds": 2.0}
    tried = {
        "architecture": "tiny_cnn", "initial_weights": None, "width": 64, "height": 48, "channels": 3, "model_bytes": 11_090,
        "arena_bytes": 8256, "macs": 56_512, "accuracy": 0.8, "skipped": None, "rungs": [rung, rung], "seconds": 4.0, "became": "Chosen: a < b.",
    }  # fmt: skip
    page = _search([tried, tried | {"rungs": [], "became": None, "skipped": "about 330112 bytes of flash, 60000 allowed"}])
    assert "64 x 48 colour" in page and "4: 0.500, 80.0% (65.2% to 89.5%); 4: 0.500" in page
    assert "Chosen: a &lt; b." in page and "60000 allowed" in page and _search([]) == ""


def test_few_pictures_are_cross_validated_all_the_same(searched: Outcome) -> None:
    report = searched.result["report"]
    assert report["split"] == {"by": "relay", "train": 40, "validation": 0, "test": 40, "folds": 5}
    assert report["evaluation"]["images"] == 40 == sum(fold["images"] for fold in report["folds"])


def test_what_was_found_goes_on_with_its_own_size_and_colour(searched: Outcome, tmp_path: object) -> None:
    stored = [(name, searched.file(name)) for name in ("model.keras", "holdout.npz")]
    members = [(f"data/{label}/{101 + number + 20 * label}", tinted(number + 50 + 20 * label, label == 1)) for label in (0, 1) for number in range(4)]
    more = run(tmp_path, archive(spec("continue", AUTO | {"epochs": 1}), [*stored, *members]))
    assert more.code == 0, more.log
    assert more.result["report"]["preprocessing"] == searched.result["report"]["preprocessing"]
    assert more.result["report"]["architecture"] == searched.result["report"]["architecture"]
