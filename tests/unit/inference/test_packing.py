import numpy as np

from emotion_desktop.domain.audio import Segment
from emotion_desktop.domain.transcript import Word
from emotion_desktop.inference.packing import join

RATE_HZ = 16_000


def segment(index: int, start_s: float, duration_s: float) -> Segment:
    samples = np.full(round(duration_s * RATE_HZ), index + 1, dtype=np.float32)
    return Segment(index, round(start_s * RATE_HZ), samples)


def test_joined_utterances_keep_their_order_their_sound_and_the_limit() -> None:
    segments = [segment(i, 20.0 * i, 7.0) for i in range(10)]
    chunks = join(segments)
    assert [s.id for chunk in chunks for s in chunk.segments] == list(range(10))
    for chunk in chunks:
        assert len(chunk.samples) <= 26 * RATE_HZ
        for member, start in zip(chunk.segments, chunk.starts, strict=True):
            inside = chunk.samples[start : start + len(member.samples)]
            assert np.array_equal(inside, member.samples)
        gaps = np.count_nonzero(chunk.samples == 0)
        assert gaps == (len(chunk.segments) - 1) * RATE_HZ // 2


def test_an_utterance_by_itself_is_not_changed() -> None:
    [chunk] = join([segment(0, 5.0, 3.0)])
    assert chunk.starts == (0,)
    assert len(chunk.samples) == 3 * RATE_HZ
    assert join([]) == []


def test_words_go_to_the_utterance_that_they_were_said_in() -> None:
    [chunk] = join([segment(0, 10.0, 2.0), segment(1, 60.0, 3.0)])  # at 0 and 2.5 s of the chunk
    words = [
        Word("one", 0.1, 0.6, 0.9),
        Word("two", 1.5, 2.1, 0.8),
        Word("three", 2.3, 2.9, 0.7),
        Word("four", 5.0, 5.6, 0.6),
    ]
    first, second = chunk.distribute_words(words)
    assert (first.text, second.text) == ("one two", "three four")
    assert [(w.start_s, w.end_s) for w in first.words] == [(10.1, 10.6), (11.5, 12.0)]
    assert np.allclose([w.start_s for w in second.words], [60.0, 62.5])
    assert second.words[-1].end_s == 63.0
