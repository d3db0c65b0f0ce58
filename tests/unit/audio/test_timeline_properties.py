"""Where sound stands in time, whatever the device does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from emotion_desktop.audio.timeline import Timeline
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock

#: Frames that come, with the frames that were lost before them.
HEARD = st.lists(
    st.tuples(st.integers(1, 5_000), st.sampled_from([0, 0, 0, 1, 441, 30_000])),
    min_size=1,
    max_size=15,
)
RATES = st.sampled_from([8_000, 16_000, 22_050, 44_100, 48_000])


def place(timeline: Timeline, rate_hz: int, heard: list[tuple[int, int]]) -> list[AudioBlock]:
    blocks, at = [], 0
    for n_frames, lost in heard:
        at += lost
        arrived_s = (at + n_frames) / rate_hz
        blocks += timeline.place(at, arrived_s, np.zeros(n_frames, np.float32))
        at += n_frames
    return blocks + timeline.interrupt()


@given(RATES, HEARD)
def test_blocks_follow_each_other_and_nothing_is_counted_twice(
    rate_hz: int, heard: list[tuple[int, int]]
) -> None:
    timeline = Timeline()
    timeline.begin(rate_hz, 0.0)
    blocks = place(timeline, rate_hz, heard)
    n_gaps = sum(1 for _, lost in heard if lost)
    ends = [block.first_sample + len(block.samples) for block in blocks]
    starts = [block.first_sample for block in blocks]
    assert all(start >= end for start, end in zip(starts[1:], ends, strict=False))
    assert sum(start > end for start, end in zip(starts[1:], ends, strict=False)) <= n_gaps
    n_frames = sum(n + lost for n, lost in heard)
    exact = n_frames * SAMPLE_RATE_HZ / rate_hz
    assert abs(timeline.end_s * SAMPLE_RATE_HZ - exact) <= 2
    end = round(timeline.end_s * SAMPLE_RATE_HZ)
    assert not ends or ends[-1] <= end
    if ends and not n_gaps:  # a gap may end it, with too little behind it for a sample
        assert ends[-1] == end
    n_samples = sum(len(block.samples) for block in blocks)
    assert abs(n_samples + timeline.dropped_samples - exact) <= 2 + 2 * n_gaps


@given(RATES, RATES, HEARD, st.integers(0, 100))
def test_a_device_that_comes_back_goes_on_behind_the_time_away(
    before_hz: int, after_hz: int, heard: list[tuple[int, int]], away_tenths: int
) -> None:
    timeline = Timeline()
    timeline.begin(before_hz, 0.0)
    place(timeline, before_hz, heard)
    ended_s = timeline.end_s
    arrived_s = sum(n + lost for n, lost in heard) / before_hz
    timeline.begin(after_hz, arrived_s + away_tenths / 10)
    blocks = place(timeline, after_hz, heard)
    assert (
        not blocks or blocks[0].first_sample / SAMPLE_RATE_HZ >= ended_s + away_tenths / 10 - 1e-4
    )
