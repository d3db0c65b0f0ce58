import numpy as np
import pytest

from emotion_desktop.metrics.noise import babble, mix_at_snr


@pytest.mark.parametrize("snr_db", [-5.0, 0.0, 20.0])
def test_noise_is_added_at_the_ratio_asked_for(snr_db: float) -> None:
    rng = np.random.default_rng(0)
    sound, noise = (rng.standard_normal(16_000).astype(np.float32) * s for s in (0.1, 0.7))
    added = mix_at_snr(sound, noise, snr_db) - sound
    assert 10 * np.log10(np.mean(sound**2) / np.mean(added**2)) == pytest.approx(snr_db, abs=0.01)


def test_silence_stays_finite_and_quiet() -> None:
    mixed = mix_at_snr(np.zeros(100, np.float32), np.ones(100, np.float32), 0.0)
    assert np.abs(mixed).max() < 1e-5


def test_babble_repeats_short_voices() -> None:
    voices = [np.array([1, 2], np.float32), np.array([10, 20, 30, 40, 50, 60], np.float32)]
    assert babble(voices, 5).tolist() == [11, 22, 31, 42, 51]
