"""Equal files: one copy per class counts; a file that is in two classes teaches neither."""

from collections import defaultdict

from .problem import Problem
from .read_pictures import Pictures


def drop_duplicates(pictures: Pictures) -> tuple[list[int], list[Problem]]:
    """The rows to keep, in order of arrival, and a problem for every other row."""
    rows_of: dict[bytes, list[int]] = defaultdict(list)
    for row, digest in enumerate(pictures.digests):
        rows_of[digest].append(row)
    kept: list[int] = []
    problems: list[Problem] = []
    for rows in rows_of.values():
        if len({pictures.labels[row] for row in rows}) > 1:
            ids = ", ".join(str(pictures.file_ids[row]) for row in rows[:10])
            message = f"The same file is in more than one class (files {ids}), so none of its copies was used."
            problems += [Problem(pictures.file_ids[row], "conflicting-label", message) for row in rows]
            continue
        kept.append(rows[0])
        message = f"The same file as {pictures.file_ids[rows[0]]}; used once."
        problems += [Problem(pictures.file_ids[row], "duplicate", message) for row in rows[1:]]
    return sorted(kept), problems
