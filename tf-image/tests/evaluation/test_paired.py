"""What quantisation costs, told from chance by the same pictures."""

import numpy as np
import pytest

from tinymlaas_tf.evaluation.paired import compare_paired
from tinymlaas_tf.learning.compare_versions import reason_against
from tinymlaas_tf.compiling.explain_loss import explain_loss


def answers(both: int, only_first: int, only_second: int, neither: int) -> tuple[np.ndarray, np.ndarray]:
    first = [True] * both + [True] * only_first + [False] * only_second + [False] * neither
    second = [True] * both + [False] * only_first + [True] * only_second + [False] * neither
    return np.array(first), np.array(second)


def test_it_counts_and_is_the_same_from_both_sides() -> None:
    first, second = answers(36, 12, 2, 0)
    found, turned = compare_paired(first, second), compare_paired(second, first)
    assert (found["images"], found["only_first"], found["only_second"]) == (50, 12, 2)
    assert found["difference"] == 0.2 == -turned["difference"]
    assert found["interval"] == pytest.approx([-end for end in reversed(turned["interval"])])


def test_the_interval_holds_the_truth_in_95_of_100_cases() -> None:
    """Two models that go together, right in 0.9 and 0.86: of 200 pictures, and of 50."""
    random = np.random.default_rng(3)
    for images in (200, 50):
        held = 0
        for _ in range(2000):
            draw = random.random(images)
            found = compare_paired(draw < 0.9, (draw < 0.83) | (draw > 0.97))
            held += found["interval"][0] <= 0.04 <= found["interval"][1]
        assert 0.93 <= held / 2000 <= 0.98


def test_a_loss_that_chance_explains_is_no_warning() -> None:
    assert explain_loss(compare_paired(*answers(55, 3, 0, 2))) is None
    assert explain_loss(compare_paired(*answers(550, 10, 0, 40))) is None
    text = explain_loss(compare_paired(*answers(550, 30, 2, 18)))
    assert text is not None and "4.7%" in text and "loses 30 and wins 2" in text and "95 % interval 2." in text
    assert explain_loss(compare_paired(*answers(550, 2, 30, 18))) is None


def part(of: str, images: int, before: int, after: int) -> dict[str, object]:
    return {"of": of, "images": images, "before": before, "after": after}


def test_a_version_is_refused_by_pictures_that_can_judge() -> None:
    """Of pictures that both versions learned by heart one slip is no reason, many are; fresh ones and held-out ones count as they are."""
    assert "80 held-out pictures" in reason_against([part("earlier", 80, 70, 69)], None)
    assert reason_against([part("earlier", 80, 70, 70), part("dataset", 5, 3, 3)], None) is None
    heart = [part("earlier", 80, 80, 79), part("dataset", 20, 14, 15)]
    assert reason_against(heart, compare_paired(*answers(79, 1, 0, 0))) is None
    assert "20 held-out" in reason_against([heart[0], part("dataset", 20, 15, 14)], compare_paired(*answers(79, 1, 0, 0)))
    text = reason_against([part("earlier", 80, 80, 60), part("dataset", 20, 14, 19)], compare_paired(*answers(60, 20, 0, 0)))
    assert "80 earlier pictures, which both had learned, 60 are right after it and 80 were before" in text
