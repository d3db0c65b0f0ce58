import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from model_training.augment import change_scene, change_voice
from model_training.codecs import Codec, through_codec


def tone(frequency_hz: float, duration_s: float = 1.0) -> FloatArray:
    time_s = np.arange(round(duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (0.3 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def strongest_hz(samples: FloatArray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * SAMPLE_RATE_HZ / len(samples))


@pytest.mark.parametrize(
    ("codec", "bit_rate"), [("mp3", 16_000), ("mp3", 64_000), ("opus", 8_000), ("telephone", 0)]
)
def test_a_codec_keeps_what_is_heard_where_it_was(codec: Codec, bit_rate: int) -> None:
    sound = np.concatenate([np.zeros(4000, np.float32), tone(440)])
    decoded = through_codec(sound, codec, bit_rate)
    assert decoded.shape == sound.shape
    assert decoded.dtype == np.float32
    assert not np.array_equal(decoded, sound)
    assert strongest_hz(decoded[4000:]) == pytest.approx(440, abs=3)
    assert np.abs(decoded[:3000]).max() < 0.05


def test_a_telephone_has_nothing_above_4_khz() -> None:
    sound = tone(6000)
    assert np.std(through_codec(sound, "telephone")) < 0.05 * np.std(sound)


def test_voices_change_in_pitch_with_and_without_their_tempo() -> None:
    sound = tone(200)
    found = [change_voice(sound, np.random.default_rng(seed)) for seed in range(200)]
    same_tempo = [strongest_hz(s) for s in found if len(s) == len(sound)]
    other_tempo = [s for s in found if len(s) != len(sound)]
    assert 200 * 2 ** (-3 / 12) - 2 < min(same_tempo) < 198
    assert 202 < max(same_tempo) < 200 * 2 ** (3 / 12) + 2
    lengths = [len(s) / len(sound) for s in other_tempo]
    assert 1 / 1.19 < min(lengths) < 0.95
    assert 1.05 < max(lengths) < 1 / 0.84


def test_a_scene_is_as_long_and_as_loud_as_a_file_can_be() -> None:
    sounds = [3 * tone(300), tone(500)]
    for seed in range(30):
        scene = change_scene(sounds[0], lambda: sounds, np.random.default_rng(seed))
        assert scene.shape == sounds[0].shape
        assert np.abs(scene).max() <= 1
