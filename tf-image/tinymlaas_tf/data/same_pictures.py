"""Files that show the same picture: within a class one copy counts; a picture in two classes teaches neither."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..first_within import first_within
from ..plural import plural
from .read_pictures import Pictures
from ..split.split import HELD_OUT, Earlier

MOST_GROUPS, MOST_FILES, MOST_BYTES = 1000, 100, 200_000
NAMED = 5


@dataclass(frozen=True)
class SamePicture:
    """Rows of equal pixels; `kept` is the row that is used, None when their classes differ."""

    rows: tuple[int, ...]
    kept: int | None


def find_same_pictures(pictures: Pictures, earlier: Earlier) -> list[SamePicture]:
    """All groups of two and more, in order of arrival. Of copies one is kept that the user holds out, so that the figure is
    honest, then one that the user trains on, then one that `earlier` knows, so its side stays."""
    rows_of: dict[bytes, list[int]] = defaultdict(list)
    for row, fingerprint in enumerate(pictures.fingerprints):
        rows_of[fingerprint].append(row)

    def order(row: int) -> tuple[bool, bool, bool, bool, int]:
        digest, split = pictures.digests[row], pictures.splits[row]
        return split not in HELD_OUT, split is None, digest not in earlier.validation, digest not in earlier.train, row

    return [
        SamePicture(tuple(rows), None if len({pictures.labels[row] for row in rows}) > 1 else min(rows, key=order))
        for rows in rows_of.values()
        if len(rows) > 1
    ]


def left_out(groups: Sequence[SamePicture]) -> tuple[set[int], set[int]]:
    """Rows that are not used: copies, and pictures in two classes."""
    copies = {row for group in groups for row in group.rows if group.kept is not None and row != group.kept}
    return copies, {row for group in groups if group.kept is None for row in group.rows}


def describe_same_pictures(groups: Sequence[SamePicture], pictures: Pictures, classes: Sequence[str]) -> list[dict[str, object]]:
    """The `same_pictures` of a report, pictures in two classes first."""
    ordered = sorted(groups, key=lambda group: group.kept is not None)[:MOST_GROUPS]
    entries = (
        {
            "code": "copy" if group.kept is not None else "conflict",
            "files": [
                {"file_id": pictures.file_ids[row], "label": classes[pictures.labels[row]]} for row in group.rows[:MOST_FILES]
            ],
            "kept": None if group.kept is None else pictures.file_ids[group.kept],
            "message": _message(group, pictures, classes),
        }
        for group in ordered
    )
    return first_within(entries, MOST_BYTES)


def same_picture_warnings(groups: Sequence[SamePicture], described: Sequence[dict[str, object]]) -> list[tuple[str, str]]:
    """One warning about conflicts and one about copies, each with the first few."""
    copies, conflicts = left_out(groups)
    warnings = []
    for code, rows, kind, text in (
        ("conflicting-labels", conflicts, "conflict", "Left out, because the same picture is in another class, too:"),
        ("duplicate-pictures", copies, "copy", "Left out, because they are copies of others in their class:"),
    ):
        if rows:
            messages = [str(entry["message"]) for entry in described if entry["code"] == kind][:NAMED]
            warnings.append((code, f"{text} {plural(len(rows), 'file')}. {' '.join(messages)}"))
    return warnings


def _message(group: SamePicture, pictures: Pictures, classes: Sequence[str]) -> str:
    ids_of: dict[int, list[int]] = defaultdict(list)
    for row in group.rows:
        if row != group.kept:
            ids_of[pictures.labels[row]].append(pictures.file_ids[row])
    if group.kept is not None:
        [(label, ids)] = ids_of.items()
        kept = pictures.file_ids[group.kept]
        return f"{_files(ids).capitalize()}: the same picture as file {kept} in “{_short(classes[label])}”, so used once."
    places = [f"“{_short(classes[label])}” ({_files(ids)})" for label, ids in ids_of.items()]
    more = f" and {len(places) - NAMED} more classes" if len(places) > NAMED else ""
    return f"The same picture is in {', '.join(places[:NAMED])}{more}: used in none of them. Correct the label, or delete it where it is wrong."


def _files(ids: Sequence[int]) -> str:
    text = ", ".join(str(file_id) for file_id in ids[:NAMED])
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"{'files' if len(ids) > 1 else 'file'} {text}{more}"


def _short(label: str) -> str:
    return label if len(label) <= 60 else f"{label[:59]}…"
