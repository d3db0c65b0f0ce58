"""The pure accumulators behind the live plots."""

import itertools

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.live_events import WindowEstimate
from emotion_desktop.domain.plot_data import (
    MEL_BANDS,
    QUIETEST_DBFS,
    EstimateTrack,
    finest,
    thin_out,
)
from emotion_desktop.domain.transcript import Transcript
from emotion_desktop.services.live.plot_history import EstimateHistory, HistoryOptions, SoundHistory
from emotion_desktop.services.live.spectrogram import FRAME, mel_filters
from emotion_desktop.services.live.windows import WindowCutter


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
def test_plots_do_not_depend_on_how_the_sound_was_cut(sizes: list[int]) -> None:
    samples = np.linspace(-1, 1, 16_000, dtype=np.float32)
    history = SoundHistory()
    for block in blocks(samples, sizes):
        track = history.add(block, speaking=False)
    np.testing.assert_allclose(track.highs[0].values, samples[319::320], atol=1e-3)
    np.testing.assert_allclose(track.lows[0].values, samples[::320], atol=1e-3)
    np.testing.assert_allclose(track.highs[1].values, samples[2559::2560], atol=1e-3)
    whole = SoundHistory().add(AudioBlock(samples, SAMPLE_RATE_HZ, 0), speaking=False)
    np.testing.assert_array_equal(track.mels[0].values, whole.mels[0].values)
    assert track.clipping
    assert track.highs[0].end_s == pytest.approx(1.0)


def test_lost_sound_is_drawn_as_silence_at_its_place() -> None:
    history = SoundHistory()
    history.add(AudioBlock(np.ones(1_600, np.float32), SAMPLE_RATE_HZ, 0), speaking=True)
    late = AudioBlock(np.ones(1_600, np.float32), SAMPLE_RATE_HZ, 5_000)
    track = history.add(late, speaking=True)
    np.testing.assert_array_equal(track.highs[0].values, [1] * 5 + [0] * 10 + [1] * 5)
    assert track.end_s == pytest.approx(6_600 / SAMPLE_RATE_HZ)


def test_a_published_track_stays_as_it_was() -> None:
    history = SoundHistory()
    track = history.add(noise(0, 1.0), speaking=True)
    before = [level.values.copy() for level in (*track.highs, *track.mels)]
    for second in range(1, 120):
        history.add(noise(second * SAMPLE_RATE_HZ, 1.0), speaking=True)
    for level, values in zip((*track.highs, *track.mels), before, strict=True):
        np.testing.assert_array_equal(level.values, values)
        assert not level.values.flags.writeable


def noise(first_sample: int, length_s: float) -> AudioBlock:
    samples = np.random.default_rng(first_sample).normal(0, 0.1, round(length_s * SAMPLE_RATE_HZ))
    return AudioBlock(samples.astype(np.float32), SAMPLE_RATE_HZ, first_sample)


def test_a_tone_lies_in_its_band_at_its_level() -> None:
    times_s = np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    tone = 0.1 * np.sin(2 * np.pi * 1000 * times_s).astype(np.float32)
    track = SoundHistory().add(AudioBlock(tone, SAMPLE_RATE_HZ, 0), speaking=True)
    column = track.mels[0].values[25]
    loudest = int(column.argmax())
    mel_of_1000_hz = 2595 * np.log10(1 + 1000 / 700)
    top = 2595 * np.log10(1 + 8000 / 700)
    assert loudest == pytest.approx(mel_of_1000_hz / top * (MEL_BANDS + 1) - 1, abs=1)
    level_dbfs = QUIETEST_DBFS * (1 - column[loudest] / 255)
    assert level_dbfs == pytest.approx(-20, abs=3)


def test_the_mel_bands_are_those_that_others_use() -> None:
    audio_utils = pytest.importorskip("transformers.audio_utils")
    expected = audio_utils.mel_filter_bank(
        FRAME // 2 + 1, MEL_BANDS, 0.0, SAMPLE_RATE_HZ / 2, SAMPLE_RATE_HZ, mel_scale="htk"
    )
    np.testing.assert_allclose(mel_filters(), expected, atol=1e-4)


def test_eight_hours_of_sound_take_a_bounded_memory() -> None:
    history = SoundHistory()
    history.add(noise(0, 1.0), speaking=True)
    track = history.add(noise(8 * 3600 * SAMPLE_RATE_HZ, 1.0), speaking=True)
    assert track.highs[0].end_s == pytest.approx(8 * 3600 + 1, abs=0.1)
    assert track.mels[1].first == 0
    assert history.nbytes < 40e6


def test_the_spectrogram_keeps_its_finest_columns_for_minutes_only() -> None:
    history = SoundHistory(HistoryOptions(fine_spectrogram_s=60))
    for minute in range(4):
        track = history.add(noise(minute * 60 * SAMPLE_RATE_HZ, 60.0), speaking=True)
    assert 120 <= track.mels[0].start_s <= 180
    recent = finest(track.mels, 200, 240, most=5000)
    old = finest(track.mels, 0, 40, most=5000)
    assert recent is not None
    assert old is not None
    assert (recent.bin_s, old.bin_s) == (0.02, pytest.approx(0.16))
    assert old.start_s == 0


def window(start_s: float, end_s: float, attention: list[float], peak: int = 0) -> WindowEstimate:
    probabilities = np.full(7, 0.05, np.float32)
    probabilities[peak] = 0.7
    return WindowEstimate(
        start_s, end_s, Estimate(probabilities, np.array(attention, np.float32)), 0.0
    )


def test_attention_lies_where_the_network_looked() -> None:
    history = EstimateHistory()
    track = history.add_window(window(1.0, 2.0, [0.0, 1.0]))
    shown = track.attention_between(0, 10, most=1000)
    assert shown.end_s == pytest.approx(2.0)
    np.testing.assert_allclose(shown.values, [0] * 30 + [2] * 10, atol=1e-6)


def test_overlapping_windows_are_averaged_and_an_utterance_replaces_them() -> None:
    history = EstimateHistory()
    history.add_window(window(0.0, 1.0, [0.0, 1.0]))
    track = history.add_window(window(0.5, 1.5, [0.5, 0.5]))
    shown = track.attention_between(0, 10, most=1000).values
    np.testing.assert_allclose(shown, [0] * 10 + [1.5] * 10 + [1] * 10, atol=1e-6)
    estimate = Estimate(np.full(7, 1 / 7, np.float32), np.array([1.0, 0.0], np.float32))
    fused = FusedEstimate(estimate.probabilities, Gate(1.0, 0.0), False, estimate, None)
    track = history.add_utterance(Utterance(0, 0.0, 1.0, "", Transcript(), fused))
    shown = track.attention_between(0, 10, most=1000).values
    np.testing.assert_allclose(shown, [2] * 10 + [0] * 10 + [1] * 10, atol=1e-6)


def test_attention_of_an_hour_is_one_piece_at_any_width() -> None:
    history = EstimateHistory()
    for second in range(3600):
        track = history.add_window(window(second, second + 1.0, [1.0]))
    assert len(track.attention.values) > 60_000
    for most in (100_000, 1000, 100):
        shown = track.attention_between(0, 3600, most=most)
        assert len(shown.values) <= most
        assert shown.end_s == pytest.approx(3600, abs=shown.bin_s)
        np.testing.assert_allclose(shown.values, 1, atol=1e-5)
    middle = track.attention_between(3400, 3500, most=100_000)  # across what is settled
    assert (middle.start_s, middle.end_s) == (pytest.approx(3400), pytest.approx(3500, abs=0.1))
    assert history.nbytes * 8 < 10e6


def test_a_pause_breaks_the_curves_once_and_nothing_is_forgotten() -> None:
    history = EstimateHistory()
    history.add_pause(0.5)
    history.add_window(window(0.0, 1.0, [1.0]))
    history.add_pause(1.5)
    history.add_pause(2.0)
    track = history.add_window(window(7200.0, 7203.0, [1.0]))
    np.testing.assert_array_equal(track.times_s, [1.0, 1.5, 7203.0])
    np.testing.assert_array_equal(np.isnan(track.probabilities[:, 0]), [False, True, False])


def test_smoothing_follows_slowly_and_begins_anew_after_a_pause() -> None:
    history = EstimateHistory(HistoryOptions(smoothing_s=1.0))
    history.add_window(window(0.0, 3.0, [1.0], peak=0))
    history.add_window(window(1.0, 4.0, [1.0], peak=1))
    history.add_pause(4.5)
    track = history.add_window(window(3.0, 6.0, [1.0], peak=1))
    share = 1 - np.exp(-1)
    expected = [0.7, 0.7 - 0.65 * share, np.nan, 0.05]
    np.testing.assert_allclose(track.smoothed[:, 0], expected, rtol=1e-5)
    np.testing.assert_allclose(track.probabilities[:, 0], [0.7, 0.05, np.nan, 0.05])


def test_the_nearest_row_is_read() -> None:
    history = EstimateHistory()
    assert EstimateTrack().nearest(3.0) is None
    for end_s in (3.0, 3.5, 4.0):
        track = history.add_window(window(0.0, end_s, [1.0]))
    assert [track.nearest(t) for t in (-1.0, 3.2, 3.3, 99.0)] == [0, 0, 1, 2]


def test_thinning_out_keeps_peaks_and_passes_over_gaps() -> None:
    times_s = np.arange(10_000) / 2
    rows = np.full((10_000, 7), 0.1, np.float32)
    rows[::3] = np.nan
    rows[5_000, 2] = 0.9
    thin_s, thin = thin_out(times_s, rows, 1000)
    assert len(thin_s) <= 1000
    assert np.nanmax(thin[:, 2]) == np.float32(0.9)
    assert not np.isnan(thin).any()
    assert abs(thin_s[np.nanargmax(thin[:, 2])] - times_s[5_000]) <= 10
    np.testing.assert_array_equal(thin_out(times_s[:500], rows[:500], 1000)[0], times_s[:500])


def test_a_break_that_can_be_seen_survives_thinning_out() -> None:
    times_s = np.arange(10_000) / 2
    rows = np.full((10_000, 7), 0.1, np.float32)
    times_s[5_001:] += 33.0  # lost sound, and a row of nan where it began
    rows[5_001] = np.nan
    rows[2_000] = np.nan  # a pause of half a second, which nobody could see
    thin_s, thin = thin_out(times_s, rows, 1000)
    broken = np.isnan(thin[:, 0])
    assert len(thin_s) <= 1004
    np.testing.assert_array_equal(thin_s[broken], [times_s[5_001]] * 2)
    assert np.all(np.diff(thin_s) >= 0)


def test_lost_sound_breaks_the_curves_also_where_no_pause_was_heard() -> None:
    history = EstimateHistory()
    for end_s in (3.0, 3.5, 4.0):
        history.add_window(window(end_s - 3, end_s, [1.0], peak=1), 0)
    track = history.add_window(window(37.0, 38.0, [1.0], peak=2), 1)
    assert track.times_s.tolist() == [3.0, 3.5, 4.0, 37.0, 38.0]
    assert np.isnan(track.probabilities[3]).all()
    np.testing.assert_array_equal(
        track.smoothed[4], track.probabilities[4]
    )  # not drawn from before
    track = history.add_window(window(37.0, 38.5, [1.0]), 1)
    assert not np.isnan(track.probabilities[5]).any()


def test_every_stretch_of_lost_sound_is_known_to_the_plots() -> None:
    history, cutter = SoundHistory(), WindowCutter(window_s=3.0, hop_s=0.5)
    gaps: list[int] = []
    for first in (0, 40_000, 80_000):
        block = AudioBlock(np.zeros(32_000, np.float32), SAMPLE_RATE_HZ, first)
        track = history.add(block, speaking=True)
        gaps += [cut.gaps_before for cut in cutter.feed(block)]
    assert track.gaps_s.tolist() == [[2.0, 2.5], [4.5, 5.0]]
    assert sorted(set(gaps)) == [0, 1, 2]
    assert [track.is_lost(t) for t in (1.9, 2.2, 3.0, 4.7, 5.5)] == [
        False,
        True,
        False,
        True,
        False,
    ]
