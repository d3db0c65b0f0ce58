"""Pitch and level are those of the audio."""

import numpy as np
import pytest

from emotion_desktop.audio.prosody import HOP, MARGIN, ProsodyProcess, prosody_of
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray

N_BINS = 100
#: Pitches are told apart to a fifth of a semitone.
NEAR = 2 ** (0.25 / 12) - 1


def tone(frequency_hz: float, amplitude: float = 0.5) -> FloatArray:
    times_s = np.arange(N_BINS * HOP + 2 * MARGIN) / SAMPLE_RATE_HZ
    return (amplitude * np.sin(2 * np.pi * frequency_hz * times_s)).astype(np.float32)


@pytest.mark.parametrize("frequency_hz", [80.0, 110.0, 220.0, 440.0])
def test_a_tone_has_its_pitch_and_level(frequency_hz: float) -> None:
    pitch_hz, level_dbfs = prosody_of(tone(frequency_hz))
    assert pitch_hz.shape == level_dbfs.shape == (N_BINS,)
    np.testing.assert_allclose(pitch_hz, frequency_hz, rtol=NEAR)
    np.testing.assert_allclose(level_dbfs, 20 * np.log10(0.5 / np.sqrt(2)), atol=0.1)


def test_noise_has_a_level_and_no_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, len(tone(220.0))).astype(np.float32)
    pitch_hz, level_dbfs = prosody_of(noise)
    assert np.isnan(pitch_hz).mean() > 0.95
    assert level_dbfs.mean() == pytest.approx(-20.0, abs=0.5)


def test_silence_has_neither() -> None:
    pitch_hz, level_dbfs = prosody_of(np.zeros_like(tone(220.0)))
    assert np.isnan(pitch_hz).all()
    np.testing.assert_array_equal(level_dbfs, -96.0)


def test_a_tone_begins_where_it_is() -> None:
    samples = tone(220.0)
    samples[: MARGIN + 50 * HOP] = 0.0
    pitch_hz, level_dbfs = prosody_of(samples)
    assert abs(int(np.argmax(np.isfinite(pitch_hz))) - 50) <= 3
    assert abs(int(np.argmax(level_dbfs > -15)) - 50) <= 2


def test_the_process_measures_the_same_until_it_is_killed() -> None:
    process = ProsodyProcess()
    try:
        measured = process.measure(tone(220.0))
        np.testing.assert_allclose(measured, prosody_of(tone(220.0)), rtol=1e-5)
        process.kill()
        with pytest.raises(BrokenPipeError):
            process.measure(tone(220.0))
    finally:
        process.close()
