"""Pictures are mirrored where left and right mean nothing."""

import numpy as np
import pytest

from tinymlaas_tf.data.mirror import decide_mirroring, told_from_mirrored


def pictures(count: int, sided: bool, side: int = 32) -> tuple[np.ndarray, np.ndarray]:
    """A bright bar in noise, always on the left, or on either side."""
    random = np.random.default_rng([count, sided])
    pixels = random.integers(0, 120, (count, side, side, 1)).astype(np.uint8)
    for row in range(count):
        left = 4 if sided or row % 4 < 2 else side - 10
        pixels[row, 6:-6, left : left + 6] = 220
    return pixels, np.arange(count) % 2


@pytest.mark.parametrize("side", [8, 9, 31, 32, 96])
def test_pictures_with_a_side_are_told_from_their_mirror_images(side: int) -> None:
    rows = np.arange(80)
    assert told_from_mirrored(*pictures(80, True, max(side, 20)), rows) > 0.9
    blank = np.zeros((6, side, side, 3), np.uint8)
    assert told_from_mirrored(blank, np.zeros(6, int), np.arange(6)) == 0.5
    assert told_from_mirrored(*pictures(80, False, 32), rows) < 0.6


@pytest.mark.parametrize("label", ["7", "12", "b", "Ä", "left", "turn_right", "stop sign", "Digit"])
def test_names_of_classes_speak_against_it(label: str) -> None:
    decided = decide_mirroring(("cat", label), *pictures(40, False), np.arange(40))
    assert not decided.on and decided.told is None and label in decided.why


@pytest.mark.parametrize("label", ["dog", "Copyright", "bright", "cat7 x", "signal"])
def test_other_names_leave_it_to_the_pictures(label: str) -> None:
    free = decide_mirroring(("cat", label), *pictures(40, False), np.arange(40))
    sided = decide_mirroring(("cat", label), *pictures(40, True), np.arange(40))
    assert free.on and free.told < 0.65 and "mean nothing" in free.why
    assert not sided.on and sided.told > 0.9
