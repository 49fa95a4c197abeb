"""The training of what was chosen, and how it does on pictures that did not choose it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..events import Events
from ..training.cross_validate import Crossed, cross_validate, describe_folds
from ..training.fit_network import Fit, Fitted
from ..training.score_pictures import score_pictures
from .clock import Clock
from .trial import Trial


def finish(best: Trial, picks: Sequence[Trial], clock: Clock, events: Events, enter: Callable[[str], None]) -> tuple[Fitted, Crossed | None]:
    """All epochs of the chosen candidate, its folds if there are some, within the time that is left.

    `picks` are what each half of the folds is measured by: the choice of the other half. Mostly they are the chosen one.
    """
    dataset = best.dataset
    count = 0 if dataset.folds is None else int(dataset.folds.max()) + 1
    others = [(fold, picks[fold % 2]) for fold in range(count) if picks[fold % 2] is not best] if picks else []
    within = _share_time(clock, 1 + count + len(others))
    best.model.set_weights(best.begun)
    fitted = within(best.fit)(dataset, events)
    if not count:
        return fitted, None
    crossed = cross_validate(best.model, within(best.fit), dataset, [best.begun] * count, enter)
    scores = crossed.scores.copy()
    for fold, other in others:
        enter(f"fold {fold + 1} of {count}, by what the other half of the folds chose: {other.candidate}")
        part = other.dataset.without_fold(fold)
        other.model.set_weights(other.begun)
        within(other.fit)(part)
        mine = dataset.folds[dataset.test] == fold
        if mine.any():
            scores[mine] = score_pictures(other.model, part.pixels, part.test, often=True)
    return fitted, replace(crossed, scores=scores, folds=describe_folds(dataset, scores))


def _share_time(clock: Clock, trainings: int) -> Callable[[Fit], Fit]:
    """Shares what is left of the time among the trainings that are still to come."""
    to_come = iter(range(trainings, 0, -1))

    def within(fit: Fit) -> Fit:
        def fit_within(*arguments: object) -> Fitted:
            left, count = clock.left(), next(to_come)
            return fit(*arguments, seconds=None if left is None else left / count)

        return fit_within

    return within
