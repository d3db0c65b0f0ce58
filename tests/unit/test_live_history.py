"""The pure accumulators behind the live plots."""

import itertools

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.estimate import Estimate
from emotion_desktop.domain.live import WindowEstimate
from emotion_desktop.services.history import EstimateHistory, SoundHistory
from emotion_desktop.services.windows import WindowCutter


def blocks(samples: np.ndarray, sizes: list[int]) -> list[AudioBlock]:
    cuts = np.cumsum([0, *sizes])
    return [AudioBlock(samples[a:b], SAMPLE_RATE_HZ, int(a)) for a, b in itertools.pairwise(cuts)]


@pytest.mark.parametrize("sizes", [[80_000], [1_234] * 64 + [1_024], [320] * 250])
def test_windows_do_not_depend_on_how_the_sound_was_cut(sizes: list[int]) -> None:
    samples = np.arange(80_000, dtype=np.float32) / 80_000
    cutter = WindowCutter(window_s=3.0, hop_s=0.5)
    windows = [w for block in blocks(samples, sizes) for w in cutter.feed(block)]
    assert [w.end_s for w in windows] == [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0]
    for window in windows:
        end = window.first_sample + len(window.samples)
        np.testing.assert_array_equal(window.samples, samples[window.first_sample : end])
    assert windows[-1].start_s == 2.0


def test_a_window_never_bridges_lost_sound() -> None:
    cutter = WindowCutter(window_s=3.0, hop_s=0.5)
    cutter.feed(AudioBlock(np.zeros(32_000, np.float32), SAMPLE_RATE_HZ, 0))
    after = cutter.feed(AudioBlock(np.ones(24_000, np.float32), SAMPLE_RATE_HZ, 40_000))
    assert after
    assert all(window.samples.min() == 1 for window in after)


@pytest.mark.parametrize("sizes", [[16_000], [100] * 160, [7_000, 1, 8_999]])
def test_peaks_do_not_depend_on_how_the_sound_was_cut(sizes: list[int]) -> None:
    samples = np.linspace(-1, 1, 16_000, dtype=np.float32)
    history = SoundHistory()
    for block in blocks(samples, sizes):
        track = history.add(block, speaking=False)
    np.testing.assert_array_equal(track.highs, samples[319::320])
    np.testing.assert_array_equal(track.lows, samples[::320])
    assert track.clipping
    assert track.bins_end_s == 1.0


def test_lost_sound_is_drawn_as_silence_at_its_place() -> None:
    history = SoundHistory()
    history.add(AudioBlock(np.ones(1_600, np.float32), SAMPLE_RATE_HZ, 0), speaking=True)
    late = AudioBlock(np.ones(1_600, np.float32), SAMPLE_RATE_HZ, 4_800)
    track = history.add(late, speaking=True)
    np.testing.assert_array_equal(track.highs, [1] * 5 + [0] * 10 + [1] * 5)
    assert track.end_s == pytest.approx(0.4)


def window(start_s: float, end_s: float, attention: list[float]) -> WindowEstimate:
    even = np.full(7, 1 / 7, np.float32)
    return WindowEstimate(start_s, end_s, Estimate(even, np.array(attention, np.float32)), 0.0)


def test_attention_lies_where_the_network_looked() -> None:
    history = EstimateHistory()
    track = history.add_window(window(1.0, 2.0, [0.0, 1.0]))
    assert track.attention_end_s == pytest.approx(2.0)
    np.testing.assert_allclose(track.attention[-20:], [0] * 10 + [2] * 10, atol=1e-6)
    assert track.attention[:-20].max() == 0


def test_overlapping_windows_are_averaged() -> None:
    history = EstimateHistory()
    history.add_window(window(0.0, 1.0, [0.0, 1.0]))
    track = history.add_window(window(0.5, 1.5, [0.5, 0.5]))
    np.testing.assert_allclose(track.attention[-30:], [0] * 10 + [1.5] * 10 + [1] * 10, atol=1e-6)


def test_a_pause_breaks_the_curves_once_and_old_rows_leave() -> None:
    history = EstimateHistory()
    history.add_pause(0.5)
    history.add_window(window(0.0, 1.0, [1.0]))
    history.add_pause(1.5)
    track = history.add_pause(2.0)
    np.testing.assert_array_equal(np.isnan(track.probabilities[:, 0]), [False, True])
    track = history.add_window(window(60.0, 63.0, [1.0]))
    np.testing.assert_array_equal(track.times_s, [63.0])
