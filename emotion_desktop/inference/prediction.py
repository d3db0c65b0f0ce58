"""What one network says about a sound or a text, in the form that fusion takes."""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Estimate, Utterance


@dataclass(frozen=True, slots=True)
class ModalityPrediction:
    """Log-probabilities (7,) of one network, with where it looked.

    `parts` (n, 7) are those around each frame, or of each word, that `attention` weighs;
    `traits` are what fusion is told of the input, see `inference.fusion`.
    """

    log_probabilities: Tensor
    attention: FloatArray
    parts: Tensor
    traits: Tensor

    @property
    def estimate(self) -> Estimate:
        """The part of an opinion that leaves the inference room."""
        return Estimate(to_probabilities(self.log_probabilities), self.attention)


def to_probabilities(log_probabilities: Tensor) -> FloatArray:
    """Read-only float32 probabilities that sum to 1 to float32's precision."""
    exact = np.exp(log_probabilities.double().cpu().numpy())
    probabilities: FloatArray = (exact / exact.sum()).astype(np.float32)
    probabilities.setflags(write=False)
    return probabilities


@dataclass(frozen=True, slots=True)
class AnalysedUtterance:
    """An utterance with the opinions that were fused.

    `speech` is what was heard before it was compared with the speaker.
    """

    utterance: Utterance
    speech: ModalityPrediction
    text: ModalityPrediction | None
