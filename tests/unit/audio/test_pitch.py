"""Pitch is that of the sound, and what librosa finds in it."""

from collections.abc import Callable

import librosa
import numpy as np
import pytest
import soundfile
import soxr

from emotion_desktop.audio.pitch import PitchRange, pyin, yin
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.system.paths import resources_dir

FRAME, HOP = 1024, 320
VOICES = PitchRange(65.0, 600.0, SAMPLE_RATE_HZ)


def frames_of(sound: FloatArray) -> FloatArray:
    return np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP]


def glide(from_hz: float, to_hz: float, duration_s: float) -> FloatArray:
    """Return a sound with eight harmonics."""
    at = np.arange(int(duration_s * SAMPLE_RATE_HZ)) / (duration_s * SAMPLE_RATE_HZ)
    pitch_hz = from_hz * (to_hz / from_hz) ** at
    phase = 2 * np.pi * np.cumsum(pitch_hz) / SAMPLE_RATE_HZ
    return (0.2 * sum(np.sin(k * phase) / k for k in range(1, 9))).astype(np.float32)


def noise(duration_s: float, level: float) -> FloatArray:
    drawn = np.random.default_rng(3).normal(0, level, int(duration_s * SAMPLE_RATE_HZ))
    return drawn.astype(np.float32)


def silence(duration_s: float) -> FloatArray:
    return np.zeros(int(duration_s * SAMPLE_RATE_HZ), np.float32)


def demo() -> FloatArray:
    sound, rate_hz = soundfile.read(
        resources_dir() / "demo" / "demo.flac", dtype="float32", always_2d=True
    )
    return soxr.resample(sound.mean(axis=1), rate_hz, SAMPLE_RATE_HZ)


def glides_in_noise(level: float) -> FloatArray:
    glides = [glide(80, 300, 3), silence(0.5), glide(400, 120, 2), silence(1), glide(200, 205, 1)]
    return np.concatenate(glides) + noise(7.5, level)


SOUNDS = {
    "demo": demo,
    "glides": lambda: glides_in_noise(0.001),
    "glides in noise": lambda: glides_in_noise(0.05),
    "noise": lambda: noise(5, 0.1),
    "leaps": lambda: np.concatenate([glide(hz, hz, 0.5) for hz in (100, 200, 400, 80, 590, 70)]),
}


@pytest.mark.parametrize(("bins_per_semitone", "least"), [(10, 0.999), (5, 0.99)])
@pytest.mark.parametrize("sound", SOUNDS.values(), ids=SOUNDS.keys())
def test_pitch_is_tracked_as_by_librosa(
    sound: Callable[[], FloatArray], bins_per_semitone: int, least: float
) -> None:
    heard = sound()
    theirs, _voiced, _probability = librosa.pyin(
        heard,
        fmin=VOICES.lowest_hz,
        fmax=VOICES.highest_hz,
        sr=SAMPLE_RATE_HZ,
        frame_length=FRAME,
        hop_length=HOP,
        resolution=1 / bins_per_semitone,
        center=False,
    )
    ours = pyin(frames_of(heard), VOICES, HOP, bins_per_semitone)
    assert np.mean(np.isnan(ours) == np.isnan(theirs)) >= least
    both = np.isfinite(ours) & np.isfinite(theirs)
    bin_apart = 2 ** (1 / (12 * bins_per_semitone))
    np.testing.assert_allclose(ours[both], theirs[both], rtol=bin_apart * 1.001 - 1)


@pytest.mark.parametrize("sound", SOUNDS.values(), ids=SOUNDS.keys())
def test_the_pitch_of_single_frames_is_librosa_s(sound: Callable[[], FloatArray]) -> None:
    heard = sound()
    theirs = librosa.yin(
        heard, fmin=60.0, fmax=400.0, sr=SAMPLE_RATE_HZ, frame_length=FRAME, center=False
    )
    frames = np.lib.stride_tricks.sliding_window_view(heard, FRAME)[:: FRAME // 4]
    sounding = frames.any(axis=1)  # any period is as good as another in zeros
    ours = yin(frames, PitchRange(60.0, 400.0, SAMPLE_RATE_HZ))
    near = np.isclose(ours, theirs, rtol=1e-3)
    assert near[sounding].mean() >= 0.995


@pytest.mark.parametrize("frequency_hz", [70.0, 110.0, 220.0, 590.0])
def test_a_tone_has_its_pitch(frequency_hz: float) -> None:
    frames = frames_of(glide(frequency_hz, frequency_hz, 1))
    np.testing.assert_allclose(pyin(frames, VOICES, HOP, 10), frequency_hz, rtol=0.004)
    np.testing.assert_allclose(yin(frames, VOICES), frequency_hz, rtol=0.004)


@pytest.mark.parametrize("sound", [silence(1), noise(1, 0.1)])
def test_silence_and_noise_have_none(sound: FloatArray) -> None:
    assert np.isnan(pyin(frames_of(sound), VOICES, HOP, 5)).all()


def test_a_leap_is_followed_at_once() -> None:
    sound = np.concatenate([glide(100, 100, 1), glide(210, 210, 1)])
    pitch_hz = pyin(frames_of(sound), VOICES, HOP, 5)
    leap = SAMPLE_RATE_HZ // HOP
    np.testing.assert_allclose(pitch_hz[: leap - 4], 100.0, rtol=0.01)
    np.testing.assert_allclose(pitch_hz[leap + 2 :], 210.0, rtol=0.01)


def test_frames_beside_broken_ones_keep_their_pitch() -> None:
    frames = frames_of(glide(220, 220, 1)).copy()
    frames[20] = np.nan
    np.testing.assert_allclose(np.delete(pyin(frames, VOICES, HOP, 10), 20), 220.0, rtol=0.004)
