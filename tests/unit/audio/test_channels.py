import numpy as np
import pytest

from emotion_desktop.audio.channels import ChannelSurvey, Mix, listed
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from tests.unit.audio.demo_speech import said
from tests.unit.audio.made_sounds import hum, noise, tone

VOICE = said(0, 6)
OTHER = said(12, 18)
SILENCE = np.zeros_like(VOICE)


def surveyed(*channels: FloatArray, measures_voice: bool = False) -> Mix:
    frames = np.stack(channels, axis=1)
    survey = ChannelSurvey(len(channels), SAMPLE_RATE_HZ, measures_voice=measures_voice)
    for start in range(0, len(frames), 5000):
        survey.feed(frames[start : start + 5000])
    return survey.decide()


def late(samples: FloatArray, n: int) -> FloatArray:
    return np.concatenate([np.zeros(n, np.float32), samples[:-n]])


def told(mix: Mix) -> str:
    assert all(notice.kind == "channels" for notice in mix.notices)
    return "; ".join(notice.message for notice in mix.notices)


def test_two_channels_of_one_sound_are_averaged_without_a_word() -> None:
    mix = surveyed(VOICE, 0.8 * VOICE)
    assert mix.weights.tolist() == [0.5, 0.5]
    assert mix.alike
    assert mix.notices == ()


def test_two_inputs_for_one_microphone_differ_only_by_their_noise() -> None:
    pause = noise(3, 1e-3)
    first = np.concatenate([pause, VOICE + noise(6, 1e-3), pause])
    second = np.concatenate([pause[::-1], VOICE + noise(6, 1e-3)[::-1], pause[::-1]])
    mix = surveyed(first, second)
    assert mix.alike
    assert mix.weights.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    "inverted",
    [-VOICE, -0.9 * VOICE, -late(VOICE, 1), -VOICE + noise(6, 0.005)],
    ids=["exactly", "softer", "later", "with noise"],
)
def test_an_inverted_channel_is_turned(inverted: FloatArray) -> None:
    mix = surveyed(VOICE, inverted)
    assert mix.weights.tolist() == [0.5, -0.5]
    assert told(mix).startswith("Channel 2: inverted polarity, corrected")


def test_a_pair_of_four_that_cancels_is_turned_and_silent_ones_are_left_out() -> None:
    mix = surveyed(VOICE, -VOICE, SILENCE, SILENCE)
    assert mix.weights.tolist() == [0.5, -0.5, 0, 0]
    assert "Channel 3, 4: no voice of its own, left out" in told(mix)
    assert "Channel 2: inverted" in told(mix)


@pytest.mark.parametrize(
    "bad",
    [
        SILENCE,
        noise(6, 0.5),
        hum(50, 6, level=0.8),
        np.sign(tone(50, seconds=6)) * np.float32(0.5),
        np.full_like(VOICE, 0.9),
        np.full_like(VOICE, np.nan),
        tone(1000, seconds=6, level=0.9),
    ],
    ids=["silence", "noise", "hum", "buzz", "offset", "nan", "tone"],
)
def test_a_channel_without_a_voice_beside_one_with_is_left_out(bad: FloatArray) -> None:
    mix = surveyed(bad, VOICE)
    assert mix.weights.tolist() == [0, 1]
    assert told(mix) == "Channel 1: no voice of its own, left out"
    assert mix.voice_s > 4


def test_one_track_of_many_keeps_its_level() -> None:
    mix = surveyed(*[SILENCE] * 20, VOICE, *[SILENCE] * 11)
    assert np.flatnonzero(mix.weights).tolist() == [20]
    assert mix.weights[20] == 1
    assert told(mix) == "Channel 1-20, 22-32: no voice of its own, left out"


def test_two_speakers_are_both_kept() -> None:
    mix = surveyed(np.concatenate([VOICE, SILENCE]), np.concatenate([SILENCE, OTHER]))
    assert mix.weights.tolist() == [0.5, 0.5]
    assert mix.notices == ()
    assert not mix.alike


def test_one_who_says_little_is_kept() -> None:
    little = np.zeros(len(VOICE) * 10, np.float32)
    little[: 2 * SAMPLE_RATE_HZ] = VOICE[2 * SAMPLE_RATE_HZ : 4 * SAMPLE_RATE_HZ] * 0.5
    mix = surveyed(np.tile(OTHER, 10), little)
    assert mix.weights.tolist() == [0.5, 0.5]


def test_where_nobody_speaks_all_that_sounds_is_mixed() -> None:
    mix = surveyed(tone(300, seconds=6), SILENCE, tone(700, seconds=6))
    assert mix.weights.tolist() == [0.5, 0, 0.5]
    assert mix.notices == ()
    assert mix.voice_s == 0


def test_sound_beyond_full_scale_is_heard() -> None:
    mix = surveyed(hum(50, 6, level=20_000), VOICE * np.float32(32_767))
    assert mix.weights.tolist() == [0, 1]


def test_a_spike_of_a_float_hides_no_voice() -> None:
    spiked = VOICE.copy()
    spiked[100] = 1e38
    mix = surveyed(hum(50, 6), spiked)
    assert mix.weights.tolist() == [0, 1]
    assert mix.voice_s > 4


def test_a_channel_that_ends_early_takes_nothing_from_the_other() -> None:
    # Alike at first, then one channel goes on alone.
    mix = surveyed(np.concatenate([VOICE, OTHER]), np.concatenate([VOICE, SILENCE]))
    assert not mix.alike
    assert mix.weights.tolist() == [1, 0]
    assert told(mix) == "Channel 2: no voice of its own, left out"


def test_one_channel_is_itself() -> None:
    mix = surveyed(VOICE)
    assert mix.weights.tolist() == [1.0]
    assert not mix.alike


@pytest.mark.parametrize("channels", [(VOICE,), (VOICE, VOICE), (VOICE, SILENCE)])
def test_voice_is_measured_where_tracks_are_compared(channels: tuple[FloatArray, ...]) -> None:
    assert 4 < surveyed(*channels, measures_voice=True).voice_s < 6.1
    quiet = [tone(300, seconds=6) for _ in channels]
    assert surveyed(*quiet, measures_voice=True).voice_s == 0


@pytest.mark.parametrize(
    ("channels", "text"),
    [([1], "2"), ([0, 2], "1, 3"), ([1, 2], "2, 3"), (range(1, 32), "2-32"), ([], "")],
)
def test_channels_are_counted_as_people_do(channels: list[int], text: str) -> None:
    assert listed(list(channels)) == text
