"""Quantisation that changes the answers is told of, also when the accuracy stays."""

import numpy as np

from tinymlaas_tf.evaluation.find_collapse import find_collapse

CLASSES = ("no", "yes")


def scores(answers: list[int]) -> np.ndarray:
    return np.eye(2)[answers]


def test_one_class_for_all_is_a_collapse_at_equal_accuracy() -> None:
    truth = np.array([0, 1] * 10)
    before, after = [1, 0] * 5 + [0, 1] * 5, [0] * 20
    assert (np.array(before) == truth).mean() == (np.array(after) == truth).mean() == 0.5
    text = find_collapse(scores(before), scores(after), CLASSES)
    assert text.startswith("The int8 model gives all 20 held-out pictures the class “no”; the float model does not.")


def test_disagreement_is_told() -> None:
    before = [0, 1] * 20
    swapped = [1 - answer if place < 5 else answer for place, answer in enumerate(before)]
    text = find_collapse(scores(before), scores(swapped), CLASSES)
    assert text.startswith("The int8 model names another class than the float model on 5 of 40")


def test_a_single_difference_or_none_is_none() -> None:
    assert find_collapse(scores([0, 1, 1]), scores([0, 0, 1]), CLASSES) is None
    assert find_collapse(scores([0] * 9), scores([0] * 9), CLASSES) is None
    before = [0, 1] * 20
    assert find_collapse(scores(before), scores([1, 0, *before[2:]]), CLASSES) is None
