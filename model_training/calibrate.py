"""Make probabilities mean what they say, on voices and texts nobody trained on."""

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import Tensor
from torch.nn import functional

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Calibration


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
    return Calibration(float(log_temperature.detach().exp()))


def one_hot(emotions: Tensor) -> Tensor:
    """Turn emotions (n,) into distributions (n, 7)."""
    return functional.one_hot(emotions, len(EMOTIONS)).float()


def fit_several_labels_threshold(probabilities: FloatArray, truth: FloatArray) -> float:
    """Probability from which a further label counts, for the best multi-label macro-F1.

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
