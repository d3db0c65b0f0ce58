"""Speaker adaptation: fits the last layer of the speech network to a person's corrections.

A logistic regression on the embeddings of corrected utterances, regularised towards the
bundle's own last layer (a Gaussian prior with its weights as the mean, as in Chelba & Acero,
2006, "Adaptation of maximum entropy capitalizer"). The strength of the prior is chosen by
leave-one-out cross-validation, and an adaptation that does not help there is rejected.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS

#: Fewer corrected utterances say too little about a voice.
MIN_CORRECTIONS: Final = 7

#: By minimum number of corrections: how strongly the layer may be held to the bundle's. Leaving
#: one of a few out says too little to justify a weak prior.
_STRENGTHS: Final = ((28, (1.0, 3.0, 10.0)), (14, (10.0, 30.0)), (MIN_CORRECTIONS, (30.0, 100.0)))
_BIAS_STRENGTH: Final = 0.1  # of that on the weights
_STEPS: Final = 30

_Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class VoiceAdaptation:
    """The change to the last layer for one person, kept apart from the bundle.

    Attributes
    ----------
    bundle : str
        Id of the bundle that it belongs to; not usable with others.
    weight, bias : FloatArray
        Shapes (7, D) and (7,).
    n_corrections : int
        Number of utterances that it was learned from.
    right_before, right_after : float
        Shares of these that were right without it, and with what was learned from the others.
    """

    bundle: str
    weight: FloatArray
    bias: FloatArray
    n_corrections: int
    right_before: float
    right_after: float

    def fits(self, bundle: str, weight: FloatArray) -> bool:
        """Whether it was learnt with this bundle, whose last layer has a weight of this shape."""
        return self.bundle == bundle and self.weight.shape == weight.shape

    def to_json(self) -> str:
        """Write the form that `adaptation_from` reads."""
        values = {
            "bundle": self.bundle,
            "weight": self.weight.tolist(),
            "bias": self.bias.tolist(),
            "n_corrections": self.n_corrections,
            "right_before": self.right_before,
            "right_after": self.right_after,
        }
        return json.dumps(values) + "\n"


def adaptation_from(text: str) -> VoiceAdaptation:
    """Read the output of `VoiceAdaptation.to_json`.

    Raises
    ------
    ValueError
        If it is not an adaptation, or damaged.
    """
    try:
        stored = json.loads(text)
        weight = np.array(stored["weight"], np.float32)
        bias = np.array(stored["bias"], np.float32)
        read = VoiceAdaptation(
            str(stored["bundle"]),
            weight,
            bias,
            int(stored["n_corrections"]),
            float(stored["right_before"]),
            float(stored["right_after"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ValueError(f"not a voice adaptation ({error!r})") from error
    n = len(EMOTIONS)
    if weight.ndim != 2 or len(weight) != n or bias.shape != (n,):
        raise ValueError("a voice adaptation needs seven rows and seven numbers")
    if not (np.isfinite(weight).all() and np.isfinite(bias).all()):
        raise ValueError("a voice adaptation needs finite numbers")
    return read


def learn_voice(
    embeddings: FloatArray,
    labels: Sequence[int],
    weight: FloatArray,
    bias: FloatArray,
    *,
    temperature: float,
    bundle: str,
) -> VoiceAdaptation | None:
    """Fit the last layer to a person's corrected utterances.

    Parameters
    ----------
    embeddings : FloatArray
        Shape (k, D), of the speech network.
    labels : sequence of int
        What each expresses, as indices into `EMOTIONS`.
    weight, bias : FloatArray
        Shapes (7, D) and (7,), of the bundle's last layer.
    temperature : float
        Of its calibration.
    bundle : str
        Id of the bundle.

    Returns
    -------
    VoiceAdaptation or None
        None if what is learned from the others does not help each utterance on average, or
        if there are fewer than `MIN_CORRECTIONS`.
    """
    k = len(labels)
    if k < MIN_CORRECTIONS:
        return None
    targets = np.eye(len(weight))[list(labels)]
    before = (embeddings @ weight.T + bias).astype(np.float64) / temperature
    strengths = next(allowed for least, allowed in _STRENGTHS if k >= least)
    left_out = {
        strength: _left_out(embeddings, targets, before, temperature, strength)
        for strength in strengths
    }
    loss = {strength: _cross_entropy(after, targets) for strength, after in left_out.items()}
    best = min(strengths, key=loss.__getitem__)
    if loss[best] >= _cross_entropy(before, targets):
        return None
    weights, biases = _fit(embeddings[None], targets[None], before[None], temperature, best)
    rights = (_right(before, targets), _right(left_out[best], targets))
    change = (weights[0].astype(np.float32), biases[0].astype(np.float32))
    return VoiceAdaptation(bundle, *change, k, *rights)


def _cross_entropy(logits: _Doubles, targets: _Doubles) -> float:
    return float(-(targets * log_softmax(logits, axis=-1)).sum(axis=-1).mean())


def _right(logits: _Doubles, targets: _Doubles) -> float:
    return float((logits.argmax(axis=-1) == targets.argmax(axis=-1)).mean())


def _left_out(
    embeddings: FloatArray,
    targets: _Doubles,
    before: _Doubles,
    temperature: float,
    strength: float,
) -> _Doubles:
    """Return logits (k, 7) of each utterance, fitted on the others (leave-one-out)."""
    k = len(targets)
    others = np.array([[i for i in range(k) if i != left] for left in range(k)])
    weight, bias = _fit(embeddings[others], targets[others], before[others], temperature, strength)
    change: _Doubles = np.einsum("kd,ked->ke", embeddings, weight) + bias
    return before + change / temperature


def _fit(
    embeddings: FloatArray,
    targets: _Doubles,
    before: _Doubles,
    temperature: float,
    strength: float,
) -> tuple[_Doubles, _Doubles]:
    """Fit changes (n, 7, D) and (n, 7) of the last layer to n sets of utterances in one batch.

    Parameters
    ----------
    embeddings, targets, before : array
        Shapes (n, k, D), (n, k, 7), one-hot, and (n, k, 7): logits divided by the temperature.
    temperature, strength : float
        Of the calibration; of the prior.
    """
    n, k, n_labels = targets.shape
    ones = np.ones((n, k, 1))  # the bias is the weight of a constant
    inputs = np.concatenate([embeddings, ones], axis=-1).astype(np.float64)
    held = np.full(inputs.shape[-1], strength)
    held[-1] *= _BIAS_STRENGTH

    def loss(flat: _Doubles) -> tuple[float, _Doubles]:
        change = flat.reshape(n, n_labels, -1)
        logs = log_softmax(before + inputs @ change.mT / temperature, axis=-1)
        slope = (np.exp(logs) - targets).mT @ inputs / temperature + held * change
        value = -(targets * logs).sum() + (held * change**2).sum() / 2
        return float(value), slope.ravel()

    start = np.zeros(n * n_labels * len(held))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    change = found.x.reshape(n, n_labels, -1)
    return change[..., :-1], change[..., -1]
