import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, f1_score, recall_score

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.metrics.classification import (
    expected_calibration_error,
    figures,
    intervals,
    reliability,
    risk_coverage,
)


def sure_of(*labels: int, confidence: float = 0.7) -> np.ndarray:
    rest = (1 - confidence) / 6
    rows = np.full((len(labels), 7), rest, dtype=np.float32)
    rows[np.arange(len(labels)), labels] = confidence
    return rows


def test_recall_is_averaged_over_the_emotions_that_occur() -> None:
    found = figures(sure_of(0, 0, 0, 4), [(0,), (0,), (0,), (1,)], 0.3)
    assert found["accuracy"] == 0.75
    assert found["uar"] == 0.5
    assert found["per_emotion_recall"] == {"anger": 1.0, "disgust": 0.0}
    assert np.array(found["confusion"])[1, 4] == 1
    assert "macro_f1_rule" not in found


def test_any_of_several_labels_counts_as_right() -> None:
    found = figures(sure_of(3, 5), [(3, 6), (0, 1)], 0.3)
    assert found["accuracy"] == 0.5
    assert "0.3" in str(found["macro_f1_rule"])


def test_several_labels_macro_f1_takes_all_above_the_threshold() -> None:
    probabilities = np.zeros((1, 7), dtype=np.float32)
    probabilities[0, [3, 6]] = 0.6, 0.4
    assert figures(probabilities, [(3, 6)], 0.3)["macro_f1"] == 1.0
    assert figures(probabilities, [(3, 6)], 0.5)["macro_f1"] == 0.5


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    confidence = np.full(10, 0.9, dtype=np.float32)
    correct = np.arange(10) < 6
    assert expected_calibration_error(confidence, correct) == pytest.approx(0.3, abs=1e-6)
    assert expected_calibration_error(np.ones(4, np.float32), np.ones(4, bool)) == 0


@pytest.mark.parametrize("n_emotions", [3, 7])
def test_recalls_and_f1_scores_are_those_of_scikit_learn(n_emotions: int) -> None:
    rng = np.random.default_rng(n_emotions)
    probabilities = rng.dirichlet(np.ones(7), 60).astype(np.float32)
    truth, predicted = rng.integers(0, n_emotions, 60), probabilities.argmax(axis=1)
    found = figures(probabilities, [(int(label),) for label in truth], 0.3)
    kinds = {"labels": range(n_emotions), "zero_division": 0}
    recalls = recall_score(truth, predicted, average=None, **kinds)
    assert found["per_emotion_recall"] == pytest.approx(
        dict(zip(EMOTIONS, recalls.tolist(), strict=False))
    )
    assert found["uar"] == pytest.approx(recalls.mean())
    for average in ("macro", "weighted"):
        expected = f1_score(truth, predicted, average=average, **kinds)
        assert found[f"{average}_f1"] == pytest.approx(expected)
    assert found["confusion"] == confusion_matrix(truth, predicted, labels=range(7)).tolist()


def test_several_labels_macro_f1_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    probabilities = rng.dirichlet(np.ones(7), 60).astype(np.float32)
    emotions = [tuple(rng.choice(5, rng.integers(1, 3), replace=False).tolist()) for _ in range(60)]
    truth = np.array([[label in right for label in range(5)] for right in emotions])
    predicted = probabilities >= 0.3
    predicted[np.arange(60), probabilities.argmax(axis=1)] = True
    expected = f1_score(truth, predicted[:, :5], average="macro", zero_division=0)
    assert figures(probabilities, emotions, 0.3)["macro_f1"] == pytest.approx(expected)


def test_the_confusion_matrix_has_the_order_of_the_labels() -> None:
    found = figures(sure_of(*range(7)), [(i,) for i in range(7)], 0.3)
    assert found["confusion"] == np.eye(7, dtype=int).tolist()
    assert list(found["per_emotion_recall"]) == list(EMOTIONS)  # type: ignore[call-overload]


def test_leaving_the_least_confident_open_raises_accuracy() -> None:
    confidence = np.linspace(0.2, 0.99, 100, dtype=np.float32)
    correct = np.arange(100) >= 40
    found = risk_coverage(confidence, correct, uncertain_below=float(confidence[40]))
    assert found["at_threshold"] == {
        "coverage": pytest.approx(0.6),
        "accuracy": 1.0,
        "confidence": pytest.approx(confidence[40]),
    }
    curve = found["curve"]
    assert isinstance(curve, list)
    assert [point["coverage"] for point in curve] == pytest.approx([i / 20 for i in range(1, 21)])
    assert curve[-1]["accuracy"] == pytest.approx(0.6)
    nothing = risk_coverage(confidence, correct, uncertain_below=1.0)["at_threshold"]
    assert nothing == {"coverage": 0.0, "accuracy": None, "confidence": 1.0}


def test_reliability_has_the_gaps_of_the_calibration_error() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.uniform(0.2, 1, 500).astype(np.float32)
    correct = rng.random(500) < 0.6
    bins = reliability(confidence, correct)
    gap = sum(b["n"] * abs(b["accuracy"] - b["confidence"]) for b in bins) / 500
    assert gap == pytest.approx(expected_calibration_error(confidence, correct), abs=1e-6)


def test_intervals_are_over_speakers_not_over_clips() -> None:
    truth = np.tile(np.arange(7), 40)
    wrong = (truth + 1) % 7
    of_ten = np.repeat(np.arange(10), 28)
    predicted = np.where(of_ten < 5, truth, wrong)  # five people are understood, five are not
    names = [f"speaker {i}" for i in of_ten]
    low, high = intervals(truth, predicted, names)["uar_interval"]  # type: ignore[misc]
    assert 0.1 < low < 0.3
    assert 0.7 < high < 0.9
    mixed = [f"speaker {i % 10}" for i in range(280)]
    spread = np.subtract(*intervals(truth, predicted, mixed)["uar_interval"])  # type: ignore[call-overload]
    assert abs(spread) < (high - low) / 2
    assert "uar_interval" not in figures(sure_of(0, 1), [(0,), (1,)], 0.3, ["", ""])
