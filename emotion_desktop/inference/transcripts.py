"""Transcribes utterances, packed into segments."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.domain.heard_languages import HeardLanguages
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.inference.asr import Recognised, Recogniser, recognise
from emotion_desktop.inference.packing import Chunk, join
from emotion_desktop.inference.pieces import Between, batches


def transcripts_of(
    segments: Sequence[Segment],
    recogniser: Recogniser | None,
    between: Between = None,
    heard: HeardLanguages | None = None,
) -> list[Transcript]:
    """Return the transcript of each utterance, empty without a recogniser.

    If the recogniser has to find out the language, it is decided from these utterances
    together with what was `heard` of the recording before.

    Consecutive utterances are recognised together (see `packing`). The recogniser
    may stop in the middle of a segment, where a voice changes or becomes soft, or give up on
    all of it: utterances that got no words are recognised once more, on their own, and so are
    those of a doubtful text, in which one of them may have spoilt the others. What is
    translated is recognised on its own from the start: a translation has no times by which it
    could be distributed.
    """
    if recogniser is not None and recogniser.language == "auto":
        return _in_languages_heard(segments, recogniser, between, heard or HeardLanguages())
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


def _in_languages_heard(
    segments: Sequence[Segment], recogniser: Recogniser, between: Between, heard: HeardLanguages
) -> list[Transcript]:
    """Guess the language of each utterance before any of them is transcribed."""
    chunks = join(segments, alone=True)
    encoded = []
    for chunk in chunks:
        if between is not None:
            between()
        encoded.append(recogniser.listen(chunk.samples))
        heard.add(encoded[-1].languages, len(chunk.samples) / SAMPLE_RATE_HZ)
    found: list[Transcript] = []
    for chunk, sound in zip(chunks, encoded, strict=True):
        if between is not None:
            between()
        said = recogniser.transcribe_in(heard.language_of(sound.languages), sound)
        found += _distributed(chunk, said)
    return found


def _distributed(chunk: Chunk, said: Recognised) -> list[Transcript]:
    return [
        replace(transcript, translation=said.translation, doubtful=said.doubtful)
        for transcript in chunk.distribute_words(said.words, said.gap)
    ]


def _recognised(
    chunks: Sequence[Chunk], recogniser: Recogniser | None, between: Between
) -> list[list[Transcript]]:
    found: list[list[Transcript]] = [[] for _ in chunks]
    lengths = [len(chunk.samples) for chunk in chunks]
    for batch, n_padded in batches(lengths, one_by_one=between is not None):
        if between is not None:
            between()
        recognised = recognise(recogniser, [chunks[i].samples for i in batch], n_padded)
        for i, said in zip(batch, recognised, strict=True):
            found[i] = _distributed(chunks[i], said)
    return found
