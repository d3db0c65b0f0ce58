"""The session document: the one thing that every exporter takes."""

from dataclasses import dataclass
from typing import Self

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.estimate import Analysis, Frames, Utterance
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session import (
    Correction,
    Marker,
    Notice,
    RecordedSession,
    RecordedWindow,
)


@dataclass(frozen=True, slots=True)
class SessionDocument:
    """A recorded session or an analysed audio file, with everything known about it.

    Times are seconds since the sound began.

    Attributes
    ----------
    audio : AudioInfo
        The file that holds the sound.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    models : dict
        Names, versions and hashes of the models, ready for JSON.
    utterances : tuple of Utterance
        In the order of their start.
    frames : Frames
        The sliding window of an analysed file. Empty for a recorded session, whose windows
        have no fused estimates: see `windows`.
    session : RecordedSession or None
        None for an audio file.
    windows : tuple of RecordedWindow
        What a recorded session's sound expresses, in the order of their end.
    markers : tuple of Marker
        In the order of their moments.
    corrections : tuple of Correction
        In the order in which they were made.
    notices : tuple of Notice
        What happened to the recording, in the order of its moments.
    speech_only : frozenset of int
        Ids of the utterances whose words no time was left to recognise.
    review : ReviewState or None
        All that raters say of the session: several labels, valence and arousal, comments,
        tags. Utterances and corrections are as it leaves them. None where nobody reviewed it.
    """

    audio: AudioInfo
    sha256: str
    models: dict[str, object]
    utterances: tuple[Utterance, ...]
    frames: Frames
    session: RecordedSession | None = None
    windows: tuple[RecordedWindow, ...] = ()
    markers: tuple[Marker, ...] = ()
    corrections: tuple[Correction, ...] = ()
    notices: tuple[Notice, ...] = ()
    speech_only: frozenset[int] = frozenset()
    review: ReviewState | None = None

    @classmethod
    def of_analysis(cls, analysis: Analysis) -> Self:
        """Create the document of an analysed audio file."""
        return cls(
            audio=analysis.audio,
            sha256=analysis.sha256,
            models=analysis.models,
            utterances=analysis.utterances,
            frames=analysis.frames,
        )

    def corrections_of(self, utterance: Utterance) -> list[Correction]:
        """List the corrections of an utterance by all raters, newest last."""
        return [one for one in self.corrections if one.segment_id == utterance.segment_id]

    def label_of(self, utterance: Utterance, rater: str | None = None) -> str:
        """Return the label of an utterance, with corrections applied.

        Parameters
        ----------
        utterance : Utterance
            One of this document's.
        rater : str or None
            Whose corrections count; None takes the newest, whoever made it.

        Returns
        -------
        str
            The newest correction's, or the models' where there is none.
        """
        for correction in reversed(self.corrections_of(utterance)):
            if rater is None or correction.rater == rater:
                return correction.label
        return utterance.estimate.label
