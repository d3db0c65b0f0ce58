import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from model_training.acoustic_conditions import CONDITIONS
from model_training.robustness import sounds_without_speech


def tone(frequency_hz: float) -> FloatArray:
    time_s = np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    return (0.3 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def level_db(samples: FloatArray) -> float:
    return float(10 * np.log10(np.mean(samples**2)))


def under(name: str, samples: FloatArray) -> FloatArray:
    others = [tone(300), tone(500)]
    return CONDITIONS[name](samples, others, np.random.default_rng(0))


@pytest.mark.parametrize("kind", ["babble", "stationary noise"])
@pytest.mark.parametrize("snr_db", [20, 0])
def test_noise_has_the_level_that_it_is_named_after(kind: str, snr_db: int) -> None:
    sound = tone(1000)
    noise = under(f"{kind} {snr_db} dB", sound) - sound
    assert level_db(sound) - level_db(noise) == pytest.approx(snr_db, abs=0.1)


def test_a_telephone_keeps_the_middle_of_the_band() -> None:
    assert level_db(under("telephone band", tone(1000))) == pytest.approx(
        level_db(tone(1000)), abs=1
    )
    for outside_hz in (80, 6000):
        assert level_db(under("telephone band", tone(outside_hz))) < level_db(tone(1000)) - 20


def test_mp3_keeps_what_is_heard_and_changes_the_samples() -> None:
    sound = tone(440)
    decoded = under("MP3 32 kbit/s", sound)
    assert np.corrcoef(decoded, sound)[0, 1] > 0.99
    assert not np.array_equal(decoded, sound)


def test_gain_halves_and_doubles_within_full_scale() -> None:
    sound = tone(440)
    assert np.allclose(under("half gain", sound), sound / 2)
    assert np.allclose(under("double gain", 3 * sound), np.clip(6 * sound, -1, 1))


def test_sounds_without_speech_differ_and_stay_in_range() -> None:
    made = sounds_without_speech(np.random.default_rng(0))
    assert set(made) == {"silence", "white noise", "mains hum", "chords"}
    assert all(np.abs(sound).max() <= 1 for sound in made.values())
    assert [name for name, sound in made.items() if not sound.any()] == ["silence"]
