"""The distance of an input from the training data of a network."""

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
        """Fit the statistics to embeddings (n, width)."""
        self.mean.copy_(embeddings.mean(dim=0))
        self.spread.copy_(embeddings.std(dim=0).clamp_min(1e-3))

    def forward(self, embeddings: Tensor) -> Tensor:
        """Return distances (B,) of embeddings (B, width): 0 for a typical input.

        They are logarithms of the mean squared deviation in units of the spread.
        """
        deviation = (embeddings.float() - self.mean) / self.spread
        return deviation.square().mean(dim=-1).clamp_min(1e-3).log()
