"""model_card.html: one page that says what the model is, how good, and where it fits."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#222;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;margin:.5rem 0}th,td{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid #e3e3e3}
td.n{text-align:right;font-variant-numeric:tabular-nums}img{max-width:100%}p.note{color:#666;font-size:.9rem}
"""
TITLED = 8
Row = Mapping[str, object]


def model_card_html(report: Row, plots: Mapping[str, bytes]) -> str:
    """The page, with everything in it; `report` is a compile's, bounded, without its seconds."""
    shape = report["preprocessing"]
    color = "grey" if shape["channels"] == 1 else "colour"
    int8 = report["variants"][0]
    began = report["initial_weights"]
    sections = [
        f"<h1>Image classifier: {escape(_title(report))}</h1>",
        f"<p>Network <b>{escape(report['architecture'])}</b>, {report['params']:,} parameters, {report['macs']:,} "
        f"multiply-accumulates per picture. Input {shape['width']} x {shape['height']} {color}, resized by "
        f"“{escape(shape['resize'])}”, int8 = pixel - 128. {_code(report)}In TFLite Micro the int8 model takes {int8['bytes']:,} "
        f"bytes of flash besides the interpreter and {report['arena']['recommended_bytes']:,} bytes of RAM for tensors. "
        f"Its training began with {'random weights' if began is None else 'the weights of ' + escape(began)}.</p>",
        "<h2>Variants</h2>", _variants(report), _micro(report), _unsure(report),
        "<h2>By class (int8)</h2>", _classes(report, int8["evaluation"]),
        *(_picture(name, data) for name, data in plots.items()),
        "<h2>Boards</h2>", _boards(report["boards"]),
        _search(report["candidates"]),
        f"<h2>Limits</h2><p>{_split(report['split'])}"
        "Pictures of other places, cameras or light can be harder. The RAM for TFLite Micro is an estimate for its reference "
        "kernels and CMSIS-NN on a 32-bit processor; other kernel libraries may need some KiB more.</p>",
    ]  # fmt: skip
    head = f'<meta charset="utf-8"><title>Model card</title><style>{STYLE}</style>'
    return f"<!doctype html><html lang=en><head>{head}</head><body>{''.join(sections)}</body></html>\n"


def _search(candidates: Sequence[Row]) -> str:
    """What `auto` compared; nothing for a network that was asked for by name."""
    if not candidates:
        return ""
    rows = [
        (one["architecture"], "random" if one["initial_weights"] is None else one["initial_weights"],
         f"{one['width']} x {one['height']} {'grey' if one['channels'] == 1 else 'colour'}", f"{one['model_bytes']:,}", f"{one['arena_bytes']:,}",
         "; ".join(_rung(rung) for rung in one["rungs"]), f"{one['seconds']:.1f}", one["skipped"] or one["became"] or "")
        for one in candidates
    ]  # fmt: skip
    head = ("network", "weights it began with", "pictures", "flash", "RAM", "runs: epochs, loss, right", "seconds", "what became of it")
    note = "Compared on pictures by which the accuracy above is not measured. Larger networks must be better beyond noise."
    return f'<h2>Search</h2>{_table(head, rows)}<p class="note">{note}</p>'


def _rung(rung: Row) -> str:
    return f"{rung['epochs']}: {rung['loss']:.3f}, {rung['accuracy']:.1%} ({_interval(rung)})"


def _split(split: Row | None) -> str:
    """Nothing of a model whose training did not tell."""
    if split is None:
        return ""
    if "folds" in split:
        return (
            f"The model learned all {split['train']:,} pictures. Its accuracy is that of {split['folds']} other models, trained in the "
            "same way, each without the part that it was measured with. "
        )
    whose = "The dataset's own split" if split["by"] == "user" else "The relay's split of one upload"
    return f"{whose}: {split['train']:,} pictures to train on, {split['validation']:,} to choose by, {split['test']:,} to measure with. "


def _code(report: Row) -> str:
    code = report.get("c")
    if code is None:
        return ""
    if not code["offered"]:
        return f"It is not delivered as C: {escape(str(code['reason']))}. "
    run = "" if code["images"] is None else f", and answered {code['images']:,} held-out pictures bit by bit like TensorFlow Lite Micro"
    return (
        f"As C it takes {code['flash_bytes']:,} bytes of flash and {code['ram_bytes']:,} bytes of RAM with all it needs{run}; "
        f"a run takes about {code['instructions']:,} instructions of a Cortex-M4. "
    )


def _variants(report: Row) -> str:
    rows = [
        (one["name"], one["kind"], f"{one['bytes']:,}", f"{one['evaluation']['accuracy']:.1%}", _interval(one["evaluation"]),
         f"{one['evaluation']['loss']:.3f}")
        for one in report["variants"]
    ]  # fmt: skip
    measured = report["variants"][0]["evaluation"]
    same = report["agreement"]
    kind = "test" if "folds" not in (report["split"] or {}) else "cross-validated"
    note = f"int8 and float32 name the same class on {same['same']} of {same['images']} pictures. "
    note += _loss(report)
    note += f"Always naming the most frequent class is right in {measured['majority']:.1%}."
    return _table(("file", "numbers", "bytes", f"{kind} accuracy", "95 % interval", "loss"), rows) + f"<p>{note}</p>"


def _interval(evaluation: Row) -> str:
    low, high = evaluation["interval"]
    return f"{low:.1%} to {high:.1%}"


def _loss(report: Row) -> str:
    """How sure it is what int8 costs; nothing of an image before that was measured."""
    paired = report.get("quantisation")
    if paired is None:
        return ""
    low, high = paired["interval"]
    return (
        f"Float alone is right on {paired['only_float']}, int8 alone on {paired['only_int8']}: int8 costs {report['accuracy_loss']:.1%} of the "
        f"pictures, truly between {low:.1%} and {high:.1%} (95 %, paired). "
    )


def _micro(report: Row) -> str:
    micro = report["micro"]
    if micro is None:
        return "<p>Not run in TFLite Micro here.</p>"
    if not micro["runs"]:
        return f"<p>Not measured in TFLite Micro: {escape(str(micro['reason']))}</p>"
    part = "" if micro["images"] == micro["held_out"] else f" (the time was up before the other {micro['held_out'] - micro['images']})"
    text = f"{micro['identical']} of {micro['images']} answers are equal to TensorFlow Lite's bit by bit"
    text += f"; accuracy {micro['accuracy']:.1%}, 95 % interval {_interval(micro)}"
    found = micro["differences"]
    if found is not None and found["operators"]:
        first = found["operators"][0]
        text += f". Differences of at most {found['units']} units begin at {escape(first['name'])}, which rounds otherwise there; {found['other_class']} name another class"
    return f"<p>In TFLite Micro, on {micro['images']} of {micro['held_out']} held-out pictures{part}: {text}.</p>"


def _unsure(report: Row) -> str:
    """From which output on boards answer, and what that gives."""
    unsure = report.get("unsure")
    if unsure is None:
        return "<p>Boards always answer: the training could not tell from which output on that is wise.</p>"
    how = "just where" if unsure["exact"] else "nearly where"
    gives = "none is answered" if unsure["precision"] is None else (
        f"{unsure['coverage']:.1%} are answered, and {unsure['precision']:.1%} of these answers are right (95 % interval {_interval(unsure)})"
    )  # fmt: skip
    return (
        f"<p>Unsure is an answer, too: below an output of {unsure['raw']} ({unsure['score']:.3f}) of the best class, {how} its corrected confidence is below "
        f"{unsure['below']:.0%}. Of {unsure['images']} held-out pictures {gives}.</p>" + _choices(unsure)
    )


def _choices(unsure: Row) -> str:
    rows = sorted([unsure, *unsure["choices"]], key=lambda row: row["below"])
    cells = [(f"{row['below']:.0%}", row["raw"], f"{row['coverage']:.1%}", _share(row["precision"])) for row in rows]
    return _table(("corrected confidence", "raw output", "answered", "right of these"), cells)


def _title(report: Row) -> str:
    classes, count = report["classes"], report["class_count"]
    return ", ".join(classes[:TITLED]) + (f" and {count - TITLED} more" if count > TITLED else "")


def _classes(report: Row, evaluation: Row) -> str:
    rows = evaluation["per_class"]
    table = [(row["label"], _share(row["precision"]), _share(row["recall"]), _share(row["f1"]), row["support"]) for row in rows]
    text = _table(("class", "precision", "recall", "F1", "pictures"), table)
    if report["natural_order"] != list(report["classes"]):
        text += f"<p>In natural order: {escape(', '.join(report['natural_order']))}. The model's outputs are in alphabetical order.</p>"
    if "most_confused" in evaluation:
        confused = [(row["label"], row["predicted"], row["count"]) for row in evaluation["most_confused"]]
        text += f"<p>The {len(rows)} of {report['class_count']} classes that are recognised worst. Most often confused:</p>"
        text += _table(("class", "taken for", "pictures"), confused)
    return text


def _boards(boards: Sequence[Row]) -> str:
    rows = [
        (one["name"], _verdict(one), f"{one['flash_needed']:,} of {one['flash_bytes']:,}",
         f"{one['arena_needed']:,} of {one['ram_bytes']:,}", one["reason"] or "",
         "; ".join(_time(time) for time in one["latencies"]) or "not known")
        for one in boards
    ]  # fmt: skip
    note = (
        "By the leanest runtime that the board can have: plain C, else TFLite Micro, whose code is in the flash. Times are others' "
        "measurements of another network, scaled; the range is how much networks differ."
    )
    return _table(("board", "verdict", "flash", "RAM", "reason against", "time"), rows) + f'<p class="note">{note}</p>'


def _verdict(board: Row) -> str:
    psram = any(one["psram"] for one in board["runtimes"] if one["verdict"] == board["verdict"])
    return f"{board['verdict']}, in PSRAM" if psram else str(board["verdict"])


def _time(time: Row) -> str:
    low, high = time["range"]
    return f"{time['milliseconds']:g} ms ({low:g} to {high:g}, {time['kernels']})"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{titles}</tr>{body}</table>"


def _share(value: object) -> str:
    return "-" if value is None else f"{value:.1%}"


def _picture(name: str, data: bytes) -> str:
    encoded = base64.b64encode(data).decode()
    return f'<p><img alt="{escape(name)}" src="data:image/png;base64,{encoded}"></p>'
