"""How often networks are right on pictures that no training saw, as a table: sets x ways to train.

    docker run --rm -v <sets>:/sets:ro -v $PWD/bench:/bench:ro tinymlaas/tensorflow:dev \\
        python /bench/accuracy.py --pictures 80 /sets/<set>...

A set is a folder with one folder of pictures per class. Of each set `--pictures` train, evenly by class and chosen by the seed,
and up to 400 others are scored, once, after the last epoch. `tutorial` is the CNN of thirty lines that image tutorials show.
Prints accuracy and its 95 % interval for float and int8, bytes, arena and CPU seconds.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import keras
import numpy as np

from tinymlaas_tf.architectures.plan_network import plan_network
from tinymlaas_tf.architectures.start_network import start_network
from tinymlaas_tf.conversion.convert import convert_int8
from tinymlaas_tf.conversion.export_saved_model import export_saved_model
from tinymlaas_tf.conversion.run_tflite import run_tflite, scores_of
from tinymlaas_tf.data.dataset import Dataset
from tinymlaas_tf.evaluation.interval import wilson
from tinymlaas_tf.events import Events
from tinymlaas_tf.kinds.take_pictures import settle_mirroring
from tinymlaas_tf.parameters import Preprocessing, parse_train_parameters
from tinymlaas_tf.picture.decode_picture import decode_picture
from tinymlaas_tf.picture.fit_picture import fit_picture
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
    "tiny_cnn, rgb": {"architecture": "tiny_cnn", "color": "rgb"},
    "resnet8, rgb": {"architecture": "resnet8", "color": "rgb"},
    "mobilenet_v1, rgb, random": {"architecture": "mobilenet_v1", "color": "rgb", "initial_weights": "none"},
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--pictures", type=int, default=80)
    parser.add_argument("--size", type=int, default=96)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", nargs="*", default=["tutorial", *WAYS])
    asked = parser.parse_args()
    set_up_tensorflow(asked.seed)
    print("| set | training pictures | way | float | int8 | 95 % interval of int8 | int8 bytes | arena | CPU s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for folder in asked.sets:
        files = [(label, path) for label, name in enumerate(sorted(folder.iterdir())) for path in sorted(name.iterdir())]
        classes = tuple(sorted(name.name for name in folder.iterdir()))
        for way in asked.ways:
            keras.utils.set_random_seed(asked.seed)
            print(row(folder.name, files, classes, way, asked), flush=True)


def row(name: str, files: list[tuple[int, Path]], classes: tuple[str, ...], way: str, asked: argparse.Namespace) -> str:
    values = {
        "epochs": asked.epochs, "img_width": asked.size, "img_height": asked.size, "batch_size": 32, "seed": asked.seed,
        "lossfunc": "Categorical crossentropy", **WAYS.get(way, {"color": "rgb"}),
    }  # fmt: skip
    parameters = parse_train_parameters(values)
    dataset = read(files, classes, parameters.preprocessing, asked)
    parameters = limit_batch_size(dataset, settle_mirroring(dataset, parameters)[0], Events(open("/dev/null", "wb")))
    truth, started = dataset.labels[dataset.test], time.process_time()
    if way == "tutorial":
        model = tutorial(dataset)
        pixels = dataset.pixels[dataset.train].astype(np.float32)
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(pixels, dataset.labels[dataset.train], 32, asked.epochs, verbose=0)
        arena = "-"
    else:
        model, origin = start_network(parameters.architecture, parameters, len(dataset.classes))
        fit_network(model, dataset, parameters, Events(open("/dev/null", "wb")), "random" if origin is None else "pretrained")
        arena = f"{plan_network(model).arena.recommended:,}"
    seconds = time.process_time() - started
    right = (score_pictures(model, dataset.pixels, dataset.test).argmax(1) == truth).mean()
    with tempfile.TemporaryDirectory() as folder:
        int8 = convert_int8(export_saved_model(model, Path(folder) / "saved"), dataset.pixels[dataset.train][:200])
    scores = scores_of(int8, run_tflite(int8, dataset.pixels[dataset.test]))
    count = int((scores.argmax(1) == truth).sum())
    low, high = wilson(count, len(truth))
    return (
        f"| {name} | {len(dataset.train)} | {way} | {right:.1%} | {count / len(truth):.1%} | {low:.1%} to {high:.1%} "
        f"| {len(int8):,} | {arena} | {seconds:.0f} |"
    )


def read(files: list[tuple[int, Path]], classes: tuple[str, ...], shape: Preprocessing, asked: argparse.Namespace) -> Dataset:
    """Training and test pictures, the latter from what is left."""
    labels = np.array([label for label, _ in files], np.int32)
    random = np.random.default_rng(asked.seed)
    share = asked.pictures // len(classes)
    chosen = [random.permutation(np.flatnonzero(labels == label))[:share] for label in range(len(classes))]
    train = np.sort(np.concatenate(chosen))
    test = random.permutation(np.setdiff1d(np.arange(len(files)), train))[:MOST_SCORED]
    pixels = np.zeros((len(files), shape.height, shape.width, shape.channels), np.uint8)
    for position in [*train, *test]:
        pixels[position] = fit_picture(decode_picture(files[position][1].read_bytes()).render(shape), shape)
    ids = np.arange(1, len(files) + 1)
    return Dataset(classes, pixels, labels, ids, [b""] * len(files), train, test, test, 0, 0, 0, "relay")


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


if __name__ == "__main__":
    sys.exit(main())
