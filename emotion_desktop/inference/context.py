"""The conversation context that the text network may use with an utterance."""

from collections import deque
from collections.abc import Sequence
from typing import Final

from emotion_desktop.domain.audio import Segment
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.transcript import Transcript

#: Older utterances are no longer part of the conversation.
CONTEXT_S: Final = 15.0
#: More than any network is trained with.
CONTEXT_UTTERANCES: Final = 3


def contexts_of(
    segments: Sequence[Segment], transcripts: Sequence[Transcript], previous: Sequence[Utterance]
) -> list[tuple[str, ...]]:
    """Collect the previous utterances of each segment on the same channel.

    Parameters
    ----------
    segments : sequence of Segment
        In the order of their time on each channel.
    transcripts : sequence of Transcript
        Their words.
    previous : sequence of Utterance
        The utterances before all of them in the same file or session.

    Returns
    -------
    list of tuple of str
        For each segment the utterances that ended at most `CONTEXT_S` before it, the oldest
        first.
    """
    said: dict[str, deque[tuple[float, str]]] = {}

    def add(speaker: str, end_s: float, text: str) -> None:
        if text.strip():
            said.setdefault(speaker, deque(maxlen=CONTEXT_UTTERANCES)).append((end_s, text))

    for utterance in previous:
        add(utterance.speaker, utterance.end_s, utterance.transcript.english)
    contexts = []
    for segment, transcript in zip(segments, transcripts, strict=True):
        contexts.append(
            tuple(
                text
                for end_s, text in said.get(segment.speaker, ())
                if end_s >= segment.start_s - CONTEXT_S
            )
        )
        add(segment.speaker, segment.end_s, transcript.english)
    return contexts
