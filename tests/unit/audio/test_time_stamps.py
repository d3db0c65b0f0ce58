"""Sound lies where the container's time stamps put it."""

import math
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from tests.unit.audio.containers import RATE_HZ, mux
from tests.unit.audio.made_sounds import place_of, rustle

ORIGINAL = rustle(6)
SOUND = rustle(6, rate_hz=RATE_HZ)
#: Encoders begin with a few milliseconds of their own.
CLOSE_S = 0.03


def told(path: Path) -> list[tuple[str, str]]:
    return [(notice.kind, str(notice.message)) for notice in survey(path).info.notices]


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("late.mkv", "aac"),
        ("late.mp4", "aac"),
        ("late.mov", "aac"),
        ("late.ts", "aac"),
        ("late.avi", "libmp3lame"),
        ("late.webm", "libopus"),
    ],
)
def test_sound_that_begins_after_the_pictures_keeps_its_times(
    tmp_path: Path, name: str, codec: str
) -> None:
    pictures_s = 0.0 if name == "late.webm" else 10.0  # WebM has codecs of its own for them
    path = mux(tmp_path / name, [(3.0, SOUND)], codec, pictures_s=pictures_s)

    samples = read_all(path)

    assert place_of(ORIGINAL, 2.0, samples, length_s=0.5) == pytest.approx(5.0, abs=CLOSE_S)
    assert place_of(ORIGINAL, 5.0, samples, length_s=0.5) == pytest.approx(8.0, abs=CLOSE_S)
    assert told(path) == [("hole", "3.0 s without sound at 0.0 s")]


@pytest.mark.parametrize("late_s", [0.03, 0.08])
def test_sound_that_begins_a_moment_after_the_pictures_keeps_its_times_untold(
    tmp_path: Path, late_s: float
) -> None:
    path = mux(tmp_path / "late.mkv", [(late_s, SOUND)], "flac", pictures_s=7.0)

    samples = read_all(path)

    found_s = place_of(ORIGINAL, 2.0, samples, length_s=0.5)
    assert found_s == pytest.approx(2.0 + late_s, abs=0.002)
    assert told(path) == []


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("hole.webm", "libopus"),
        ("hole.mka", "libopus"),
        ("hole.mp4", "aac"),
        ("hole.ts", "aac"),
        ("hole.mkv", "flac"),
    ],
)
def test_a_hole_is_silence_in_its_place_and_is_told(tmp_path: Path, name: str, codec: str) -> None:
    cut = 2 * RATE_HZ // 4608 * 4608  # whole frames of FLAC
    cut -= cut % 1024 if codec == "aac" else cut % 960 if codec == "libopus" else 0
    cut_s = cut / RATE_HZ
    pieces = [(0.0, SOUND[:cut]), (cut_s + 4.0, SOUND[cut:])]
    path = mux(tmp_path / name, pieces, codec)

    surveyed = survey(path)
    samples = read_all(path)

    assert place_of(ORIGINAL, 1.0, samples, length_s=0.5) == pytest.approx(1.0, abs=CLOSE_S)
    assert place_of(ORIGINAL, 4.0, samples, length_s=0.5) == pytest.approx(8.0, abs=CLOSE_S)
    hole = samples[round(3.0 * SAMPLE_RATE_HZ) : round(5.0 * SAMPLE_RATE_HZ)]
    assert np.abs(hole).max() < 1e-3
    [notice] = surveyed.info.notices
    assert notice.kind == "hole"
    assert str(notice.message) == f"4.0 s without sound at {notice.at_s:.1f} s"
    assert notice.at_s == pytest.approx(cut_s, abs=0.05)
    assert notice.duration_s == pytest.approx(4.0, abs=0.05)
    assert surveyed.info.duration_s == pytest.approx(10.0, abs=0.15)


def test_time_stamps_that_begin_anew_put_one_recording_behind_the_other(tmp_path: Path) -> None:
    one = mux(tmp_path / "one.ts", [(0.0, SOUND)], "aac")
    both = tmp_path / "both.ts"
    both.write_bytes(2 * one.read_bytes())

    samples = read_all(both)

    assert len(samples) == pytest.approx(12 * SAMPLE_RATE_HZ, abs=0.1 * SAMPLE_RATE_HZ)
    second = samples[len(samples) // 2 :]
    assert place_of(ORIGINAL, 2.0, second, length_s=0.5) == pytest.approx(2.0, abs=0.05)
    assert told(both) == []


def test_a_clock_that_was_running_already_is_no_hole(tmp_path: Path) -> None:
    path = mux(tmp_path / "hour.ts", [(3600.0, SOUND)], "aac")

    samples = read_all(path)

    assert place_of(ORIGINAL, 2.0, samples, length_s=0.5) == pytest.approx(2.0, abs=CLOSE_S)
    assert told(path) == []


def test_stamps_that_waver_make_no_holes(tmp_path: Path) -> None:
    frame_s = 1024 / RATE_HZ
    wavering = [
        (
            number * frame_s + 0.06 * math.sin(number / 15),
            SOUND[number * 1024 : (number + 1) * 1024],
        )
        for number in range(len(SOUND) // 1024)
    ]
    path = mux(tmp_path / "live.mkv", wavering, "aac")

    samples = read_all(path)

    assert place_of(ORIGINAL, 5.0, samples, length_s=0.5) == pytest.approx(5.0, abs=0.09)
    assert told(path) == []


def test_a_stamp_far_behind_the_claimed_end_is_not_believed(tmp_path: Path) -> None:
    path = mux(tmp_path / "jump.mkv", [(0.0, SOUND[:96_000]), (900.0, SOUND[96_000:])], "flac")
    data = path.read_bytes()
    # The header's length, a float64 behind its mark, is made that of the sound.
    at = data.index(b"\x44\x89\x88") + 3
    path.write_bytes(data[:at] + np.array([6_000.0], ">f8").tobytes() + data[at + 8 :])

    samples = read_all(path)

    assert len(samples) == pytest.approx(6 * SAMPLE_RATE_HZ, abs=0.2 * SAMPLE_RATE_HZ)


def test_many_holes_are_told_in_one_sentence(tmp_path: Path) -> None:
    pieces = [(0.5 * n, SOUND[n * 9_600 : n * 9_600 + 9_600]) for n in range(10)]
    path = mux(tmp_path / "poor.webm", pieces, "libopus")

    [(kind, sentence)] = told(path)

    assert kind == "hole"
    assert sentence.startswith("2.7 s without sound in 9 places between 0.2 s and ")
