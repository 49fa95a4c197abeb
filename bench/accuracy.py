"""How often networks are right on pictures that no training saw: sets x ways to train x draws, as a table.

    docker run --rm --user 0 -v <sets>:/sets:ro -v $PWD/bench:/bench:ro -v <rows>:/rows -e TF_ENABLE_ONEDNN_OPTS=1 \\
        tinymlaas/tensorflow:dev python /bench/accuracy.py --rows /rows/rows.jsonl parking:40 parking:all digits:400:32 solar:80 ... > accuracy.md

A set is a folder below --sets with one folder of pictures per class (accuracy_sets.py makes some of packages). `solar:80:96` is a draw
of 80 pictures, evenly by class and chosen by the seed, at 96x96 (the default); up to 400 others are scored, once, after the last
epoch. `all` leaves a quarter to be scored. `tutorial` is the CNN of thirty lines that image tutorials show. Every row is written to --rows when it
is known and not measured again, so the command can be stopped and started; without sets it prints the table of what is there.
"""

import argparse
import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from tinymlaas_tf.architectures.plan_network import plan_network
from tinymlaas_tf.architectures.start_network import start_network
from tinymlaas_tf.conversion.convert import convert_int8
from tinymlaas_tf.conversion.export_saved_model import export_saved_model
from tinymlaas_tf.conversion.run_tflite import run_tflite, scores_of
from tinymlaas_tf.data.color_statistic import color_features, has_color
from tinymlaas_tf.data.dataset import Dataset
from tinymlaas_tf.split.held import NOBODY
from tinymlaas_tf.evaluation.interval import wilson
from tinymlaas_tf.events import Events
from tinymlaas_tf.learning.take_pictures import settle_mirroring
from tinymlaas_tf.job.parameters import TrainParameters, parse_train_parameters
from tinymlaas_tf.picture.decode_picture import decode_picture
from tinymlaas_tf.picture.fit_picture import fit_picture
from tinymlaas_tf.search.clock import Clock
from tinymlaas_tf.search.search_network import search_network
from tinymlaas_tf.tensorflow_setup import set_up_tensorflow
from tinymlaas_tf.training.fit_network import fit_network
from tinymlaas_tf.training.limit_batch_size import limit_batch_size
from tinymlaas_tf.training.score_pictures import score_pictures

MOST_SCORED = 400
# What the container does by itself (the steps, mirroring and limits of a batch included), and other networks in the same way.
WAYS = {
    "default": {},
    "default, rgb": {"color": "rgb"},
    "tiny_cnn": {"architecture": "tiny_cnn"},
    "small_cnn": {"architecture": "small_cnn"},
    "resnet8, rgb": {"architecture": "resnet8", "color": "rgb"},
    "resnet8, random": {"architecture": "resnet8", "initial_weights": "none"},
    "mobilenet_v1_010": {"architecture": "mobilenet_v1_010"},
    "mobilenet_v2": {"architecture": "mobilenet_v2"},
    "mobilenet_v1, rgb, random": {"architecture": "mobilenet_v1", "color": "rgb", "initial_weights": "none"},
    "auto": {"architecture": "auto"},
}
Row = dict[str, object]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("draws", nargs="*", help="set:pictures[:size]")
    parser.add_argument("--sets", type=Path, default=Path("/sets"))
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--ways", nargs="*", default=["tutorial", *WAYS])
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.rows.read_text().splitlines()] if asked.rows.exists() else []
    known = {(row["draw"], row["way"], row["seed"]) for row in rows}
    set_up_tensorflow(1)
    for seed in asked.seeds:
        for draw in asked.draws:
            for way in asked.ways:
                if (draw, way, seed) in known:
                    continue
                keras.backend.clear_session()
                keras.utils.set_random_seed(seed)
                rows.append(measure(asked.sets, draw, way, seed, asked.epochs))
                with asked.rows.open("a") as file:
                    file.write(json.dumps(rows[-1]) + "\n")
                print(rows[-1], file=sys.stderr, flush=True)
    print("\n".join(table(rows)))


def measure(sets: Path, draw: str, way: str, seed: int, epochs: int) -> Row:
    """One training and its figures."""
    name, count, size = [*draw.split(":"), "96"][:3]
    values = {
        "epochs": epochs, "img_width": int(size), "img_height": int(size), "batch_size": 32, "seed": seed,
        "lossfunc": "Categorical crossentropy", **WAYS.get(way, {"color": "rgb"}),
    }  # fmt: skip
    parameters = parse_train_parameters(values)
    dataset, parameters = read(sets / name, count, parameters)
    parameters = limit_batch_size(dataset, settle_mirroring(dataset, parameters)[0], silent())
    started, chosen, test = time.process_time(), None, dataset.test
    if way == "tutorial":
        model = tutorial(dataset)
        pixels = dataset.pixels[dataset.train].astype(np.float32)
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(pixels, dataset.labels[dataset.train], 32, epochs, verbose=0)
    elif way == "auto":
        # What is scored takes no part in the search, nor in any estimate of the container.
        found = search_network(replace(dataset, validation=NOBODY), parameters, Clock(time.monotonic(), None), silent(), lambda _: None)
        model, dataset = found.model, found.dataset
        chosen = f"{found.name} {found.parameters.preprocessing.width} {'rgb' if dataset.pixels.shape[3] == 3 else 'grey'}"
    else:
        model, origin = start_network(parameters.architecture, parameters, len(dataset.classes))
        fit_network(model, dataset, parameters, silent(), "random" if origin is None else "pretrained")
    seconds = time.process_time() - started
    truth = dataset.labels[test]
    right = (score_pictures(model, dataset.pixels, test).argmax(1) == truth).sum()
    with tempfile.TemporaryDirectory() as folder:
        int8 = convert_int8(export_saved_model(model, Path(folder) / "saved"), dataset.pixels[dataset.train][:200])
    kept = (scores_of(int8, run_tflite(int8, dataset.pixels[test])).argmax(1) == truth).sum()
    arena = None if way == "tutorial" else plan_network(model).arena.recommended
    return {
        "draw": draw, "way": way, "seed": seed, "train": len(dataset.train), "scored": len(test), "float": int(right), "int8": int(kept),
        "bytes": len(int8), "arena": arena, "cpu": round(seconds, 1), "chosen": chosen,
    }  # fmt: skip


def read(folder: Path, count: str, parameters: TrainParameters) -> tuple[Dataset, TrainParameters]:
    """Training and test pictures, the latter from what is left; `train` is all that a search sees."""
    classes = tuple(sorted(one.name for one in folder.iterdir()))
    files = [(label, path) for label, one in enumerate(classes) for path in sorted((folder / one).iterdir())]
    labels = np.array([label for label, _ in files], np.int32)
    random = np.random.default_rng(parameters.seed)
    share = [int((labels == label).sum() * 0.75) if count == "all" else int(count) // len(classes) for label in range(len(classes))]
    chosen = [random.permutation(np.flatnonzero(labels == label))[: share[label]] for label in range(len(classes))]
    train = np.sort(np.concatenate(chosen))
    test = random.permutation(np.setdiff1d(np.arange(len(files)), train))[:MOST_SCORED]
    looks = [parameters.preprocessing, *parameters.looks]
    pixels = [np.zeros((len(files), look.height, look.width, look.channels), np.uint8) for look in looks]
    colored = False
    for position in [*train, *test]:
        picture = decode_picture(files[position][1].read_bytes(), 96).render(looks[0])
        colored = colored or has_color(color_features(picture))
        for store, look in zip(pixels, looks, strict=True):
            store[position] = fit_picture(picture, look)
    kept = [number for number, look in enumerate(looks) if number == 0 or colored or look.channels == looks[0].channels]
    ids = np.arange(1, len(files) + 1)
    more = [pixels[number] for number in kept[1:]]
    dataset = Dataset(classes, pixels[0], labels, ids, [b""] * len(files), train, NOBODY, test, 0, 0, 0, "relay", more=more)
    return dataset, replace(parameters, looks=tuple(looks[number] for number in kept[1:]))


def table(rows: list[Row]) -> list[str]:
    """Means over the draws; the interval is that of one draw's pictures, the range that of the draws."""
    lines = [
        "| set | training pictures | way | draws | float | int8 | least to most | 95 % interval | int8 bytes | arena | CPU s |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for draw, way in dict.fromkeys((row["draw"], row["way"]) for row in sorted(rows, key=lambda row: str(row["draw"]))):
        mine = [row for row in rows if (row["draw"], row["way"]) == (draw, way)]
        shares = [row["int8"] / row["scored"] for row in mine]
        scored = mine[0]["scored"]
        low, high = wilson(round(np.mean(shares) * scored), scored)
        floats = np.mean([row["float"] / row["scored"] for row in mine])
        size = max(row["bytes"] for row in mine)
        arena = "-" if mine[0]["arena"] is None else f"{max(row['arena'] for row in mine):,}"
        chosen = "".join(f" ({text})" for text in [", ".join(sorted({str(row["chosen"]) for row in mine}))] if mine[0]["chosen"])
        lines.append(
            f"| {draw.split(':')[0]} | {mine[0]['train']:,} | {way}{chosen} | {len(mine)} | {floats:.1%} | {np.mean(shares):.1%} | {min(shares):.1%} to {max(shares):.1%} "
            f"| {low:.1%} to {high:.1%} | {size:,} | {arena} | {np.mean([row['cpu'] for row in mine]):.0f} |"
        )
    return lines


def tutorial(dataset: Dataset) -> keras.Model:
    """Three convolutions, each halved by pooling, and a dense layer."""
    _, height, width, channels = dataset.pixels.shape
    layers = keras.layers
    return keras.Sequential([
        keras.Input((height, width, channels)), layers.Rescaling(1 / 255),
        layers.Conv2D(16, 3, padding="same", activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(32, 3, padding="same", activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, padding="same", activation="relu"), layers.MaxPooling2D(),
        layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dense(len(dataset.classes), activation="softmax"),
    ])  # fmt: skip


def silent() -> Events:
    return Events(open("/dev/null", "wb"))


if __name__ == "__main__":
    main()
