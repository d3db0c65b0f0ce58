"""Classification metrics: accuracy, recall, F1, calibration error, intervals."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS


def expected_calibration_error(
    confidence: FloatArray, correct: npt.NDArray[np.bool_], n_bins: int = 15
) -> float:
    """Mean gap between confidence and accuracy over bins of equal width.

    Guo et al. (2017), "On calibration of modern neural networks".
    """
    bins = np.minimum((confidence * n_bins).astype(int), n_bins - 1)
    sizes = np.bincount(bins, minlength=n_bins)
    gaps = np.bincount(bins, weights=correct - confidence, minlength=n_bins)
    return float(np.abs(gaps).sum() / sizes.sum())


def reliability(
    confidence: FloatArray, correct: npt.NDArray[np.bool_], n_bins: int = 15
) -> list[dict[str, float]]:
    """Return confidence and accuracy of each non-empty calibration bin."""
    bins = np.minimum((confidence * n_bins).astype(int), n_bins - 1)
    return [
        {
            "n": int(members.sum()),
            "confidence": float(confidence[members].mean()),
            "accuracy": float(correct[members].mean()),
        }
        for k in range(n_bins)
        if (members := bins == k).any()
    ]


def risk_coverage(
    confidence: FloatArray, correct: npt.NDArray[np.bool_], uncertain_below: float
) -> dict[str, object]:
    """Return the accuracy when the least confident estimates are left out.

    El-Yaniv & Wiener (2010), "On the foundations of noise-free selective classification".

    Returns
    -------
    dict
        `curve`: coverage, accuracy and the least confidence at every twentieth of the
        estimates, the most confident first; `at_threshold`: the same where all below
        `uncertain_below` are left open.
    """
    order = np.argsort(-confidence, kind="stable")
    kept = np.unique(-(-np.arange(1, 21) * len(order) // 20))
    hits = np.cumsum(correct[order])
    certain = confidence >= uncertain_below
    return {
        "curve": [
            {
                "coverage": float(n / len(order)),
                "accuracy": float(hits[n - 1] / n),
                "confidence": float(confidence[order[n - 1]]),
            }
            for n in kept
        ],
        "at_threshold": {
            "coverage": float(certain.mean()),
            "accuracy": float(correct[certain].mean()) if certain.any() else None,
            "confidence": uncertain_below,
        },
    }


def intervals(
    truth: npt.NDArray[np.int64],
    predicted: npt.NDArray[np.int64],
    speakers: Sequence[str],
    n_resamples: int = 2000,
) -> dict[str, object]:
    """Return 95 % intervals of accuracy and UAR by bootstrap over speakers (seed 0).

    Clips of one person are alike: drawing clips would give intervals too narrow.
    """
    n, names = len(EMOTIONS), sorted(set(speakers))
    index = np.array([names.index(name) for name in speakers])
    counts = np.zeros((len(names), n, n))
    np.add.at(counts, (index, truth, predicted), 1)
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), n_resamples)
    confusions = np.tensordot(drawn, counts, axes=1)  # (n_resamples, 7, 7)
    hits, totals = np.diagonal(confusions, axis1=1, axis2=2), confusions.sum(axis=2)
    with np.errstate(invalid="ignore"):
        uar = np.nanmean(hits / totals, axis=1)
    accuracy = hits.sum(axis=1) / totals.sum(axis=1)
    return {
        "speakers": len(names),
        "uar_interval": np.quantile(uar, (0.025, 0.975)).tolist(),
        "accuracy_interval": np.quantile(accuracy, (0.025, 0.975)).tolist(),
    }


def correct_of(
    probabilities: FloatArray, emotions: Sequence[tuple[int, ...]]
) -> npt.NDArray[np.bool_]:
    """Return whether the top label of each row (n, 7) is among its correct labels."""
    predicted = probabilities.argmax(axis=1)
    return np.array([p in right for p, right in zip(predicted, emotions, strict=True)])


def figures(
    probabilities: FloatArray,
    emotions: Sequence[tuple[int, ...]],
    several_from: float,
    speakers: Sequence[str] | None = None,
) -> dict[str, object]:
    """Return accuracy, recalls, F1 scores, calibration error and confusion matrix.

    Parameters
    ----------
    probabilities : FloatArray
        Shape (n, 7).
    emotions : sequence of tuple of int
        The correct labels of each row. A row with several labels counts, if the most
        probable emotion is among them, as that emotion, otherwise as its first label.
    several_from : float
        With several correct labels, macro-F1 counts all emotions from this probability.
    speakers : sequence of str or None
        The speaker of each row; intervals are computed if two or more are known.
    """
    predicted = probabilities.argmax(axis=1)
    truth = np.array(
        [p if p in right else right[0] for p, right in zip(predicted, emotions, strict=True)]
    )
    present = sorted({label for right in emotions for label in right})
    confusion = np.zeros((len(EMOTIONS), len(EMOTIONS)), np.int64)
    np.add.at(confusion, (truth, predicted), 1)
    hits, n_true = confusion.diagonal()[present], confusion.sum(axis=1)[present]
    recalls = _share(hits, n_true)
    f1 = _share(2 * hits, n_true + confusion.sum(axis=0)[present])
    result: dict[str, object] = {
        "n": len(truth),
        "accuracy": float(np.mean(truth == predicted)),
        "uar": float(np.mean(recalls)),
        "macro_f1": float(f1.mean()),
        "weighted_f1": float(np.average(f1, weights=n_true)),
        "ece": expected_calibration_error(probabilities.max(axis=1), truth == predicted),
        "per_emotion_recall": {
            EMOTIONS[label]: float(recall) for label, recall in zip(present, recalls, strict=True)
        },
        "confusion": confusion.tolist(),
    }
    if speakers and all(speakers) and len(set(speakers)) > 1:
        result |= intervals(truth, predicted, speakers)
    if any(len(right) > 1 for right in emotions):
        result["macro_f1"] = _several_labels_f1(probabilities, emotions, present, several_from)
        result["macro_f1_rule"] = (
            f"multi-label: the most probable emotion and all with probability >= {several_from:g}"
        )
    return result


def _several_labels_f1(
    probabilities: FloatArray,
    emotions: Sequence[tuple[int, ...]],
    present: Sequence[int],
    several_from: float,
) -> float:
    truth = np.zeros(probabilities.shape, dtype=bool)
    for row, right in enumerate(emotions):
        truth[row, list(right)] = True
    predicted = probabilities >= several_from
    predicted[np.arange(len(predicted)), probabilities.argmax(axis=1)] = True
    truth, predicted = truth[:, present], predicted[:, present]
    both = (truth & predicted).sum(axis=0)
    return float(_share(2 * both, truth.sum(axis=0) + predicted.sum(axis=0)).mean())


def _share(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Divide; 0 of nothing is 0."""
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)
