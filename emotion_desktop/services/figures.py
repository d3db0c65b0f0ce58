"""What an evaluation reports about estimates whose right answer is known."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix, f1_score, recall_score

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


def figures(
    probabilities: FloatArray, emotions: Sequence[tuple[int, ...]], several_from: float
) -> dict[str, object]:
    """Accuracy, recalls, F1 scores, calibration error and confusion matrix.

    Parameters
    ----------
    probabilities : FloatArray
        Shape (n, 7).
    emotions : sequence of tuple of int
        The right answers of each row. A row with several counts, where the most
        probable emotion is among them, as one of that emotion, else as one of its first.
    several_from : float
        Where a row has several right answers, macro-F1 is that of all emotions with at
        least this probability (and the most probable one).
    """
    predicted = probabilities.argmax(axis=1)
    truth = np.array(
        [p if p in right else right[0] for p, right in zip(predicted, emotions, strict=True)]
    )
    present = sorted({label for right in emotions for label in right})
    recalls = recall_score(truth, predicted, labels=present, average=None, zero_division=0)
    result: dict[str, object] = {
        "n": len(truth),
        "accuracy": float(np.mean(truth == predicted)),
        "uar": float(np.mean(recalls)),
        "macro_f1": float(
            f1_score(truth, predicted, labels=present, average="macro", zero_division=0)
        ),
        "weighted_f1": float(
            f1_score(truth, predicted, labels=present, average="weighted", zero_division=0)
        ),
        "ece": expected_calibration_error(probabilities.max(axis=1), truth == predicted),
        "per_emotion_recall": {
            EMOTIONS[label]: float(recall) for label, recall in zip(present, recalls, strict=True)
        },
        "confusion": confusion_matrix(truth, predicted, labels=range(len(EMOTIONS))).tolist(),
    }
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
    columns = list(present)
    return float(
        f1_score(truth[:, columns], predicted[:, columns], average="macro", zero_division=0)
    )
