"""Calibrates probabilities on held-out voices and texts."""

from typing import Final

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import Tensor
from torch.nn import functional

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Calibration

#: Limits of a temperature, which is undefined for a network that knows nothing.
_TEMPERATURES: Final = (0.05, 50.0)

#: Share of the estimates about a corpus never met that may be left open.
UNCERTAIN_SHARE: Final = 0.35

#: Shares of the seven emotions in everyday talk, in their order, as MELD's lines have them
#: near enough (Poria et al., 2019).
EVERYDAY_SHARES: Final = (0.12, 0.03, 0.04, 0.17, 0.48, 0.10, 0.06)


def fit_calibration(logits: Tensor, targets: Tensor, weights: Tensor | None = None) -> Calibration:
    """Fit a temperature by maximum likelihood.

    Parameters
    ----------
    logits : Tensor
        Shape (n, 7).
    targets : Tensor
        Shape (n, 7), distributions.
    weights : Tensor or None
        Shape (n,), how much each row counts; None: all the same.
    """
    share = torch.ones(len(logits)) if weights is None else weights
    share = share / share.sum()
    log_temperature = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([log_temperature], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        scaled = logits / log_temperature.exp()
        value = share @ functional.cross_entropy(scaled, targets, reduction="none")
        torch.autograd.backward(value)
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return Calibration(float(log_temperature.detach().exp().clamp(*_TEMPERATURES)))


def calibrated(logits: Tensor, calibration: Calibration) -> Tensor:
    """Return log-probabilities (..., 7) of logits (..., 7), as `Calibration.log_probabilities`."""
    return (logits / calibration.temperature).log_softmax(dim=-1)


def one_hot(emotions: Tensor) -> Tensor:
    """Convert emotions (n,) to distributions (n, 7)."""
    return functional.one_hot(emotions, len(EMOTIONS)).float()


def fit_uncertain_below(confidence: FloatArray, weights: FloatArray) -> float:
    """Return the confidence below which an estimate is uncertain.

    It leaves `UNCERTAIN_SHARE` of the estimates open, on average over the corpora.

    Parameters
    ----------
    confidence : FloatArray
        Shape (n,), of estimates about corpora that no network had met.
    weights : FloatArray
        Shape (n,), by which every corpus counts the same.
    """
    order = np.argsort(confidence)
    share = np.cumsum(weights[order]) / weights.sum()
    place = int(np.searchsorted(share, UNCERTAIN_SHARE))
    return round(float(confidence[order[min(place, len(order) - 1)]]), 3)


def fit_several_labels_threshold(probabilities: FloatArray, truth: FloatArray) -> float:
    """Return the threshold for further labels with the best multi-label macro F1.

    Parameters
    ----------
    probabilities, truth : FloatArray
        Shape (n, 7); `truth` is multi-hot.
    """
    top = np.eye(len(EMOTIONS), dtype=bool)[probabilities.argmax(axis=1)]
    candidates = np.arange(0.1, 0.51, 0.02)
    scores = [
        f1_score(truth, (probabilities >= value) | top, average="macro", zero_division=0)
        for value in candidates
    ]
    return round(float(candidates[int(np.argmax(scores))]), 2)
