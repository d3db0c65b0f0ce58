"""The session document: the one thing that every exporter takes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Self

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.counting import Judgement, newest
from emotion_desktop.domain.estimate import Analysis, Frames, Utterance
from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session import (
    CannotTell,
    Consent,
    Correction,
    Marker,
    Notice,
    RecordedSession,
    RecordedWindow,
)


@dataclass(frozen=True, slots=True)
class SessionDocument:
    """A recorded session or an analysed audio file, with everything known about it.

    Times are in seconds since the start of the audio.

    Attributes
    ----------
    audio : AudioInfo
        The audio file.
    sha256 : str
        Of the file's bytes, in hexadecimal.
    models : dict
        Names, versions and hashes of the models, ready for JSON.
    utterances : tuple of Utterance
        Ordered by start.
    frames : Frames
        The sliding window of an analysed file. Empty for a recorded session, whose windows
        have no fused estimates: see `windows`.
    session : RecordedSession or None
        None for an audio file.
    windows : tuple of RecordedWindow
        Estimates from speech in a recorded session, ordered by end.
    markers : tuple of Marker
        Ordered by time.
    corrections : tuple of Correction
        In the order in which they were made.
    cannot_tell : tuple of CannotTell
        Those whose last word on an utterance was that.
    notices : tuple of Notice
        What happened to the recording, ordered by time.
    speech_only : frozenset of int
        Ids of the utterances for which there was no time to recognise the words.
    consent : Consent or None
        Of those who speak; None if none is noted.
    review : ReviewState or None
        All annotations of the session: several labels, valence and arousal, comments,
        tags. Utterances and corrections are as after it. None if there was no review.
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
    cannot_tell: tuple[CannotTell, ...] = ()
    notices: tuple[Notice, ...] = ()
    speech_only: frozenset[int] = frozenset()
    consent: Consent | None = None
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

    def judgements(self) -> dict[int, Judgement]:
        """Give the judgement that counts, by the id of the utterance.

        Of an utterance that is left out nobody judged, and the models' label counts.
        """
        said: defaultdict[int, list[Judgement]] = defaultdict(list)
        for one in self.corrections:
            said[one.segment_id].append(Judgement(one.rater, one.label, one.made_at))
        for other in self.cannot_tell:
            said[other.segment_id].append(Judgement(other.rater, UNCLEAR, other.made_at))
        return {i: judged for i, all_of in said.items() if (judged := newest(all_of))}
