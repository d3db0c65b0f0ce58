"""Prosody of a session: filled in part by part, at several resolutions."""

import math

import numpy as np
import pytest

from emotion_desktop.domain.prosody import (
    HOP_S,
    PART_BINS,
    PART_S,
    Prosody,
    ProsodyPart,
    level_of,
    speech_rate,
)
from emotion_desktop.domain.review_fold import review_of
from tests.review_doubles import utterance


def part(number: int, pitch_hz: float, level_dbfs: float) -> ProsodyPart:
    return ProsodyPart(
        number,
        np.full(PART_BINS, pitch_hz, np.float32),
        np.full(PART_BINS, level_dbfs, np.float32),
    )


def test_what_is_not_measured_is_missing_and_has_no_values() -> None:
    prosody = Prosody(3 * PART_S - 1.0)
    assert prosody.missing(0.0, 3 * PART_S) == [0, 1, 2]
    assert prosody.missing(PART_S + 1.0, 2 * PART_S - 1.0) == [1]
    assert prosody.share(0.0, 3 * PART_S) == 0.0
    assert all(math.isnan(value) for value in prosody.at(1.0))


def test_a_part_fills_its_place_at_every_resolution() -> None:
    prosody = Prosody(3 * PART_S)
    prosody.add(part(1, 220.0, -20.0))
    assert prosody.missing(0.0, 3 * PART_S) == [0, 2]
    assert prosody.share(0.0, 3 * PART_S) == pytest.approx(1 / 3)
    assert prosody.at(PART_S + 0.5 * HOP_S) == (220.0, -20.0)
    assert prosody.at(2 * PART_S - 0.5 * HOP_S) == (220.0, -20.0)
    assert math.isnan(prosody.at(2 * PART_S + 0.5 * HOP_S)[0])
    for levels, value in ((prosody.pitch_hz, 220.0), (prosody.level_dbfs, -20.0)):
        assert [level.bin_s for level in levels] == pytest.approx([HOP_S, 8 * HOP_S, 64 * HOP_S])
        for level in levels:
            measured = np.isfinite(level.values)
            assert level.end_s == pytest.approx(3 * PART_S)
            assert np.flatnonzero(measured)[0] * level.bin_s == pytest.approx(PART_S)
            assert measured.sum() * level.bin_s == pytest.approx(PART_S)
            np.testing.assert_array_equal(level.values[measured], value)


def test_a_coarse_bin_has_the_median_of_its_voiced_pitches() -> None:
    prosody = Prosody(PART_S)
    fine = part(0, math.nan, -30.0)
    fine.pitch_hz[:5] = [100.0, 200.0, math.nan, 210.0, math.nan]
    prosody.add(fine)
    assert prosody.pitch_hz[1].values[0] == 200.0
    assert np.isnan(prosody.pitch_hz[1].values[1:]).all()


def test_outside_of_the_session_there_is_nothing() -> None:
    prosody = Prosody(10.0)
    assert math.isnan(prosody.at(-1.0)[0])
    assert math.isnan(prosody.at(PART_S + 1.0)[0])
    assert Prosody(0.0).missing(0.0, 60.0) == []
    assert Prosody(0.0).share(0.0, 60.0) == 1.0


def test_levels_are_those_of_the_power_and_never_below_the_quietest() -> None:
    power = np.array([1.0, 0.01, 0.0], np.float32)
    np.testing.assert_allclose(level_of(power), [0.0, -20.0, -96.0], atol=1e-4)


def test_the_speech_rate_is_that_of_each_utterance() -> None:
    rate = speech_rate(review_of([utterance(0, 1.0), utterance(1, 8.0, "")], (), ()).segments)
    assert rate.at(1.5) == pytest.approx(120.0)  # four words in two seconds
    assert math.isnan(rate.at(5.0))
    assert len(rate.words_per_minute) == 1
