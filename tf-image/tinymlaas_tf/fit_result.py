"""Keeping result.json below what the relay reads."""

import json
from collections.abc import Callable

# The relay parses the manifest as a whole and refuses a larger one.
MAX_RESULT_BYTES = 1024 * 1024
MOST_PROBLEMS = 1000
MOST_SAME_PICTURES = 100
NOTE = {
    "code": "report-shortened",
    "message": "The report was too large: of very many classes or files it tells less, and tables are left out.",
}
Result = dict[str, object]


def fit_result(result: Result) -> bytes:
    """The JSON of a result; of one that is too large without its longest parts, which it then says."""
    text = _as_json(result)
    for shorten in _STEPS:
        if len(text) <= MAX_RESULT_BYTES:
            break
        result = shorten(result)
        text = _as_json(_noted(result))
    return text


def _as_json(result: Result) -> bytes:
    return json.dumps(result, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()


def _noted(result: Result) -> Result:
    report = result["report"]
    return result | {"report": report | {"warnings": [*report.get("warnings", []), NOTE]}}


def _fewer_files(result: Result) -> Result:
    report = result["report"]
    if "same_pictures" in report:
        report = report | {"same_pictures": report["same_pictures"][:MOST_SAME_PICTURES]}
    return result | {"report": report, "problems": result["problems"][:MOST_PROBLEMS]}


def _without(name: str) -> Callable[[Result], Result]:
    """A step that empties a table of every evaluation."""

    def emptied(part: Result) -> Result:
        evaluation = part.get("evaluation")
        return part | {"evaluation": evaluation | {name: []}} if evaluation else part

    def step(result: Result) -> Result:
        report = emptied(result["report"])
        if "variants" in report:
            report = report | {"variants": [emptied(variant) for variant in report["variants"]]}
        return result | {"report": report}

    return step


_STEPS = (_fewer_files, _without("confusion"), _without("worst"), _without("per_class"))
