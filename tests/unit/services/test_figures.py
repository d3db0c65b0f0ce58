import numpy as np
import pytest

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.services.figures import expected_calibration_error, figures


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


def test_the_confusion_matrix_has_the_order_of_the_labels() -> None:
    found = figures(sure_of(*range(7)), [(i,) for i in range(7)], 0.3)
    assert found["confusion"] == np.eye(7, dtype=int).tolist()
    assert list(found["per_emotion_recall"]) == list(EMOTIONS)  # type: ignore[call-overload]
