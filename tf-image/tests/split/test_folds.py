"""Few pictures are cross-validated: each is measured by a model that did not see it, and the model itself learns all of them."""

import numpy as np
import pytest
from jobs import Outcome
from scenes import scenes

from tinymlaas_tf.data.dataset import Dataset, make_dataset
from tinymlaas_tf.split.folds import FoldModels, make_folds, pack_models, unpack_models
from tinymlaas_tf.data.read_pictures import Pictures
from tinymlaas_tf.split.split import Earlier
from tinymlaas_tf.errors import BadInput
from tinymlaas_tf.evaluation.out_of_fold import as_if_unseen


def test_folds_are_even_in_every_class_and_keep_groups_whole() -> None:
    random = np.random.default_rng(2)
    labels = np.array([0] * 60 + [1] * 20 + [2] * 7)
    groups = [int(random.integers(0, row + 1)) if row % 3 else row for row in range(87)]
    groups = [group if groups[group] == group else groups[groups[group]] for group in groups]
    groups = [group if groups[group] == group else row for row, group in enumerate(groups)]
    folds = make_folds(labels, groups, range(87))
    for row, group in enumerate(groups):
        assert folds[row] == folds[group]
    alone = make_folds(labels, range(87), range(87))
    for label, count in enumerate((60, 20, 7)):
        sizes = np.bincount(alone[labels == label], minlength=5)
        assert sizes.sum() == count and sizes.max() - sizes.min() <= 1


def test_a_class_of_one_group_cannot_be_folded() -> None:
    assert make_folds(np.array([0, 0, 1, 1]), [0, 1, 2, 2], range(4)) is None
    assert make_folds(np.array([0, 0, 1, 1]), [0, 1, 2, 3], range(4)) is not None


def folded(pixels: np.ndarray, fraction: float | None = None, groups: list[str | None] | None = None) -> Dataset:
    count = len(pixels)
    digests = [row.tobytes()[:32] for row in pixels]
    pictures = Pictures(pixels, [row * 2 // count for row in range(count)], list(range(1, count + 1)), digests, digests, [None] * count, groups or [None] * count)
    return make_dataset(["a", "b"], pictures, [], 1, fraction, Earlier(), ["body"])


def test_few_pictures_are_folded_many_or_a_share_are_not() -> None:
    few = folded(scenes(60, 2))
    assert few.split() == {"by": "relay", "train": 120, "validation": 0, "test": 120, "folds": 5}
    assert not few.measures_training and not few.chooses
    for fold in range(5):
        part = few.without_fold(fold)
        assert not set(part.train.tolist()) & set(part.test.tolist()) and len(part.train) + len(part.test) == 120
        # The two copies of a scene are neighbours.
        assert {row // 2 for row in part.train.tolist()}.isdisjoint(row // 2 for row in part.test.tolist())
    assert folded(scenes(300, 1)).folds is None and folded(scenes(60, 2), 0.2).folds is None


@pytest.mark.parametrize("count", [60, 400])
def test_groups_of_the_user_stay_on_one_side_whatever_the_class(count: int) -> None:
    groups = [f"day {row % 12}" for row in range(count)]
    dataset = folded(scenes(count, 1), None, groups)
    day = np.arange(count) % 12
    sides = [dataset.folds[day == one] for one in range(12)] if dataset.folds is not None else [
        np.isin(np.flatnonzero(day == one), dataset.test) * 2 + np.isin(np.flatnonzero(day == one), dataset.validation) for one in range(12)
    ]
    assert all(len(set(side.tolist())) == 1 for side in sides)
    assert dataset.folds is not None or (len(dataset.test) > 0 and len(dataset.validation) > 0 and len(dataset.train) > count / 2)


def test_groups_that_leave_nothing_to_train_on_are_refused() -> None:
    with pytest.raises(BadInput) as caught:
        folded(scenes(40, 1), None, ["a"] * 20 + ["b"] * 20)
    assert caught.value.code == "groups-too-large" and caught.value.loc == ["body", "group_by"]


def test_the_models_of_the_folds_survive_half_precision() -> None:
    random = np.random.default_rng(1)
    models = [[random.normal(0, 1e6, (3, 4)).astype(np.float32), np.zeros(2, np.float32)] for _ in range(2)]
    found = unpack_models(pack_models(models))
    assert isinstance(found, FoldModels) and found.count == 2
    for model, again in zip(models, found.weights(models[0]), strict=True):
        np.testing.assert_allclose(model[0], again[0], rtol=1e-3, atol=1e3)
        assert not again[1].any()


def test_a_conversion_moves_unseen_scores_as_it_moves_seen_ones() -> None:
    unseen = np.array([[0.6, 0.4], [0.45, 0.55], [0.999, 0.001]], np.float32)
    seen = np.array([[0.9, 0.1], [0.2, 0.8], [1.0, 0.0]], np.float32)
    assert as_if_unseen(None, seen, seen) is seen
    np.testing.assert_allclose(as_if_unseen(unseen, seen, seen), unseen, atol=1e-6)
    worse = np.array([[0.7, 0.3], [0.2, 0.8], [1.0, 0.0]], np.float32)
    moved = as_if_unseen(unseen, seen, worse)
    assert moved.argmax(1).tolist() == [1, 1, 0] and moved[2, 0] > 0.99
    np.testing.assert_allclose(moved.sum(1), 1, atol=1e-6)


def test_the_report_is_of_pictures_that_were_not_seen(trained: Outcome) -> None:
    report = trained.result["report"]
    assert report["split"] == {"by": "relay", "train": 60, "validation": 0, "test": 60, "folds": 5}
    assert sum(fold["images"] for fold in report["folds"]) == report["evaluation"]["images"] == 60
    right = sum(fold["images"] * fold["accuracy"] for fold in report["folds"])
    assert report["evaluation"]["accuracy"] == pytest.approx(right / 60)
    assert [event["detail"] for event in trained.event("phase") if event["name"] == "cross-validate"] == [f"fold {n} of 5" for n in range(1, 6)]


def test_a_compile_repeats_what_was_measured_on_unseen_pictures(trained: Outcome, compiled: Outcome) -> None:
    """Not what the model says of the pictures, all of which it has learned."""
    report = compiled.result["report"]
    int8, float32 = (variant["evaluation"] for variant in report["variants"])
    before = trained.result["report"]["evaluation"]
    assert int8["images"] == float32["images"] == 60 and report["split"]["folds"] == 5
    assert float32["accuracy"] == before["accuracy"] and float32["loss"] == pytest.approx(before["loss"], abs=0.02)
    assert abs(int8["accuracy"] - float32["accuracy"]) <= 1 - report["agreement"]["share"] + 0.05
    assert "5 other models" in compiled.file("model_card.html").decode()
