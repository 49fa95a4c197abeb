"""What Keras and TensorFlow put off until they are first used, done before anybody waits for it. Imports TensorFlow."""

from pathlib import Path

import keras
import numpy as np

from ..architectures.build import build_network
from ..kinds.load_network import load_network
from ..job.parameters import Preprocessing
from ..tensorflow_setup import set_up_tensorflow
from ..training.score_pictures import score_pictures


def rehearse(work: Path) -> None:
    """Store a small network, load it and ask it. Leaves no file, and no number that a job would get otherwise."""
    set_up_tensorflow(0)
    path = work / "rehearsal.keras"
    build_network("tiny_cnn", Preprocessing(12, 12, 1, "stretch"), 2).save(path)
    try:
        score_pictures(load_network(path), np.zeros((1, 12, 12, 1), np.uint8), np.arange(1))
    finally:
        path.unlink()
        # Names of layers are counted.
        keras.utils.clear_session()
