import numpy as np
import pytest

from emotion_desktop.audio.speech_probability import (
    FRAME_SAMPLES,
    AutomaticGain,
    SpeechProbability,
)
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from tests.unit.audio.demo_speech import said
from tests.unit.audio.made_sounds import noise, tone


def frames(samples: FloatArray) -> FloatArray:
    whole = len(samples) // (2 * FRAME_SAMPLES) * 2 * FRAME_SAMPLES
    return samples[:whole].reshape(-1, FRAME_SAMPLES)


def level_dbfs(samples: FloatArray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples))))


@pytest.mark.parametrize(
    ("before_dbfs", "after_dbfs"), [(-10, -10), (-23, -23), (-40, -23), (-53, -23), (-60, -30)]
)
def test_soft_sound_is_raised_by_30_db_at_most_and_loud_sound_is_left(
    before_dbfs: float, after_dbfs: float
) -> None:
    sound = tone(1000, level=np.sqrt(2) * 10 ** (before_dbfs / 20))

    raised = AutomaticGain()(frames(sound))

    assert level_dbfs(raised) == pytest.approx(after_dbfs, abs=0.2)


def test_the_gain_falls_at_once_and_comes_back_by_6_db_a_second() -> None:
    soft, loud = tone(seconds=6, level=0.004), tone(seconds=0.512, level=0.4)
    gain = AutomaticGain()
    gain(frames(soft))

    assert np.abs(gain(frames(loud))[1:]).max() == pytest.approx(0.4, rel=0.01)
    raised = gain(frames(soft))
    seconds = np.arange(len(raised)) * FRAME_SAMPLES / SAMPLE_RATE_HZ
    gains_db = 10 * np.log10(np.mean(np.square(raised), axis=1) / np.mean(np.square(soft)))
    # The loud tone had -11 dBFS.
    first, later = gains_db[seconds >= 3.0][0], gains_db[seconds >= 4.0][0]
    assert gains_db[0] == pytest.approx(0, abs=0.2)
    assert first == pytest.approx(6 * 3 - 12, abs=1)
    assert later - first == pytest.approx(6, abs=0.3)


def test_nothing_leaves_full_scale_and_silence_stays_silent() -> None:
    sound = np.concatenate([noise(1, 0.001), noise(1, 0.9)])

    assert np.abs(AutomaticGain()(frames(sound))).max() <= 1
    assert not AutomaticGain()(frames(0 * sound)).any()


@pytest.mark.parametrize("at_once", [2, 6, 32])
def test_the_probabilities_do_not_depend_on_how_many_frames_come_at_once(at_once: int) -> None:
    sound = frames(said(0, 4))
    together = SpeechProbability()(sound)
    hear = SpeechProbability()
    apart = [hear(sound[i : i + at_once]) for i in range(0, len(sound), at_once)]

    assert together.shape == (len(sound),)
    np.testing.assert_allclose(np.concatenate(apart), together, atol=1e-5)
