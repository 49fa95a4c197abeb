"""What a training is made of: changed pictures, the schedule, averages of batch norms, scores."""

import time
from types import SimpleNamespace

import numpy as np
import pytest

from tinymlaas_tf.job.parameters import Augmentation
from tinymlaas_tf.training.augment_pictures import augment_pictures

STILL = Augmentation(flip=False, shift=0, zoom=0, rotation=0, brightness=0, contrast=0)
PICTURES = np.random.default_rng(1).integers(0, 256, (6, 20, 30, 3), np.uint8)


def change(how: Augmentation, seed: int = 1) -> np.ndarray:
    return augment_pictures(PICTURES, how, np.random.default_rng(seed))


def test_pictures_are_changed_as_asked_and_only_so() -> None:
    assert (change(STILL) == PICTURES).all()
    mirrored = change(Augmentation(flip=True, shift=0, zoom=0, rotation=0, brightness=0, contrast=0))
    turned = [(one == picture[:, ::-1]).all() for one, picture in zip(mirrored, PICTURES, strict=True)]
    assert 0 < sum(turned) < 6 and all(one or (same == picture).all() for one, same, picture in zip(turned, mirrored, PICTURES, strict=True))
    brighter = change(Augmentation(flip=False, shift=0, zoom=0, rotation=0, brightness=0.2, contrast=0)) - PICTURES
    inner = (PICTURES > 60) & (PICTURES < 195)
    for difference, mask in zip(brighter, inner, strict=True):
        assert np.ptp(difference[mask]) < 1e-3 and 0 < abs(difference[mask].mean()) <= 51
    moved = change(Augmentation(flip=True, noise=0.1))
    assert moved.dtype == np.float32 and moved.shape == PICTURES.shape and 0 <= moved.min() and moved.max() <= 255
    assert (moved == change(Augmentation(flip=True, noise=0.1))).all() and (moved != change(Augmentation(flip=True, noise=0.1), 2)).any()


def test_time_that_runs_out_takes_the_place_of_steps() -> None:
    from tinymlaas_tf.training.callbacks import Schedule

    def learn(steps: int, seconds: float | None, pause: float = 0.0) -> tuple[list[float], bool]:
        model = SimpleNamespace(optimizer=SimpleNamespace(learning_rate=0.0), stop_training=False)
        schedule = Schedule(100, 1.0, seconds)
        schedule.set_model(model)
        schedule.on_train_begin()
        rates = []
        for step in range(steps):
            schedule.on_train_batch_begin(step)
            rates.append(model.optimizer.learning_rate)
            time.sleep(pause)
            schedule.on_train_batch_end(step)
        return rates, model.stop_training

    unhurried, stopped = learn(100, None)
    assert not stopped and max(unhurried) == 1.0 and unhurried[-1] == pytest.approx(0.02, abs=1e-3)
    assert learn(100, 1000) == (pytest.approx(unhurried, abs=1e-3), False)
    hurried, stopped = learn(3, 0.001, pause=0.01)
    assert stopped and hurried[-1] == pytest.approx(0.02, abs=1e-3)


def test_averages_are_those_of_the_pictures_and_scores_those_of_the_network() -> None:
    import keras

    from tinymlaas_tf.training.recalibrate import prepare_recalibration
    from tinymlaas_tf.training.score_pictures import score_pictures

    picture = keras.Input((4, 4, 1))
    pool = keras.layers.Flatten()(keras.layers.BatchNormalization(momentum=0.9)(picture))
    model = keras.Model(picture, keras.layers.Dense(2, activation="softmax")(pool))
    pixels = np.random.default_rng(2).integers(0, 256, (150, 4, 4, 1), np.uint8)
    norm, recalibrate = model.layers[1], prepare_recalibration(model)
    for rows in (np.arange(128), np.arange(20, 148)):
        recalibrate(pixels, rows)
        halves = pixels[rows].reshape(2, -1).astype(np.float64)
        assert norm.moving_mean.numpy() == pytest.approx(pixels[rows].mean(), rel=1e-4)
        assert norm.moving_variance.numpy() == pytest.approx(halves.var(1).mean(), rel=1e-3)
    assert norm.momentum == 0.9
    rows = np.arange(3, 133)
    once, often = score_pictures(model, pixels, rows), score_pictures(model, pixels, rows, often=True)
    assert once.shape == (130, 2) and often == pytest.approx(once, abs=1e-5)
