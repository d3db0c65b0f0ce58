import numpy as np
import torch

from model_training.encoder_states import Example
from model_training.speech import channel_statistics, mask_states


def test_what_is_masked_is_set_to_the_mean_of_its_channel() -> None:
    torch.manual_seed(0)
    mean = torch.arange(1.0, 41.0)
    masked = mask_states(torch.zeros(8, 50, 40), 0.5, mean)
    hidden = masked == mean
    assert (masked[~hidden] == 0).all()
    assert 0.05 < hidden.float().mean() < 0.6
    assert hidden.all(dim=2).any()  # a stretch of time
    assert hidden.all(dim=1).any()  # a channel


def test_statistics_are_of_each_channel_over_all_examples() -> None:
    rng = np.random.default_rng(0)
    examples = [
        Example(
            rng.normal([0, 50], [0.1, 5], (n, 2)).astype(np.float16), np.zeros(3, np.float32), i, 0
        )
        for i, n in enumerate((300, 700))
    ]
    mean, spread = channel_statistics(examples)
    torch.testing.assert_close(mean, torch.tensor([0.0, 50.0]), atol=0.5, rtol=0)
    torch.testing.assert_close(spread, torch.tensor([0.1, 5.0]), atol=0.5, rtol=0.1)
