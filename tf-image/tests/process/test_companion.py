"""Work beside the main thread, and a second process."""

import os
import signal

import pytest

from tinymlaas_tf.process.aside import aside
from tinymlaas_tf.process.companion import Companion
from tinymlaas_tf.plots.confusion import plot_confusion

TABLE = ([[9, 1], [2, 8]], ["circle", "square"], "85.0% of 20 test pictures right")


@pytest.fixture
def companion() -> Companion:
    made = Companion()
    yield made
    made.stop()


def test_another_process_draws_what_this_one_would(companion: Companion) -> None:
    companion.start()
    waits = [companion.draw("confusion", *TABLE) for _ in range(3)]
    # In any order.
    assert [wait() for wait in reversed(waits)] == [plot_confusion(*TABLE)] * 3
    assert companion._child is not None


def test_without_it_plots_are_drawn_here(companion: Companion) -> None:
    assert companion.draw("confusion", *TABLE)() == plot_confusion(*TABLE)


def test_one_that_died_is_done_without(companion: Companion) -> None:
    companion.start()
    os.kill(companion._child, signal.SIGKILL)
    waits = [companion.draw("confusion", *TABLE) for _ in range(2)]
    assert [wait() for wait in waits] == [plot_confusion(*TABLE)] * 2
    assert companion._child is None


def test_what_cannot_be_drawn_is_told_here(companion: Companion) -> None:
    companion.start()
    with pytest.raises(TypeError, match="plot_confusion"):
        companion.draw("confusion")()


def test_it_leaves_with_its_job(companion: Companion) -> None:
    companion.start()
    child = companion._child
    companion.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_large_table_is_no_obstacle_to_an_answer_that_waits(companion: Companion) -> None:
    many = 400
    large = ([[1] * many] * many, [str(one) for one in range(many)], "title")
    companion.start()
    waits = [companion.draw("confusion", *large) for _ in range(2)]
    assert len({wait() for wait in waits}) == 1 and companion._child is not None


def test_what_is_done_aside_answers_or_raises() -> None:
    assert aside(lambda: 7)() == 7
    with pytest.raises(ZeroDivisionError):
        aside(lambda: 1 // 0)()
