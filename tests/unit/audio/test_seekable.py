"""Whatever the format, each place sounds as it does when everything before it was decoded."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.signal import fftconvolve

from emotion_desktop.audio import decoding
from emotion_desktop.audio.seekable import SeekableSound
from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.errors import UserFacingError
from tests.unit.audio.containers import mux
from tests.unit.audio.made_sounds import WriteSound, rustle

RATE_HZ = 48_000
LENGTH_S = 50.0  # longer than what is kept


def rest_of(sound: SeekableSound, seconds: float) -> FloatArray:
    parts = [np.zeros((0, 2), np.float32)]
    while sum(map(len, parts)) < seconds * sound.info.sample_rate_hz:
        frames = sound.read()
        if not len(frames):
            break
        parts.append(frames)
    return np.concatenate(parts)[: round(seconds * sound.info.sample_rate_hz)]


def lag_s(expected: FloatArray, found: FloatArray) -> float:
    """How much later `found` comes; both are alike."""
    alike = fftconvolve(found, expected[::-1])
    best = int(np.argmax(alike))
    likeness = alike[best] / (np.linalg.norm(expected) * np.linalg.norm(found))
    assert likeness > 0.95, f"nothing like it: {likeness:.2f}"
    return (best - (len(expected) - 1)) / RATE_HZ


def write(folder: Path, name: str) -> Path:
    samples = rustle(LENGTH_S, rate_hz=RATE_HZ)
    codecs = {
        "aac.m4a": "aac",
        "aac.aac": "aac",
        "aac.mkv": "aac",
        "opus.webm": "libopus",
        "layer3.mp3": "libmp3lame",
        "broadcast.ts": "mp2",
        "dolby.ac3": "ac3",
        "lossless.mka": "flac",
    }
    if name in codecs:
        return mux(folder / name, [(0.0, samples)], codecs[name])
    with soundfile.SoundFile(folder / name, "w", RATE_HZ, channels=1) as file:
        for second in samples.reshape(-1, RATE_HZ):  # libsndfile crashes on much Vorbis at once
            file.write(second)
    return folder / name


@pytest.mark.parametrize(
    "name",
    [
        *("plain.wav", "lossless.flac", "vorbis.ogg"),
        *("aac.m4a", "aac.aac", "aac.mkv", "opus.webm", "layer3.mp3", "broadcast.ts", "dolby.ac3"),
        "lossless.mka",
    ],
)
def test_every_place_is_where_decoding_from_the_beginning_puts_it(
    tmp_path: Path, name: str
) -> None:
    path = write(tmp_path, name)
    sound = SeekableSound(path)
    whole = rest_of(sound, LENGTH_S + 1)
    assert len(whole) / RATE_HZ == pytest.approx(LENGTH_S, abs=0.1)
    for at_s in (12.3456, 14.0, 49.5, 0.0):
        sound.seek(at_s)
        assert sound.position_s == pytest.approx(at_s, abs=1e-4)
        found = rest_of(sound, 0.4)
        first = round(at_s * RATE_HZ)
        expected = whole[first : first + len(found)]
        assert abs(lag_s(expected[:, 0], found[:, 0])) <= 0.001, at_s
    sound.close()


def test_nothing_comes_behind_the_end(tmp_path: Path) -> None:
    for name in ("plain.wav", "aac.m4a"):
        sound = SeekableSound(write(tmp_path, name))
        sound.seek(LENGTH_S + 10)
        assert sound.read().shape == (0, 2)
        sound.seek(LENGTH_S - 1)
        assert 0.9 < len(rest_of(sound, 3)) / RATE_HZ < 1.1
        sound.close()


def test_a_short_selection_is_repeated_without_starting_a_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    child_sound = decoding.ChildSound
    monkeypatch.setattr(
        decoding,
        "ChildSound",
        lambda *args, **options: started.append(options) or child_sound(*args, **options),
    )
    sound = SeekableSound(write(tmp_path, "aac.m4a"))
    sound.seek(40.0)
    first = rest_of(sound, 3)
    for _ in range(3):
        sound.seek(40.0)
        np.testing.assert_array_equal(rest_of(sound, 3), first)
    sound.close()
    assert [options["start_s"] for options in started] == [0.0, 40.0]


def test_memory_stays_what_it_is(tmp_path: Path) -> None:
    sound = SeekableSound(write(tmp_path, "plain.wav"))
    while len(sound.read()):
        assert sound.kept_s < 31
    sound.close()


def test_sides_stay_apart_and_more_channels_are_mixed(write_sound: WriteSound) -> None:
    left, right = rustle(1.0), -0.5 * rustle(1.0)
    stereo = SeekableSound(write_sound("two.wav", np.stack([left, right], 1), subtype="FLOAT"))
    np.testing.assert_allclose(rest_of(stereo, 1), np.stack([left, right], 1), atol=1e-6)
    three = SeekableSound(write_sound("three.wav", np.stack([left] * 3, 1), subtype="FLOAT"))
    np.testing.assert_allclose(rest_of(three, 1), np.stack([left, left], 1), atol=1e-6)
    stereo.close()
    three.close()


def test_samples_that_are_no_samples_hurt_nobody(write_sound: WriteSound) -> None:
    sound = 20_000 * rustle(2.0)
    sound[100:200] = np.nan
    sound[300] = np.inf
    path = write_sound("integers_as_floats.wav", sound, subtype="FLOAT")
    seekable = SeekableSound(path)
    heard = rest_of(seekable, 2)
    seekable.close()
    assert np.isfinite(heard).all()
    assert 0.05 < np.sqrt(np.mean(heard**2)) < 0.5


def test_a_flac_that_libsndfile_breaks_off_is_played_on(write_sound: WriteSound) -> None:
    path = write_sound("damaged.flac", rustle(60.0))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = bytes(2000)
    path.write_bytes(data)
    sound = SeekableSound(path)
    heard = rest_of(sound, 70)
    sound.close()
    assert len(heard) / 16_000 == pytest.approx(60.0, abs=0.5)
    assert lag_s(rustle(60.0)[-16_000:], heard[-16_000:, 0]) == pytest.approx(0, abs=0.001)


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    (tmp_path / "no.wav").write_bytes(b"no sound")
    with pytest.raises(UserFacingError, match="is not an audio file"):
        SeekableSound(tmp_path / "no.wav")
