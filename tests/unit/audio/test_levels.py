from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio.files import read_all
from emotion_desktop.audio.levels import LevelMeter
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.audio import FloatArray
from tests.unit.audio.made_sounds import WriteSound, level_of, tone


def sentences(path: Path) -> list[str]:
    return [str(notice.message) for notice in survey(path).info.notices]


@pytest.mark.parametrize(("peak", "told_db"), [(4.0, "12.0"), (32_767.0, "90.3")])
def test_floats_above_full_scale_are_scaled_and_not_clipped(
    write_sound: WriteSound, peak: float, told_db: str
) -> None:
    path = write_sound("field.wav", tone(440, level=peak), subtype="FLOAT")

    samples = read_all(path)

    assert level_of(samples, 440) == pytest.approx(1.0, rel=0.02)
    assert level_of(samples, 1_320) < 0.01  # what clipping would add
    assert sentences(path) == [f"The audio exceeded full scale and was attenuated by {told_db} dB"]


def test_a_codec_that_overshoots_a_little_is_not_worth_a_word(write_sound: WriteSound) -> None:
    path = write_sound("loud.wav", tone(440, level=1.2), subtype="FLOAT")

    assert level_of(read_all(path), 1_320) < 0.01
    assert sentences(path) == []


@pytest.mark.parametrize(
    ("kind", "level", "told_db"),
    [("PCM_24", 8e-4, "39.0"), ("PCM_16", 8e-4, "39.0"), ("FLOAT", 5e-5, "63.0")],
)
def test_what_is_very_quiet_is_raised_and_told(
    write_sound: WriteSound, kind: str, level: float, told_db: str
) -> None:
    path = write_sound("far.wav", tone(440, level=level), subtype=kind)

    assert level_of(read_all(path), 440) == pytest.approx(0.071, rel=0.03)
    [sentence] = sentences(path)
    assert sentence.startswith("The audio is very quiet and was amplified by ")
    assert float(sentence.split()[-2]) == pytest.approx(float(told_db), abs=0.5)


def test_speech_is_left_as_loud_as_it_is(write_sound: WriteSound) -> None:
    path = write_sound("near.wav", tone(440, level=0.01))

    assert level_of(read_all(path), 440) == pytest.approx(0.01, rel=0.02)
    assert sentences(path) == []


def test_a_click_does_not_hide_that_all_else_is_quiet(write_sound: WriteSound) -> None:
    samples = tone(440, seconds=4, level=8e-4)
    samples[100:110] = 0.9
    path = write_sound("click.wav", samples, subtype="PCM_24")

    assert level_of(read_all(path), 440) == pytest.approx(0.071, rel=0.03)


def test_one_spike_of_a_float_does_not_silence_the_rest(write_sound: WriteSound) -> None:
    samples = tone(440, seconds=4, level=0.1)
    samples[100] = 1e30
    path = write_sound("spike.wav", samples, subtype="FLOAT")

    assert level_of(read_all(path), 440) == pytest.approx(0.071, rel=0.03)


@pytest.mark.parametrize("kind", ["PCM_U8", "PCM_16"])
def test_the_rounding_of_silence_is_not_raised(write_sound: WriteSound, kind: str) -> None:
    step = {"PCM_U8": 2.0**-7, "PCM_16": 2.0**-15}[kind]
    dither = np.random.default_rng(0).uniform(-step, step, 32_000).astype(np.float32)
    path = write_sound("still.wav", dither, subtype=kind)

    assert np.abs(read_all(path)).max() < 3 * step
    assert sentences(path) == []


def test_silence_stays_silence(write_sound: WriteSound) -> None:
    path = write_sound("zero.wav", np.zeros(32_000, np.float32), subtype="FLOAT")

    assert not read_all(path).any()
    assert sentences(path) == []


def measured(samples: FloatArray, sizes: list[int]) -> tuple[float, float]:
    meter = LevelMeter(16_000)
    start = 0
    for size in sizes:
        meter.feed(samples[start : start + size])
        start += size
    return meter.peak, meter.level_dbfs


def test_the_level_does_not_depend_on_how_the_sound_is_cut() -> None:
    samples = np.random.default_rng(0).normal(0, 0.1, (40_000, 2)).astype(np.float32)

    assert measured(samples, [40_000]) == measured(samples, [1, 0, 319, 20_000, 7, 19_673])


def test_the_level_is_that_of_the_loudest_half_second_of_one_channel() -> None:
    samples = np.zeros((64_000, 2), np.float32)
    samples[16_000:32_000, 1] = tone(440, level=0.1)

    peak, level_dbfs = measured(samples, [64_000])

    assert peak == pytest.approx(0.1, rel=0.01)
    assert level_dbfs == pytest.approx(-23.0, abs=0.1)
