import math

import numpy as np
import pytest

from emotion_desktop.audio.running_level import CLIPPING_S, LEVEL_S, RunningLevel
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock

BLOCK = 480


def feed(level: RunningLevel, samples: np.ndarray, first: int = 0) -> int:
    for start in range(0, len(samples), BLOCK):
        block = samples[start : start + BLOCK].astype(np.float32)
        level.feed(AudioBlock(block, SAMPLE_RATE_HZ, first + start))
    return first + len(samples)


def test_the_level_is_the_rms_of_the_newest_tenth_of_a_second() -> None:
    level = RunningLevel()
    assert level.dbfs == -math.inf
    end = feed(level, np.full(SAMPLE_RATE_HZ, 0.5))
    feed(level, np.full(round(LEVEL_S * SAMPLE_RATE_HZ), 0.1), end)
    assert level.dbfs == pytest.approx(-20.0, abs=1e-3)
    feed(level, np.zeros(SAMPLE_RATE_HZ), end)
    assert level.dbfs == -math.inf


def test_clipping_is_seen_for_a_second_and_not_for_longer() -> None:
    level = RunningLevel()
    end = feed(level, np.full(BLOCK, 0.99))
    assert not level.clipping
    end = feed(level, np.array([-1.0]), end)
    assert level.clipping
    end = feed(level, np.zeros(round((CLIPPING_S - 0.05) * SAMPLE_RATE_HZ)), end)
    assert level.clipping
    feed(level, np.zeros(SAMPLE_RATE_HZ // 10), end)
    assert not level.clipping


def test_an_empty_block_changes_nothing() -> None:
    level = RunningLevel()
    end = feed(level, np.full(SAMPLE_RATE_HZ, 0.1))
    level.feed(AudioBlock(np.empty(0, np.float32), SAMPLE_RATE_HZ, end))
    assert level.dbfs == pytest.approx(-20.0, abs=1e-3)
