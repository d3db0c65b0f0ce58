"""Utterances that are cut out of whatever a voice does."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from emotion_desktop.audio.voice_activity import (
    FRAME_SAMPLES,
    Segmenter,
    UtteranceCutter,
    VoiceActivityOptions,
)
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from tests.unit.audio.demo_speech import said

#: Runs of frames that are as speech-like: from clicks to a minute without a pause.
PROBABILITIES = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.6, 1.0]), st.integers(1, 300)), max_size=20
).map(lambda runs: [probability for probability, n in runs for _ in range(n)])


@given(PROBABILITIES)
def test_utterances_never_overlap_and_none_is_too_long_or_too_short(
    probabilities: list[float],
) -> None:
    options = VoiceActivityOptions()
    cutter = UtteranceCutter(options)
    found = []
    for number, probability in enumerate(probabilities):
        extent = cutter.step(probability)
        now = (number + 1) * FRAME_SAMPLES
        assert 0 <= cutter.needed_from <= now
        if extent is not None:
            assert extent[1] <= now
            found.append(extent)
    end = len(probabilities) * FRAME_SAMPLES
    last = cutter.finish(end)
    found += [last] if last is not None else []
    at = 0
    for start, stop in found:
        assert at <= start < stop <= end
        assert stop - start <= options.max_utterance_s * SAMPLE_RATE_HZ
        at = stop
    if found and min(probabilities) == 1.0:  # nothing of speech without a pause is lost
        assert sum(stop - start for start, stop in found) == end


@settings(max_examples=8)
@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=6))
def test_the_cuts_of_the_blocks_do_not_matter(lengths: list[int]) -> None:
    sound = np.concatenate([said(0, 4), np.zeros(SAMPLE_RATE_HZ, np.float32)])
    whole, pieces = Segmenter(), Segmenter()
    expected = whole.feed(AudioBlock(sound, SAMPLE_RATE_HZ, 0)) + whole.flush()
    found, at, turn = [], 0, 0
    while at < len(sound):
        samples = sound[at : at + lengths[turn % len(lengths)]]
        # Hundreds of tiny blocks are as good an example as thousands.
        samples = samples if len(samples) > 200 else sound[at : at + 200]
        found += pieces.feed(AudioBlock(samples, SAMPLE_RATE_HZ, at))
        at += len(samples)
        turn += 1
    found += pieces.flush()
    assert [(s.id, s.first_sample) for s in found] == [(s.id, s.first_sample) for s in expected]
    for ours, theirs in zip(found, expected, strict=True):
        assert np.array_equal(ours.samples, theirs.samples)
