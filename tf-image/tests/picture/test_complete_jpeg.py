"""JPEGs of cameras that leave out the end mark, and ones that are really cut."""

import numpy as np
import pytest
from pictures import draw, encode

from tinymlaas_tf.picture.decode_picture import decode_picture
from tinymlaas_tf.picture.problem import BadPicture

LARGE = draw("stripes", 3).resize((160, 128))
KINDS = {
    "baseline": encode(LARGE, "JPEG", quality=85),
    "progressive": encode(LARGE.convert("RGB"), "JPEG", quality=85, progressive=True),
    "restarts by block": encode(LARGE.convert("RGB"), "JPEG", quality=85, restart_marker_blocks=4),
    "restarts by row": encode(LARGE, "JPEG", quality=85, restart_marker_rows=1),
}


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(decode_picture(data).image)


@pytest.mark.parametrize("whole", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("tail", [b"", b"\0" * 512, b"\xff"])
def test_a_missing_end_mark_is_forgiven(whole: bytes, tail: bytes) -> None:
    assert whole.endswith(b"\xff\xd9")
    assert (pixels(whole[:-2] + tail) == pixels(whole)).all()


@pytest.mark.parametrize("whole", KINDS.values(), ids=KINDS)
def test_a_picture_that_is_cut_is_none(whole: bytes) -> None:
    for share in (0.5, 0.8, 0.9, 0.97):
        with pytest.raises(BadPicture):
            decode_picture(whole[: int(len(whole) * share)])


def test_a_cut_at_a_restart_mark_is_a_cut() -> None:
    whole = KINDS["restarts by row"]
    marks = [place for place in range(len(whole)) if whole[place] == 0xFF and 0xD0 <= whole[place + 1] <= 0xD7]
    assert len(marks) > 8
    for place in marks:
        for end in (place, place + 2):
            with pytest.raises(BadPicture):
                decode_picture(whole[:end])


def test_what_is_no_jpeg_is_not_completed() -> None:
    with pytest.raises(BadPicture):
        decode_picture(encode(LARGE, "PNG")[:-200])
