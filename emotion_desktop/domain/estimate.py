"""Estimates of which emotion a voice expresses."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.domain.audio import AudioInfo, FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.transcript import Transcript

#: Many are kept for the whole of a session, for display only.
HalfArray = npt.NDArray[np.float16]

#: From this confidence on, a proposed speaker counts as known.
SURE_SPEAKER: Final = 0.8

#: From this probability, an estimate of a modality is definite enough to conflict with the other.
_CLEAR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """Probabilities over `EMOTIONS` from one modality (speech or text).

    Attributes
    ----------
    probabilities : FloatArray
        Shape (7,), in the order of `EMOTIONS`, summing to 1.
    attention : FloatArray
        The network's attention, summing to 1: a weight per frame of audio
        (frames divide the audio evenly), or a weight per word of text.
    """

    probabilities: FloatArray
    attention: FloatArray

    @property
    def label(self) -> str:
        """The most probable emotion."""
        return EMOTIONS[int(np.argmax(self.probabilities))]

    @property
    def is_clear(self) -> bool:
        """Whether one emotion is more probable than all others together."""
        return bool(np.max(self.probabilities) >= _CLEAR)


@dataclass(frozen=True, slots=True)
class Gate:
    """The weight of each modality in a fused estimate; the two sum to 1."""

    speech: float
    text: float


@dataclass(frozen=True, slots=True)
class FusedEstimate:
    """Probabilities from speech and text together, with what led to them.

    Attributes
    ----------
    probabilities : FloatArray
        Shape (7,), in the order of `EMOTIONS`, summing to 1.
    gate : Gate
        The weight of each modality.
    uncertain : bool
        True if the confidence is below the bundle's threshold.
    speech, text : Estimate or None
        The two estimates that were fused; None if a modality was absent, or if
        the recogniser is unsure of the text (see `Transcript.is_sure`).
    cross_attention : HalfArray or None
        Shape (words, frames), a row for each weight of `text.attention` and a column for
        each of `speech.attention`: the audio that each word was compared with, each row summing
        to 1. None if a modality was absent, and for sessions read from storage.
    normalised_to_speaker : int
        Number of utterances of the speaker by which speech was normalised; 0 if it
        was not.
    """

    probabilities: FloatArray
    gate: Gate
    uncertain: bool
    speech: Estimate | None
    text: Estimate | None
    cross_attention: HalfArray | None = None
    normalised_to_speaker: int = 0

    @property
    def label(self) -> str:
        """The most probable emotion."""
        return EMOTIONS[int(np.argmax(self.probabilities))]

    @property
    def confidence(self) -> float:
        """The probability of `label`."""
        return float(np.max(self.probabilities))

    @property
    def top_two(self) -> tuple[tuple[str, float], tuple[str, float]]:
        """The two most probable emotions with their probabilities, the higher one first."""
        first, second = np.argsort(-self.probabilities, kind="stable")[:2]
        return (
            (EMOTIONS[first], float(self.probabilities[first])),
            (EMOTIONS[second], float(self.probabilities[second])),
        )

    @property
    def conflict(self) -> tuple[str, str] | None:
        """The labels of speech and text, if both are clear and differ."""
        if self.speech is None or self.text is None:
            return None
        if not (self.speech.is_clear and self.text.is_clear):
            return None
        labels = (self.speech.label, self.text.label)
        return labels if labels[0] != labels[1] else None


@dataclass(frozen=True, slots=True)
class Utterance:
    """The result for one segment, without its audio.

    Attributes
    ----------
    segment_id : int
        The segment that it came from.
    start_s, end_s : float
        Extent in seconds since the source began.
    speaker : str
        Name of the channel, or "A", "B" and so on where voices were told apart; empty when
        channels are mixed.
    transcript : Transcript
        Empty if nothing intelligible was said.
    estimate : FusedEstimate
        From speech and, if there is any, text.
    speaker_confidence : float or None
        If `speaker` is a proposal, its probability among the speakers that were found.
    """

    segment_id: int
    start_s: float
    end_s: float
    speaker: str
    transcript: Transcript
    estimate: FusedEstimate
    speaker_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Frames:
    """Estimates for a window that slides over an audio file.

    Attributes
    ----------
    hop_s, window_s : float
        Hop and length of the window in seconds.
    times_s : FloatArray
        Shape (n,), the middle of each window in seconds since the source began.
    speech, fused : FloatArray
        Shape (n, 7), from speech alone, and fused with the text of the
        utterance that covers the middle of the window.
    voiced : FloatArray or None
        Shape (n,), the share of each window in which someone speaks. The estimate for
        a window without a voice is nobody's emotion, and is left out of
        averages and plots. None if it was not determined.
    """

    hop_s: float
    window_s: float
    times_s: FloatArray
    speech: FloatArray
    fused: FloatArray
    voiced: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything estimated about one audio file.

    Attributes
    ----------
    audio : AudioInfo
        The file; `duration_s` is the decoded duration.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    models : dict
        Names, versions and hashes of the models, ready for JSON.
    frames : Frames
        The sliding window.
    utterances : tuple of Utterance
        Ordered by start.
    """

    audio: AudioInfo
    sha256: str
    models: dict[str, object]
    frames: Frames
    utterances: tuple[Utterance, ...]
