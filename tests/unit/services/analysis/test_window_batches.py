import numpy as np
import pytest

from emotion_desktop.services.analysis.window_batches import SlidingWindow, share_covered


def windows_of(n_samples: int, block: int) -> list[tuple[int, np.ndarray]]:
    sound = np.arange(n_samples, dtype=np.float32)
    sliding = SlidingWindow(window_s=3.0, hop_s=0.5)
    stretches = [
        stretch
        for start in range(0, n_samples, block)
        for stretch in sliding.feed(sound[start : start + block])
    ]
    stretches += sliding.flush()
    return [
        (stretch.first_sample + start, stretch.samples[start : start + stretch.length])
        for stretch in stretches
        for start in stretch.starts
    ]


@pytest.mark.parametrize("block", [1_000, 16_000 * 7, 16_000 * 200])
def test_windows_come_every_hop_and_hold_their_own_sound(block: int) -> None:
    windows = windows_of(16_000 * 100 + 123, block)
    assert [first for first, _ in windows] == [8_000 * i for i in range(195)]
    for first, samples in windows:
        assert len(samples) == 48_000
        assert samples[0] == first
        assert samples[-1] == first + 47_999


def test_a_recording_shorter_than_a_window_is_one_window() -> None:
    [(first, samples)] = windows_of(16_000, 4_000)
    assert (first, len(samples)) == (0, 16_000)


def test_no_sound_gives_no_window() -> None:
    assert windows_of(0, 10) == []


def test_a_recording_of_exactly_one_stretch_has_no_window_twice() -> None:
    assert [first for first, _ in windows_of(480_000, 48_000)] == [8_000 * i for i in range(55)]


def test_the_covered_share_counts_overlaps_once() -> None:
    starts_s = np.array([0.0, 1.0, 2.0, 3.0, 8.0])
    said = [(1.0, 2.0), (1.5, 3.5), (1.6, 1.8), (3.5, 4.0)]
    shares = share_covered(said, starts_s, 2.0)
    np.testing.assert_allclose(shares, [0.5, 1.0, 1.0, 0.5, 0.0])


def test_where_nothing_is_said_nothing_is_covered() -> None:
    assert share_covered([], np.arange(3.0), 3.0).tolist() == [0, 0, 0]
