"""Who speaks when in a recording whose speakers share a channel: a proposal, for people to check.

The recording is heard once before it is analysed. It is cut at shorter pauses than utterances
are, so that speakers who answer each other at once are still apart; each piece is compared with
all others by its voice (see `inference.diarisation`). Where an utterance of the analysis holds
several speakers, it is cut between them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

import numpy as np

from emotion_desktop.audio.voice_activity import Segmenter, VoiceActivityOptions
from emotion_desktop.domain.audio import (
    SAMPLE_RATE_HZ,
    AudioBlock,
    AudioNotice,
    FloatArray,
    Segment,
)
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.translatable import Message
from emotion_desktop.inference.diarisation import (
    COMPARISON_FILE,
    COMPARISON_SHA256,
    VoiceComparison,
    propose_speakers,
)
from emotion_desktop.inference.speaker_embedding import (
    WEIGHTS_FILE,
    WEIGHTS_SHA256,
    SpeakerEmbedder,
)

#: People wait a fifth of a second before they answer, and seldom speak longer than four
#: seconds without a pause at which they can be told apart.
_PIECES: Final = VoiceActivityOptions(min_silence_s=0.2, max_utterance_s=4.0, cut_search_s=2.0)
#: An utterance is cut where the speaker changes from one turn that is so sure to another one.
_SURE_TURN: Final = 0.55
#: What the proposals are made by: names of files and their SHA-256.
SPEAKER_FILES: Final = {WEIGHTS_FILE: WEIGHTS_SHA256, COMPARISON_FILE: COMPARISON_SHA256}
#: Pieces are embedded together once there are so many.
_BATCH_PIECES: Final = 32


@dataclass(frozen=True, slots=True)
class ProposedTurn:
    """A piece of speech with who probably says it.

    Attributes
    ----------
    start_s, end_s : float
        Extent in seconds since the recording began.
    speaker : str
        "A" is who speaks first, "B" who speaks second.
    confidence : float
        Probability that it is this speaker, among those that were found.
    """

    start_s: float
    end_s: float
    speaker: str
    confidence: float


class SpeakerTurns:
    """The turns of a recording, and what they say of its utterances.

    Parameters
    ----------
    turns : sequence of ProposedTurn
        In the order of time, none overlapping another.
    """

    def __init__(self, turns: Sequence[ProposedTurn]) -> None:
        self.turns = tuple(turns)
        #: Names, in the order in which they first speak.
        self.speakers = list(dict.fromkeys(turn.speaker for turn in turns))
        self._n_segments = 0

    def notice(self) -> AudioNotice:
        """Tell people that it is a proposal."""
        if len(self.speakers) == 1:
            message = Message(
                "All voices sound like one speaker; this is a proposal, please check it"
            )
        else:
            message = Message(
                "{n} speakers were told apart by their voices; this is a proposal, please check it",
                n=len(self.speakers),
            )
        return AudioNotice("speakers", message)

    def named(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Give utterances their speakers; those with several are cut where these change.

        To be called with the utterances of the whole recording, in their order.
        """
        for segment in segments:
            for part in self._parts(segment):
                yield replace(part, id=self._n_segments)
                self._n_segments += 1

    def confidence(self, said: Segment | Utterance) -> float:
        """How probably an utterance is its speaker's, the mean over time.

        What holds no piece is anybody's.
        """
        shared = [
            (min(turn.end_s, said.end_s) - max(turn.start_s, said.start_s), turn)
            for turn in self._within(said.start_s, said.end_s)
        ]
        if not shared:
            return 1 / max(1, len(self.speakers))
        n_others = max(1, len(self.speakers) - 1)
        own_s = sum(
            s
            * (
                turn.confidence
                if turn.speaker == said.speaker
                else (1 - turn.confidence) / n_others
            )
            for s, turn in shared
        )
        return min(1.0, own_s / sum(s for s, _ in shared))

    def _within(self, start_s: float, end_s: float) -> tuple[ProposedTurn, ...]:
        first = bisect_right(self.turns, start_s, key=attrgetter("end_s"))
        return self.turns[first : bisect_left(self.turns, end_s, key=attrgetter("start_s"))]

    def _parts(self, segment: Segment) -> Iterator[Segment]:
        turns = _settled(self._within(segment.start_s, segment.end_s))
        if not turns:
            yield replace(segment, speaker=self._nearest(segment))
            return
        first = 0
        for before, after in pairwise(turns):
            if before.speaker == after.speaker:
                continue
            middle_s = (before.end_s + after.start_s) / 2 - segment.start_s
            cut = min(max(round(middle_s * SAMPLE_RATE_HZ), first), len(segment.samples))
            yield _part(segment, first, cut, before.speaker)
            first = cut
        yield _part(segment, first, len(segment.samples), turns[-1].speaker)

    def _nearest(self, segment: Segment) -> str:
        return _nearest(self.turns, segment).speaker if self.turns else "A"


def _settled(turns: Sequence[ProposedTurn]) -> list[ProposedTurn]:
    """Let unsure turns of one utterance follow the sure ones, or all the one that is surest.

    Otherwise a word of doubt would cut a sentence in two.
    """
    leading = [turn for turn in turns if turn.confidence >= _SURE_TURN]
    if not leading:
        leading = sorted(turns, key=lambda turn: -turn.confidence)[:1]
    return [replace(turn, speaker=_nearest(leading, turn).speaker) for turn in turns]


def _nearest(turns: Sequence[ProposedTurn], said: Segment | ProposedTurn) -> ProposedTurn:
    return min(turns, key=lambda turn: max(turn.start_s - said.end_s, said.start_s - turn.end_s))


def _part(segment: Segment, first: int, last: int, speaker: str) -> Segment:
    return Segment(segment.id, segment.first_sample + first, segment.samples[first:last], speaker)


@dataclass(frozen=True, slots=True)
class VoicePieces:
    """The pieces of a recording with the voice in each.

    Attributes
    ----------
    extents_s : tuple of tuple of float
        Start and end of each in seconds since the recording began, in their order.
    embeddings : FloatArray
        Shape (pieces, 256).
    """

    extents_s: tuple[tuple[float, float], ...]
    embeddings: FloatArray

    def turns(self, n_speakers: int | None) -> SpeakerTurns:
        """Propose who speaks each piece; None finds out how many people speak.

        Raises
        ------
        UserFacingError
            Where what voices are compared by is missing or damaged.
        """
        proposals = propose_speakers(
            self.embeddings,
            [end_s - start_s for start_s, end_s in self.extents_s],
            VoiceComparison.load(),
            n_speakers=n_speakers,
        )
        return SpeakerTurns(
            [
                ProposedTurn(start_s, end_s, proposal.speaker, proposal.confidence)
                for (start_s, end_s), proposal in zip(self.extents_s, proposals, strict=True)
            ]
        )


def hear_voices(blocks: Iterable[AudioBlock]) -> VoicePieces:
    """Listen through a recording, keeping the voices and none of the sound.

    Raises
    ------
    UserFacingError
        Where the network's weights are missing or damaged.
    """
    embedder = SpeakerEmbedder.load()
    segmenter = Segmenter(options=_PIECES)
    extents_s: list[tuple[float, float]] = []
    embeddings = [embedder.embed([])]
    waiting: list[Segment] = []

    def embed() -> None:
        embeddings.append(embedder.embed([piece.samples for piece in waiting]))
        extents_s.extend((piece.start_s, piece.end_s) for piece in waiting)
        waiting.clear()

    for block in blocks:
        waiting += segmenter.feed(block)
        if len(waiting) >= _BATCH_PIECES:
            embed()
    waiting += segmenter.flush()
    embed()
    return VoicePieces(tuple(extents_s), np.concatenate(embeddings))
