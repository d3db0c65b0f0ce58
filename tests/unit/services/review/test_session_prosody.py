"""Prosody of a session's audio: the right values at the right time, wherever it begins."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.prosody import HOP_S, PART_S
from emotion_desktop.services.review.session_prosody import SessionProsody
from emotion_desktop.services.review.session_sound import SessionSound

RATE_HZ = 44_100
LENGTH_S = 30.0


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A tone of 220 Hz from 22 to 27 seconds, on one of two channels."""
    times_s = np.arange(round(LENGTH_S * RATE_HZ)) / RATE_HZ
    sounding = (times_s >= 22.0) & (times_s < 27.0)
    frames = np.zeros((len(times_s), 2), np.float32)
    frames[:, 0] = np.where(sounding, 0.5 * np.sin(2 * np.pi * 220 * times_s), 0.0)
    soundfile.write(tmp_path / "talk.wav", frames, RATE_HZ)
    return tmp_path / "talk.wav"


def test_a_tone_in_the_middle_of_a_recording_is_measured_where_it_is(talk: Path) -> None:
    prosody = SessionProsody(SessionSound(talk, None))
    try:
        first, second = prosody.measure(0), prosody.measure(1)
    finally:
        prosody.close()
    assert first is not None
    assert second is not None
    assert np.isnan(first.pitch_hz).all()
    times_s = PART_S + (np.arange(len(second.pitch_hz)) + 0.5) * HOP_S
    voiced = np.isfinite(second.pitch_hz)
    assert times_s[voiced][[0, -1]] == pytest.approx([22.0, 27.0], abs=0.1)
    np.testing.assert_allclose(np.median(second.pitch_hz[voiced]), 220.0, rtol=0.012)
    measured = times_s[np.isfinite(second.level_dbfs)]
    assert measured[-1] == pytest.approx(LENGTH_S, abs=0.05)  # nothing after the end
    loud = (times_s > 22.1) & (times_s < 26.9)
    assert np.ptp(second.level_dbfs[loud]) < 0.2


def test_what_is_abandoned_measures_no_more(talk: Path) -> None:
    prosody = SessionProsody(SessionSound(talk, None))
    try:
        assert prosody.measure(0) is not None
        prosody.abandon()
        assert prosody.measure(1) is None
    finally:
        prosody.close()
