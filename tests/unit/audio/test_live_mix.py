import numpy as np
import pytest

from emotion_desktop.audio.live_mix import LiveMix
from emotion_desktop.domain.audio import FloatArray
from tests.unit.audio.demo_speech import said
from tests.unit.audio.made_sounds import hum, noise, tone

RATE_HZ = 16_000
VOICE = said(0, 8)
SILENCE = np.zeros_like(VOICE)


def mixed(*channels: FloatArray) -> tuple[FloatArray, list[str]]:
    """Mix blocks of 30 ms as a microphone gives them; return the sound and what was told."""
    frames = np.stack(channels, axis=1)
    mix = LiveMix(len(channels), RATE_HZ)
    parts = [mix.mix(frames[start : start + 480]) for start in range(0, len(frames), 480)]
    return np.concatenate(parts), [str(notice) for notice in mix.take_notices()]


def gain(mix: FloatArray, voice: FloatArray, *, from_s: float) -> float:
    """How loud a voice is in a mix."""
    part = slice(round(from_s * RATE_HZ), None)
    return float(mix[part] @ voice[part] / (voice[part] @ voice[part]))


def test_two_channels_of_one_sound_are_averaged_without_a_word() -> None:
    mix, told = mixed(VOICE, VOICE)
    np.testing.assert_allclose(mix, VOICE, atol=1e-6)
    assert told == []


@pytest.mark.parametrize("share", [1.0, 0.8])
def test_an_inverted_channel_is_turned_within_a_second(share: float) -> None:
    mix, told = mixed(VOICE, -share * VOICE)
    assert abs(gain(mix, VOICE, from_s=1)) == pytest.approx((1 + share) / 2, abs=0.01)
    assert len(told) == 1
    assert "inverted polarity" in told[0]


@pytest.mark.parametrize(
    "bad", [noise(8, 0.3), hum(50, 8, level=0.6), tone(1000, seconds=8, level=0.4)]
)
def test_a_loud_channel_without_a_voice_is_left_out_once_somebody_speaks(bad: FloatArray) -> None:
    mix, told = mixed(bad, VOICE)
    late = slice(6 * RATE_HZ, None)
    np.testing.assert_allclose(mix[late], VOICE[late], atol=1e-6)
    assert told == ["Channel 1: no voice of its own, left out"]


def test_many_silent_channels_do_not_make_the_others_faint() -> None:
    mix, told = mixed(SILENCE, VOICE, SILENCE)
    assert gain(mix, VOICE, from_s=1) == pytest.approx(1)
    assert told == []


def test_who_speaks_later_loses_no_word() -> None:
    second = said(12, 20)
    one = np.concatenate([VOICE, SILENCE]) + noise(16, 1e-4)
    two = np.concatenate([SILENCE, second]) + noise(16, 1e-4)[::-1]
    mix, told = mixed(one, two)
    start = slice(8 * RATE_HZ, 9 * RATE_HZ)  # his first second
    assert gain(mix[start], two[start], from_s=0) >= 0.49
    assert told == []


def test_a_channel_that_was_left_out_is_heard_again_when_somebody_speaks_in_it() -> None:
    noisy = np.concatenate([noise(8, 0.3), said(12, 20)])
    mix, told = mixed(noisy, np.concatenate([VOICE, SILENCE]))
    assert gain(mix, noisy, from_s=14) > 0.49
    assert told == [
        "Channel 1: no voice of its own, left out",
        "Channel 1: audible again",
    ]


def test_a_mix_that_changes_makes_no_click() -> None:
    mix, _ = mixed(tone(100, seconds=8), -tone(100, seconds=8))
    steps = np.abs(np.diff(mix))
    assert steps.max() < 0.02  # a sine of 100 Hz and 0.3 has 0.012


def test_what_is_not_finite_in_one_channel_leaves_the_others() -> None:
    mix, _ = mixed(np.full_like(VOICE, np.nan), VOICE)
    assert np.isfinite(mix).all()
    assert gain(mix, VOICE, from_s=1) == pytest.approx(0.5)


def test_one_channel_is_passed_on_as_it_is() -> None:
    mix, told = mixed(VOICE)
    np.testing.assert_array_equal(mix, VOICE)
    assert told == []
