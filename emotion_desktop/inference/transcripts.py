"""Transcribes utterances, packed into segments."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from emotion_desktop.domain.audio import Segment
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.inference.asr import Recogniser, recognise
from emotion_desktop.inference.packing import Chunk, join
from emotion_desktop.inference.pieces import Between, batches


def transcripts_of(
    segments: Sequence[Segment], recogniser: Recogniser | None, between: Between = None
) -> list[Transcript]:
    """Return the transcript of each utterance, empty without a recogniser.

    Consecutive utterances are recognised together (see `packing`). The recogniser
    may stop in the middle of a segment, where a voice changes or becomes soft, or give up on
    all of it: utterances that got no words are recognised once more, on their own, and so are
    those of a doubtful text, in which one of them may have spoilt the others. What is
    translated is recognised on its own from the start: a translation has no times by which it
    could be distributed.
    """
    chunks = join(segments, alone=recogniser is not None and recogniser.translates)
    found = _recognised(chunks, recogniser, between)
    lost = [
        (i, k)
        for i, chunk in enumerate(chunks)
        for k in range(len(chunk.segments))
        if len(chunk.segments) > 1 and (found[i][k].doubtful or not found[i][k].words)
    ]
    alone = [chunk for i, k in lost for chunk in join([chunks[i].segments[k]])]
    for (i, k), [transcript] in zip(lost, _recognised(alone, recogniser, between), strict=True):
        found[i][k] = transcript
    return list(chain.from_iterable(found))


def _recognised(
    chunks: Sequence[Chunk], recogniser: Recogniser | None, between: Between
) -> list[list[Transcript]]:
    found: list[list[Transcript]] = [[] for _ in chunks]
    lengths = [len(chunk.samples) for chunk in chunks]
    for batch, n_padded in batches(lengths, one_by_one=between is not None):
        if between is not None:
            between()
        recognised = recognise(recogniser, [chunks[i].samples for i in batch], n_padded)
        for i, heard in zip(batch, recognised, strict=True):
            found[i] = [
                replace(transcript, translation=heard.translation, doubtful=heard.doubtful)
                for transcript in chunks[i].distribute_words(heard.words, heard.gap)
            ]
    return found
