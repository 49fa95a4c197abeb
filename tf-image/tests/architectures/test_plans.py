"""What is said of a network before it is trained, here and in the relay."""

import json

from jobs import Outcome
from make_fixtures import FIXTURES
from plans import make_plans

from tinymlaas_tf.architectures.build import build_network
from tinymlaas_tf.architectures.estimate_work import estimate_instructions
from tinymlaas_tf.job.parameters import Preprocessing


def test_the_fixture_is_what_is_planned_now() -> None:
    assert json.loads((FIXTURES / "plans.json").read_text()) == json.loads(json.dumps(make_plans())), "run tests/make_fixtures.py"


def test_the_plan_counts_the_instructions_that_a_compile_reports(trained: Outcome, compiled: Outcome) -> None:
    planned, reported = trained.result["report"]["estimate"]["instructions"], compiled.result["report"]["c"]["instructions"]
    assert abs(planned / reported - 1) < 0.001


# Instructions that an emulated Cortex-M4 counted (docs/boards.md): as far off as is said there.
MEASURED = (
    ("tiny_cnn", 32, 32, 1, 10, 0.39e6), ("small_cnn", 21, 17, 3, 3, 0.39e6), ("mobilenet_v1_010", 32, 32, 1, 2, 0.98e6),
    ("mobilenet_v1", 32, 32, 1, 10, 2.91e6), ("mobilenet_v2", 32, 32, 1, 10, 2.46e6), ("resnet8", 33, 47, 3, 10, 11.5e6),
)  # fmt: skip


def test_the_plan_is_near_what_was_measured() -> None:
    for name, height, width, channels, classes, measured in MEASURED:
        network = build_network(name, Preprocessing(width, height, channels, "stretch"), classes)
        off = estimate_instructions(network) / measured - 1
        print(f"{name}: {off:+.1%}")
        assert abs(off) < 0.15, name
