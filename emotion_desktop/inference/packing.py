"""Packs utterances into segments that the recogniser transcribes in one pass.

The recogniser needs silence after the audio, so a short utterance on its own costs as much as
10 s. Packed with its neighbours, it costs little more than its own duration, and the recogniser
has its context.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray, Segment
from emotion_desktop.domain.transcript import Transcript, Word, lengthened
from emotion_desktop.inference.heard_part import audible_part
from emotion_desktop.inference.speech_encoder import SAMPLES_PER_STATE, n_states

#: Longest stretch: with the trailing silence it fills the encoder's 30 s.
MAX_CHUNK_S: Final = 26.0
#: Silence between joined utterances, so that their words stay apart.
GAP_S: Final = 0.5

_GAP: Final = round(GAP_S * SAMPLE_RATE_HZ)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive utterances with silence between them.

    Attributes
    ----------
    segments : tuple of Segment
        The utterances, packed ones without the silence around them.
    starts : tuple of int
        First sample of each within `samples`, where a state of the encoder begins.
    samples : FloatArray
        Shape (n,).
    """

    segments: tuple[Segment, ...]
    starts: tuple[int, ...]
    samples: FloatArray

    def distribute_words(self, words: Sequence[Word], gap: str = " ") -> list[Transcript]:
        """Distribute the recognised words over the utterances.

        Parameters
        ----------
        words : sequence of Word
            With times in seconds since the chunk began.
        gap : str
            What the language puts between words.

        Returns
        -------
        list of Transcript
            One for each utterance, with times since the source began.
        """
        starts_s = np.array(self.starts) / SAMPLE_RATE_HZ
        shared: list[list[Word]] = [[] for _ in self.segments]
        for word in words:
            middle_s = (word.start_s + word.end_s) / 2 + GAP_S / 2
            index = max(0, int(np.searchsorted(starts_s, middle_s, side="right")) - 1)
            segment = self.segments[index]
            shift_s = segment.start_s - float(starts_s[index])
            start_s, end_s = (
                min(max(time_s + shift_s, segment.start_s), segment.end_s)
                for time_s in (word.start_s, word.end_s)
            )
            shared[index].append(Word(word.text, start_s, end_s, word.probability))
        return [
            Transcript(
                gap.join(word.text for word in part),
                tuple(lengthened(part, segment.start_s, segment.end_s)),
            )
            for segment, part in zip(self.segments, shared, strict=True)
        ]


def join(segments: Sequence[Segment], *, alone: bool = False) -> list[Chunk]:
    """Pack consecutive utterances into chunks of at most `MAX_CHUNK_S`, or each on its own.

    Alone, which is for what is translated, an utterance keeps the silence around it: leaving it
    out was measured on English only.
    """
    if alone:
        return [_to_chunk([segment]) for segment in segments]
    chunks: list[Chunk] = []
    members: list[Segment] = []
    length = 0
    for segment in segments:
        added = _whole_states(segment) + (_GAP if members else 0)
        if members and length + added > MAX_CHUNK_S * SAMPLE_RATE_HZ:
            chunks.append(_to_chunk(members))
            members, length, added = [], 0, _whole_states(segment)
        members.append(_audible(segment))
        length += added
    return [*chunks, _to_chunk(members)] if members else chunks


def _to_chunk(segments: Sequence[Segment]) -> Chunk:
    taken = [_whole_states(segment) + _GAP for segment in segments]
    starts = [0, *accumulate(taken[:-1])]
    samples = np.zeros(starts[-1] + len(segments[-1].samples), dtype=np.float32)
    for start, segment in zip(starts, segments, strict=True):
        samples[start : start + len(segment.samples)] = segment.samples
    return Chunk(tuple(segments), tuple(starts), samples)


def _audible(segment: Segment) -> Segment:
    part = audible_part(segment.samples)
    first_sample = segment.first_sample + part.start
    return replace(segment, first_sample=first_sample, samples=segment.samples[part])


def _whole_states(segment: Segment) -> int:
    """Return the samples that an utterance takes with its last state filled up."""
    return n_states(len(segment.samples)) * SAMPLES_PER_STATE
