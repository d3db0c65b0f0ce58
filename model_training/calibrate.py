"""Make probabilities mean what they say, on voices and texts nobody trained on."""

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import Tensor
from torch.nn import functional

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.inference.bundle import Calibration


def fit_calibration(
    logits: Tensor, targets: Tensor, *, weights: Tensor | None = None, with_bias: bool = False
) -> Calibration:
    """Fit a temperature, and a bias per emotion where asked, by maximum likelihood.

    Parameters
    ----------
    logits : Tensor
        Shape (n, 7).
    targets : Tensor
        Shape (n, 7), distributions.
    weights : Tensor or None
        Shape (n,), how much each row counts.
    with_bias : bool
        A bias also moves the classes' shares to those of the data: wanted where the
        data has the shares of ordinary texts, not where actors gave each emotion evenly.
    """
    log_temperature = torch.zeros(1, requires_grad=True)
    bias = torch.zeros(len(EMOTIONS), requires_grad=with_bias)
    fitted = [log_temperature, bias] if with_bias else [log_temperature]
    optimizer = torch.optim.LBFGS(fitted, max_iter=200, line_search_fn="strong_wolfe")
    row_weights = torch.ones(len(logits)) if weights is None else weights

    def loss() -> Tensor:
        optimizer.zero_grad()
        each = functional.cross_entropy(
            logits / log_temperature.exp() + bias, targets, reduction="none"
        )
        value = (each * row_weights).sum() / row_weights.sum()
        torch.autograd.backward(value)
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return Calibration(float(log_temperature.detach().exp()), tuple(bias.detach().tolist()))


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
