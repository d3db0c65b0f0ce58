"""How far an input lies from those that a network was trained on."""

import torch
from torch import Tensor, nn


class Typicality(nn.Module):
    """Mean and spread of the embeddings of the training examples.

    A Mahalanobis distance with a diagonal covariance, after Lee et al. (2018), "A simple
    unified framework for detecting out-of-distribution samples".

    Parameters
    ----------
    width : int
        Of the embeddings.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mean = nn.Buffer(torch.zeros(width))
        self.spread = nn.Buffer(torch.ones(width))

    def fit(self, embeddings: Tensor) -> None:
        """Take the statistics of embeddings (n, width)."""
        self.mean.copy_(embeddings.mean(dim=0))
        self.spread.copy_(embeddings.std(dim=0).clamp_min(1e-3))

    def forward(self, embeddings: Tensor) -> Tensor:
        """Distances (B,) of embeddings (B, width): 0 for what is quite typical.

        They are logarithms of the mean squared deviation in units of the spread.
        """
        deviation = (embeddings.float() - self.mean) / self.spread
        return deviation.square().mean(dim=-1).clamp_min(1e-3).log()
