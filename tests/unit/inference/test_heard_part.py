"""Which part of an utterance is heard, wherever its borders are."""

from collections.abc import Callable

import numpy as np
import pytest

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.inference.heard_part import audible_part, heard_part

MS = SAMPLE_RATE_HZ // 1000
#: Where the voice below begins and ends.
FIRST, END = 400 * MS, 1500 * MS


@pytest.fixture
def voice() -> FloatArray:
    """A tone that swells and fades, in faint noise."""
    rng = np.random.default_rng(0)
    samples = rng.normal(0, 1e-4, 2000 * MS)
    time_s = np.arange(END - FIRST) / SAMPLE_RATE_HZ
    swell = np.sin(np.pi * np.linspace(0, 1, END - FIRST)) ** 0.3
    samples[FIRST:END] += 0.3 * np.sin(2 * np.pi * 180 * time_s) * swell
    return samples.astype(np.float32)


@pytest.mark.parametrize("chosen", [heard_part, audible_part])
def test_the_same_samples_are_heard_wherever_the_borders_are(
    chosen: Callable[[FloatArray], slice], voice: FloatArray
) -> None:
    found = set()
    for cut in range(0, 200 * MS, 7 * MS):
        part = chosen(voice[cut : len(voice) - cut])
        found.add((part.start + cut, part.stop + cut))
    starts, stops = ({edge[i] for edge in found} for i in (0, 1))
    assert max(starts) - min(starts) <= MS
    assert max(stops) - min(stops) <= MS


def test_a_tenth_of_a_second_is_kept_around_what_is_loud(voice: FloatArray) -> None:
    part = heard_part(voice)
    assert FIRST - 110 * MS <= part.start <= FIRST - 70 * MS  # less up to a state of 20 ms
    assert END + 90 * MS <= part.stop <= END + 110 * MS


def test_a_soft_word_is_recognised_but_not_heard(voice: FloatArray) -> None:
    word = 0.003 * np.sin(2 * np.pi * 180 * np.arange(200 * MS) / SAMPLE_RATE_HZ)
    voice[1700 * MS : 1900 * MS] += word.astype(np.float32)
    assert heard_part(voice).stop < 1650 * MS
    assert audible_part(voice).stop > 1900 * MS


@pytest.mark.parametrize("n_samples", [1, 100, 900])
def test_little_sound_is_heard_whole(voice: FloatArray, n_samples: int) -> None:
    assert heard_part(voice[FIRST : FIRST + n_samples]) == slice(0, n_samples)


def test_silence_is_heard_whole() -> None:
    assert heard_part(np.zeros(8000, np.float32)) == slice(0, 8000)


def test_attention_lies_where_the_voice_is(voice: FloatArray) -> None:
    engine = EmotionEngine.load(transcribe=False)
    long = np.concatenate([np.zeros(3000 * MS, np.float32), voice])
    [prediction] = engine.hear([long])
    n_frames = len(prediction.attention)
    assert n_frames == 63  # of 80 ms
    assert prediction.parts.shape == (n_frames, 7)
    assert prediction.attention.sum() == pytest.approx(1, abs=1e-3)
    seen = np.flatnonzero(prediction.attention) * 0.08
    assert 3.25 <= seen[0] <= 3.4
    assert 4.5 <= seen[-1] <= 4.65
