"""boards.json, the catalogue of boards that the relay reads as well, and what both suppose about all of them."""

import json
from importlib.resources import files

Board = dict[str, object]

_KNOWN = json.loads(files("tinymlaas_tf.boards").joinpath("boards.json").read_text("utf-8"))
BOARDS: tuple[Board, ...] = tuple(_KNOWN["boards"])
ASSUMED: dict[str, object] = _KNOWN["assumptions"]
