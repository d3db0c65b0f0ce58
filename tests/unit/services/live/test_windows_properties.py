"""Windows of a stream that comes in blocks of any length."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.services.live.windows import Window, WindowCutter

SECONDS = st.integers(1, 40).map(lambda tenths: tenths / 10)
LENGTHS = st.lists(st.integers(1, 20_000), min_size=1, max_size=12)


def sound_at(first_sample: int, n: int) -> np.ndarray:
    """Sound of which every sample tells its place."""
    return np.arange(first_sample, first_sample + n).astype(np.float32)


def cut(
    lengths: list[int], gaps: list[int], window_s: float, hop_s: float, shortest_s: float
) -> list[Window]:
    """Feed blocks, each after the given number of lost samples, and return all windows."""
    cutter = WindowCutter(window_s=window_s, hop_s=hop_s, shortest_s=shortest_s)
    windows, at = [], 0
    for length, gap in zip(lengths, gaps, strict=True):
        at += gap
        windows += cutter.feed(AudioBlock(sound_at(at, length), SAMPLE_RATE_HZ, at))
        at += length
    return windows


@given(LENGTHS, st.data(), SECONDS, SECONDS, SECONDS)
def test_windows_are_whole_stretches_of_what_was_heard(
    lengths: list[int], data: st.DataObject, window_s: float, hop_s: float, shortest_s: float
) -> None:
    gaps = [0, *(data.draw(st.sampled_from([0, 0, 7, 5_000])) for _ in lengths[1:])]
    windows = cut(lengths, gaps, window_s, hop_s, shortest_s)
    stretches, at = [[0, 0]], 0
    for length, gap in zip(lengths, gaps, strict=True):
        at += gap
        if gap:
            stretches.append([at, at])
        at += length
        stretches[-1][1] = at
    hop = round(hop_s * SAMPLE_RATE_HZ)
    most, least = round(window_s * SAMPLE_RATE_HZ), round(shortest_s * SAMPLE_RATE_HZ)
    expected = [
        (max(begin, end - most), end, n_gaps)
        for n_gaps, (begin, last) in enumerate(stretches)
        for end in range((begin // hop + 1) * hop, last + 1, hop)
        if end - max(begin, end - most) >= min(least, most)
    ]
    found = [(w.first_sample, w.first_sample + len(w.samples), w.gaps_before) for w in windows]
    assert found == expected
    for window in windows:
        expected_sound = sound_at(window.first_sample, len(window.samples))
        assert np.array_equal(window.samples, expected_sound)
