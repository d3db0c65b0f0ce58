"""Which of two people speaks, utterance by utterance, from the voices heard so far.

Each utterance goes to the speaker under whose voice it is most probable by the two-covariance
model (see `VoiceComparison`), or to a second one whom nobody has heard yet. Earlier proposals
are never taken back. Clustering everything again with each utterance was right less often, on
12 conversations of two: for 90 % of the time instead of 92 %; all utterances at once reach 94 %.
"""

from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy.special import softmax

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.diarisation import (
    FULL_S,
    LEAST_S,
    SpeakerProposal,
    VoiceComparison,
)
from emotion_desktop.inference.speaker_embedding import SpeakerEmbedder

_NAMES: Final = ("A", "B")
#: Two people are said to speak: a new voice is that much more probable than the model says.
_SECOND_SPEAKER: Final = 2.0
#: Dimensions are not as independent as the model takes them for; makes confidences fit.
_CONFIDENCE_SCALE: Final = 0.1

_DoubleArray = npt.NDArray[np.float64]


class CausalSpeakers:
    """Proposes the speakers of one live session; owned by one thread.

    Parameters
    ----------
    embedder : SpeakerEmbedder
        Hears voices.
    comparison : VoiceComparison
        How they are compared.
    """

    def __init__(self, embedder: SpeakerEmbedder, comparison: VoiceComparison) -> None:
        self._embedder = embedder
        self._comparison = comparison
        #: Of each speaker heard: the sum of the utterances, weighted, and of the weights.
        self._heard: list[tuple[_DoubleArray, float]] = []
        self._latest = _NAMES[0]

    @classmethod
    def load(cls) -> Self:
        """Load what is installed with the program.

        Raises
        ------
        UserFacingError
            If a file is missing or another than expected.
        """
        return cls(SpeakerEmbedder.load(), VoiceComparison.load())

    def propose(self, sound: FloatArray) -> SpeakerProposal:
        """Propose who speaks the next utterance, shape (n,); "A" is who spoke first.

        What is too short or too soft for a voice goes to the latest speaker.
        """
        length_s = len(sound) / SAMPLE_RATE_HZ
        embedding = self._embedder.embed([sound])
        if length_s < LEAST_S or not embedding.any():
            return SpeakerProposal(self._latest, 1 / len(_NAMES))
        [voice] = self._comparison.project(embedding)
        weight = min(1.0, length_s / FULL_S)
        scores = weight * np.array([self._log_likelihood(voice, *one) for one in self._heard])
        if len(self._heard) < len(_NAMES):
            unheard = weight * self._log_likelihood(voice, np.zeros_like(voice), 0.0)
            scores = np.append(scores, unheard + _SECOND_SPEAKER)
        chosen = int(scores.argmax())
        if chosen == len(self._heard):
            self._heard.append((np.zeros_like(voice), 0.0))
        total, weights = self._heard[chosen]
        self._heard[chosen] = (total + weight * voice, weights + weight)
        self._latest = _NAMES[chosen]
        return SpeakerProposal(self._latest, float(softmax(_CONFIDENCE_SCALE * scores)[chosen]))

    def _log_likelihood(self, voice: _DoubleArray, total: _DoubleArray, weights: float) -> float:
        """Log-density, but for a constant, of a voice given what was heard of a speaker."""
        between = self._comparison.between
        mean = between * total / (1 + weights * between)
        variance = 1 + between / (1 + weights * between)
        return float(-np.sum(np.square(voice - mean) / variance + np.log(variance)) / 2)
