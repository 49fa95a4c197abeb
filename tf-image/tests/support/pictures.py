"""Small pictures of two or more kinds, drawn, not stored."""

import io

import numpy as np
from PIL import Image, ImageDraw

KINDS = ("circle", "square", "stripes")


def draw(kind: str, number: int, size: tuple[int, int] = (40, 32)) -> Image.Image:
    """A bright shape somewhere on a dark, noisy ground; `number` decides where."""
    random = np.random.default_rng([KINDS.index(kind), number])
    noise = random.integers(0, 60, (size[1], size[0]), np.uint8)
    picture = Image.fromarray(noise)
    pen = ImageDraw.Draw(picture)
    x, y = random.integers(2, 12, 2)
    side = int(random.integers(12, 18))
    box = (x, y, x + side, y + side)
    if kind == "circle":
        pen.ellipse(box, fill=200)
    elif kind == "square":
        pen.rectangle(box, fill=200)
    else:
        for line in range(0, side, 4):
            pen.line((x, y + line, x + side, y + line), fill=230, width=2)
    return picture


def encode(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The picture as a file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def data_members(per_class: int, kinds: tuple[str, ...] = KINDS[:2], first_id: int = 1) -> list[tuple[str, bytes]]:
    """Members `data/<class>/<file id>` for a tar stream."""
    members = []
    for label, kind in enumerate(kinds):
        for number in range(per_class):
            file_id = first_id + label * per_class + number
            members.append((f"data/{label}/{file_id}", encode(draw(kind, number))))
    return members
