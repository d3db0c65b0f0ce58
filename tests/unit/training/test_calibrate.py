import numpy as np
import pytest
import torch

from model_training.calibrate import (
    UNCERTAIN_SHARE,
    fit_calibration,
    fit_several_labels_threshold,
    fit_uncertain_below,
)


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


def test_so_many_estimates_are_left_open_as_were_asked_for() -> None:
    confidence = np.random.default_rng(0).uniform(0.2, 1, 5000).astype(np.float32)
    threshold = fit_uncertain_below(confidence, np.ones(5000, np.float32))
    assert (confidence < threshold).mean() == pytest.approx(UNCERTAIN_SHARE, abs=0.01)


def test_a_corpus_with_many_clips_does_not_set_the_threshold_alone() -> None:
    rng = np.random.default_rng(0)
    unsure, sure = rng.uniform(0.2, 0.5, 9000), rng.uniform(0.5, 1, 1000)
    confidence = np.concatenate([unsure, sure]).astype(np.float32)
    even = fit_uncertain_below(confidence, np.ones(10_000, np.float32))
    weights = np.repeat([1 / 9000, 1 / 1000], [9000, 1000]).astype(np.float32)
    by_corpus = fit_uncertain_below(confidence, weights)
    # Of the first corpus seven tenths, and nothing of the second, is 35 % of both.
    assert by_corpus == pytest.approx(0.2 + 0.3 * 2 * UNCERTAIN_SHARE, abs=0.01)
    assert even < by_corpus


def test_one_estimate_is_enough_for_a_threshold() -> None:
    assert fit_uncertain_below(np.array([0.7], np.float32), np.ones(1, np.float32)) == 0.7
