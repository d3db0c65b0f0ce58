"""The prediction of one network, in the form that fusion takes."""

from dataclasses import dataclass

import numpy as np

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import Estimate, Utterance


@dataclass(frozen=True, slots=True)
class ModalityPrediction:
    """Log-probabilities (7,) from one modality, with its attention.

    `parts` (n, 7) are those around each frame, or of each word, that `attention` weighs;
    `traits` describe the input for the fusion, see `networks.fusion`. The attention to
    words of a translation does not leave the inference package: those were not said.
    """

    log_probabilities: FloatArray
    attention: FloatArray
    parts: FloatArray
    traits: FloatArray
    is_of_translation: bool = False

    @property
    def estimate(self) -> Estimate:
        """The part of a prediction that leaves the inference package."""
        attention = np.zeros(0, np.float32) if self.is_of_translation else self.attention
        return Estimate(to_probabilities(self.log_probabilities), attention)


def to_probabilities(log_probabilities: FloatArray) -> FloatArray:
    """Return read-only float32 probabilities that sum to 1 in float32's precision."""
    exact = np.exp(log_probabilities.astype(np.float64))
    probabilities: FloatArray = (exact / exact.sum()).astype(np.float32)
    probabilities.setflags(write=False)
    return probabilities


@dataclass(frozen=True, slots=True)
class AnalysedUtterance:
    """An utterance with the predictions that were fused.

    `speech` is the prediction before speaker normalisation.
    """

    utterance: Utterance
    speech: ModalityPrediction
    text: ModalityPrediction | None
