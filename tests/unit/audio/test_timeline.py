import numpy as np
import pytest

from emotion_desktop.audio.timeline import LossMeter, Timeline
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock


def arrivals(*, seconds: float, drift: float = 0.0, lost_at_s: float = 1e9) -> float:
    """Seconds that a meter finds lost when 0.9 s are lost at a time, and blocks burst."""
    meter = LossMeter()
    rng = np.random.default_rng(0)
    found_s, now_s = 0.0, 0.0
    for k in range(round(seconds / 0.03)):
        received_s = 0.03 * (k + 1)
        true_s = received_s * (1 + drift) + (0.9 if received_s > lost_at_s else 0.0)
        # Late by up to half a second, and never before an earlier block.
        now_s = max(now_s, true_s + (rng.uniform(0, 0.5) if rng.random() < 0.5 else 0.0))
        found_s += meter.observe(now_s, received_s)
    return found_s


def test_late_blocks_and_drifting_clocks_are_no_loss() -> None:
    assert arrivals(seconds=3_600, drift=2e-4) == 0.0


def test_sound_that_a_device_swallows_is_noticed_and_measured() -> None:
    assert arrivals(seconds=60, lost_at_s=30) == pytest.approx(0.9, abs=0.1)


def tail_end(blocks: list[AudioBlock]) -> int:
    return blocks[-1].first_sample + len(blocks[-1].samples)


def test_what_is_lost_before_the_first_block_counts_too() -> None:
    timeline = Timeline()
    timeline.begin(48_000, 0.0)

    blocks = timeline.place(24_000, 1.0, np.zeros(24_000, np.float32)) + timeline.interrupt()

    assert blocks[0].first_sample == timeline.dropped_samples == SAMPLE_RATE_HZ // 2
    assert tail_end(blocks) == SAMPLE_RATE_HZ


def test_a_device_may_return_with_another_rate_after_a_gap() -> None:
    timeline = Timeline()
    timeline.begin(48_000, 0.0)
    before = timeline.place(0, 1.0, np.zeros(48_000, np.float32)) + timeline.interrupt()
    timeline.begin(44_100, 4.0)
    after = timeline.place(0, 5.0, np.zeros(44_100, np.float32)) + timeline.interrupt()

    assert tail_end(before) == SAMPLE_RATE_HZ
    assert after[0].first_sample == 4 * SAMPLE_RATE_HZ
    assert tail_end(after) == 5 * SAMPLE_RATE_HZ
    assert timeline.dropped_samples == 3 * SAMPLE_RATE_HZ


def test_the_errors_of_many_returns_do_not_add_up() -> None:
    """The first block of a device is often late; two hours may see twenty returns."""
    timeline = Timeline()
    block, late_s = 0.1, 0.03
    for turn in range(20):
        began_s = 3.0 * turn
        timeline.begin(SAMPLE_RATE_HZ, began_s + late_s)
        for number in range(10):
            silence = np.zeros(round(block * SAMPLE_RATE_HZ), np.float32)
            timeline.place(number * len(silence), began_s + block * (number + 1), silence)
        timeline.interrupt()
    assert timeline.end_s == pytest.approx(3.0 * 19 + 1.0, abs=0.001)
    assert timeline.dropped_samples == 19 * 2 * SAMPLE_RATE_HZ
