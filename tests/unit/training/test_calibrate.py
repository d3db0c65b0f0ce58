import numpy as np
import pytest
import torch

from model_training.calibrate import fit_calibration, fit_several_labels_threshold


def test_the_temperature_of_overconfident_logits_is_found() -> None:
    torch.manual_seed(0)
    logits = torch.randn(20_000, 7) * 2
    drawn = torch.multinomial(logits.softmax(dim=-1), 1).squeeze(-1)
    targets = torch.nn.functional.one_hot(drawn, 7).float()
    assert fit_calibration(logits * 3, targets).temperature == pytest.approx(3, rel=0.05)


def test_the_threshold_that_separates_second_labels_is_found() -> None:
    probabilities = np.zeros((20, 7), dtype=np.float32)
    probabilities[:10, :3], probabilities[10:, :3] = (0.55, 0.3, 0.15), (0.15, 0.3, 0.55)
    truth = np.zeros((20, 7), dtype=np.float32)
    truth[:10, :2], truth[10:, 1:3] = 1, 1
    assert 0.15 < fit_several_labels_threshold(probabilities, truth) <= 0.3


def test_rows_count_by_their_weight() -> None:
    sure, unsure = torch.tensor([[8.0] + [0.0] * 6]), torch.zeros(1, 7)
    right, even = torch.eye(7)[:1], torch.full((1, 7), 1 / 7)
    logits, targets = torch.cat([sure, sure, unsure]), torch.cat([right, even, even])
    confident = fit_calibration(logits, targets, torch.tensor([9.0, 1.0, 1.0])).temperature
    doubtful = fit_calibration(logits, targets, torch.tensor([1.0, 9.0, 1.0])).temperature
    assert confident < doubtful
