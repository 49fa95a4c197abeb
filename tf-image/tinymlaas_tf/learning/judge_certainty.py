"""How far a model's scores can be believed, from which on it should answer, and which labels it doubts."""

from dataclasses import dataclass

import numpy as np

from ..data.dataset import Dataset
from ..evaluation.calibrate import BINS, calibration_error, error_by_chance, fit_temperature, soften
from ..evaluation.suspects import describe_suspects
from ..evaluation.threshold import COST, RECOMMENDED, UNKNOWN, Certainty, by_threshold, fit_raw, raw_of, to_raw
from ..plural import plural

Report = dict[str, object]


@dataclass(frozen=True)
class Judged:
    """`confidence` and `suspects` of the report are None where all pictures were learned."""

    certainty: Certainty
    confidence: Report | None
    suspects: Report | None


def judge_certainty(dataset: Dataset, scores: np.ndarray, chosen_by: np.ndarray | None) -> Judged:
    """`scores` are those of the test pictures, by models that did not learn them; `chosen_by` those of the validation pictures, if any.

    The temperature is fitted on the validation pictures; of folds on all pictures, and for the figures of each fold on the others. The
    test pictures alone never fit one: what is reported of them would flatter.
    """
    if dataset.measures_training:
        return Judged(UNKNOWN, None, None)
    truth, folds = dataset.labels[dataset.test], None if dataset.folds is None else dataset.folds[dataset.test]
    by, fit_scores, fit_truth = "folds", scores, truth
    if folds is None:
        by, fit_scores, fit_truth = "validation", chosen_by, dataset.labels[dataset.validation]
    certainty = UNKNOWN if fit_scores is None else _certainty(fit_scores, fit_truth)
    soft = soften(scores, certainty.temperature) if folds is None else soften_crossed(scores, truth, folds)
    fitted = None if fit_scores is None else {"by": by, "images": len(fit_scores)}
    right = scores.argmax(1) == truth
    report: Report = {
        "temperature": certainty.temperature,
        "fitted": fitted,
        "ece": {
            "images": len(truth), "bins": BINS, "before": calibration_error(np.minimum(scores.max(1), 1.0), right),
            "after": calibration_error(soft.max(1), right), "by_chance": error_by_chance(soft.max(1)),
        },
        "thresholds": by_threshold(soft.max(1), right),
        "unsure": None if fitted is None else _unsure(certainty, fit_scores),
    }  # fmt: skip
    report["why"] = _why(report)
    return Judged(certainty, report, _suspects(dataset, soft, truth, chosen_by, certainty))


def soften_crossed(scores: np.ndarray, truth: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Softened scores of which each fold's temperature is that of the other folds."""
    soft = np.zeros(scores.shape)
    for fold in np.unique(folds):
        mine = folds == fold
        soft[mine] = soften(scores[mine], fit_temperature(scores[~mine], truth[~mine]))
    return soft


def _certainty(scores: np.ndarray, truth: np.ndarray) -> Certainty:
    temperature = fit_temperature(scores, truth)
    if scores.shape[1] == 2:
        return Certainty(temperature, RECOMMENDED, raw_of(RECOMMENDED, temperature))
    answered = soften(scores, temperature).max(1) >= RECOMMENDED
    return Certainty(temperature, RECOMMENDED, fit_raw(scores, answered))


def _unsure(certainty: Certainty, scores: np.ndarray) -> Report:
    """On how many of the fitted pictures the threshold on raw outputs and that on softened scores decide the same."""
    softened = soften(scores, certainty.temperature).max(1) >= certainty.threshold
    same = int((softened == (to_raw(scores).max(1) >= certainty.raw)).sum())
    return {"below": certainty.threshold, "raw": certainty.raw, "exact": scores.shape[1] == 2, "same": same, "images": len(scores)}


def _why(report: Report) -> str:
    """How the threshold was chosen, and how sure that is."""
    if report["fitted"] is None:
        return (
            "The confidences are the network's own: no pictures besides those that measure were held out to correct them by, so no "
            "threshold is recommended, and boards always answer. Leave validation_fraction and the split out, or give a validation part as well."
        )
    fitted, images = report["fitted"], report["ece"]["images"]
    by = "each judged by a model that had not seen it" if fitted["by"] == "folds" else "those of the validation part"
    row = next(row for row in report["thresholds"] if row["threshold"] == report["unsure"]["below"])
    gives = "none is answered then" if row["precision"] is None else f"{row['coverage']:.1%} are answered then, and {row['precision']:.1%} of these answers are right"
    return (
        f"The confidences were corrected with {plural(fitted['images'], 'picture')}, {by}. A wrong answer is taken to spoil {COST} right ones, so answering "
        f"pays from {report['unsure']['below']:.0%} on: of {plural(images, 'held-out picture')} {gives}. With so many, chance alone makes an error of "
        f"confidence (ECE) of about {report['ece']['by_chance']:.3f}."
    )


def _suspects(dataset: Dataset, soft: np.ndarray, truth: np.ndarray, chosen_by: np.ndarray | None, certainty: Certainty) -> Report:
    ids = dataset.file_ids[dataset.test]
    if chosen_by is not None:
        soft = np.concatenate([soft, soften(chosen_by, certainty.temperature)])
        truth = np.concatenate([truth, dataset.labels[dataset.validation]])
        ids = np.concatenate([ids, dataset.file_ids[dataset.validation]])
    used = len(np.union1d(dataset.train, dataset.held))
    return describe_suspects(soft, truth, ids, dataset.classes, used)
