"""Voices are changed: pitch and formants move, and nothing else does."""

from pathlib import Path

import librosa
import numpy as np
import pytest
import soundfile
from scipy.signal import lfilter

from emotion_desktop.audio.changed_voice import pitch_hz, write_changed_voice
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.errors import UserFacingError

RATE_HZ = 16_000
FORMANTS_HZ = (700.0, 1_220.0, 2_600.0)


def vowel(pitch: float, duration_s: float = 4.0, rate_hz: int = RATE_HZ) -> np.ndarray:
    """Return an open vowel: pulses through three resonances, with pauses."""
    n = int(duration_s * rate_hz)
    # A pitch that wavers a little, as voices do.
    phase = np.cumsum(pitch * (1 + 0.02 * np.sin(np.arange(n) / rate_hz * 30)) / rate_hz)
    sound = np.diff(np.floor(phase), prepend=0.0)
    for formant in FORMANTS_HZ:
        radius = np.exp(-np.pi * 80.0 / rate_hz)
        angle = 2 * np.pi * formant / rate_hz
        sound = lfilter([1.0], [1.0, -2 * radius * np.cos(angle), radius**2], sound)
    return 0.5 * sound / np.abs(sound).max()


def brightness_hz(sound: np.ndarray) -> float:
    """Return where the middle of the spectrum is: the formants decide, not the pitch."""
    return float(np.median(librosa.feature.spectral_centroid(y=sound, sr=RATE_HZ)))


@pytest.mark.parametrize(("pitch", "rises"), [(110.0, True), (230.0, False)])
def test_pitch_and_formants_move_by_one_factor_and_the_length_stays(
    tmp_path: Path, pitch: float, rises: bool
) -> None:
    before, after = tmp_path / "a.wav", tmp_path / "b.flac"
    soundfile.write(before, vowel(pitch), RATE_HZ)
    write_changed_voice(before, after)
    assert pitch_hz(survey(before)) == pytest.approx(pitch, rel=0.03)
    changed, rate_hz = soundfile.read(after)
    assert (len(changed), rate_hz) == (4 * RATE_HZ, RATE_HZ)
    factor = pitch_hz(survey(after)) / pitch
    assert 1.15 < (factor if rises else 1 / factor) < 1.31
    same_formants = vowel(pitch * factor)
    assert brightness_hz(same_formants) == pytest.approx(brightness_hz(vowel(pitch)), rel=0.1)
    moved = brightness_hz(changed) / brightness_hz(vowel(pitch))
    assert moved == pytest.approx(factor, rel=0.08)


def test_what_happens_at_a_time_still_happens_then(tmp_path: Path) -> None:
    before, after = tmp_path / "a.wav", tmp_path / "b.flac"
    sound = np.concatenate([np.zeros(3 * RATE_HZ), vowel(110.0, 2.0), np.zeros(3 * RATE_HZ)])
    soundfile.write(before, sound, RATE_HZ)
    write_changed_voice(before, after)
    heard = np.flatnonzero(np.abs(soundfile.read(after)[0]) > 0.02) / RATE_HZ
    assert heard[0] == pytest.approx(3.0, abs=0.06)
    assert heard[-1] == pytest.approx(5.0, abs=0.06)


def test_what_was_removed_is_silent_with_a_margin(tmp_path: Path) -> None:
    before, after = tmp_path / "a.wav", tmp_path / "b.flac"
    soundfile.write(before, vowel(110.0), RATE_HZ)
    write_changed_voice(before, after, [(0.0, 0.2), (1.5, 2.0), (3.9, 99.0)])
    changed, _ = soundfile.read(after)
    for start_s, end_s in ((0.0, 0.35), (1.35, 2.15), (3.75, 4.0)):
        assert not changed[int(start_s * RATE_HZ) : int(end_s * RATE_HZ)].any()
    assert np.abs(changed[RATE_HZ : int(1.3 * RATE_HZ)]).max() > 0.1


@pytest.mark.parametrize("n_channels", [2, 6])
def test_channels_stay_apart_and_their_names_are_gone(tmp_path: Path, n_channels: int) -> None:
    before, after = tmp_path / "a.flac", tmp_path / "b.flac"
    sound = np.zeros((2 * 44_100, n_channels))
    sound[:, 1] = vowel(110.0, 2.0, 44_100)
    with soundfile.SoundFile(before, "w", 44_100, n_channels, format="FLAC") as file:
        file.title, file.artist = "Interview", "Zoë"
        file.write(sound)
    write_changed_voice(before, after)
    with soundfile.SoundFile(after) as file:
        assert (file.samplerate, file.channels, len(file)) == (44_100, n_channels, 2 * 44_100)
        assert file.copy_metadata() == {}
        changed = file.read()
    loud = np.abs(changed).max(axis=0) > 0.05
    np.testing.assert_array_equal(loud, np.arange(n_channels) == 1)


def test_very_short_audio_stays_as_short(tmp_path: Path) -> None:
    before, after = tmp_path / "a.wav", tmp_path / "b.flac"
    soundfile.write(before, vowel(110.0, 0.02), RATE_HZ)
    write_changed_voice(before, after)
    assert soundfile.info(after).frames == 320


def test_more_channels_than_a_copy_can_have_are_refused(tmp_path: Path) -> None:
    before = tmp_path / "a.wav"
    soundfile.write(before, np.zeros((RATE_HZ, 9)), RATE_HZ)
    with pytest.raises(UserFacingError, match="more channels"):
        write_changed_voice(before, tmp_path / "b.flac")


def test_work_ends_where_its_progress_says_so(tmp_path: Path) -> None:
    before = tmp_path / "a.wav"
    soundfile.write(before, vowel(110.0), RATE_HZ)

    def stop(_done_s: float) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        write_changed_voice(before, tmp_path / "b.flac", (), stop)
