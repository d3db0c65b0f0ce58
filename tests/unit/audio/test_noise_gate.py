"""The gate that ignores what is quieter than a threshold."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from emotion_desktop.audio.noise_gate import HOLD_S, LEAD_S, GatedSource, NoiseGate
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock

BLOCK = 480


class HandSource:
    """A source whose blocks a test hands over."""

    name = "hand"
    dropped_samples = 7

    def start(self, on_block: Callable, on_end: Callable, on_notice: Callable) -> None:
        self.give, self.end, self.notify = on_block, on_end, on_notice

    def stop(self) -> None:
        self.end(None)


def pass_through(gate: NoiseGate, samples: np.ndarray, gap: int = 0) -> list[AudioBlock]:
    """Play `samples` in blocks of 30 ms, with a gap in the middle."""
    source, heard = HandSource(), []
    gated = GatedSource(source, gate)
    gated.start(heard.append, lambda _reason: None, lambda _notice: None)
    for start in range(0, len(samples), BLOCK):
        shift = gap if start >= len(samples) // 2 else 0
        source.give(AudioBlock(samples[start : start + BLOCK], SAMPLE_RATE_HZ, start + shift))
    gated.stop()
    return heard


def tone(seconds: float, level_dbfs: float) -> np.ndarray:
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    amplitude = math.sqrt(2) * 10 ** (level_dbfs / 20)
    return (amplitude * np.sin(2 * np.pi * 200 * times)).astype(np.float32)


def test_a_murmur_is_silenced_and_a_voice_passes_with_its_soft_ends() -> None:
    murmur = tone(2.0, -50)
    sound = np.concatenate([murmur, tone(1.0, -20), murmur])
    heard = pass_through(NoiseGate(-35.0), sound)
    assert [block.first_sample for block in heard] == list(range(0, len(sound), BLOCK))
    out = np.concatenate([block.samples for block in heard])
    passed = np.flatnonzero(np.convolve(np.abs(out), np.ones(BLOCK), "same") > 0)
    first_s, last_s = passed[0] / SAMPLE_RATE_HZ, passed[-1] / SAMPLE_RATE_HZ
    assert 2.0 - LEAD_S - 0.05 < first_s < 2.0 - 0.1
    assert 3.0 + HOLD_S - 0.05 < last_s < 3.0 + HOLD_S + 0.25
    middle = slice(int(first_s * SAMPLE_RATE_HZ) + BLOCK, int(last_s * SAMPLE_RATE_HZ) - BLOCK)
    np.testing.assert_array_equal(out[middle], sound[middle])


def test_without_a_threshold_every_block_passes_untouched_and_at_once() -> None:
    source, heard = HandSource(), []
    GatedSource(source, NoiseGate()).start(heard.append, lambda _r: None, lambda _n: None)
    for block in (AudioBlock(np.zeros(BLOCK, np.float32), SAMPLE_RATE_HZ, 0),) * 2:
        source.give(block)
        assert heard[-1] is block
    assert len(heard) == 2


def test_the_level_is_that_before_the_gate() -> None:
    gate = NoiseGate(-10.0)
    levels = []
    source = HandSource()
    GatedSource(source, gate).start(lambda _b: None, lambda _r: None, lambda _n: None)
    sound = tone(0.3, -40)
    for start in range(0, len(sound), BLOCK):
        source.give(AudioBlock(sound[start : start + BLOCK], SAMPLE_RATE_HZ, start))
        levels.append(gate.level_dbfs)
    assert levels[-1] == pytest.approx(-40, abs=0.3)
    assert not gate.is_open
    gate.threshold_dbfs = -45.0
    source.give(AudioBlock(tone(0.03, -40), SAMPLE_RATE_HZ, len(sound)))
    assert gate.is_open


def test_a_gap_in_the_sound_stays_where_it_was() -> None:
    sound = tone(2.0, -20)
    heard = pass_through(NoiseGate(-35.0), sound, gap=1600)
    firsts = [block.first_sample for block in heard]
    assert firsts == sorted(firsts)
    assert sum(len(block.samples) for block in heard) == len(sound)
    assert firsts[-1] == (len(sound) - 1) // BLOCK * BLOCK + 1600


def test_end_notices_and_losses_are_those_of_the_source() -> None:
    source, ends, notices = HandSource(), [], []
    gated = GatedSource(source, NoiseGate(-35.0))
    gated.start(lambda _b: None, ends.append, notices.append)
    source.notify("lost")
    source.end("unplugged")
    assert (ends, notices) == (["unplugged"], ["lost"])
    assert (gated.name, gated.dropped_samples) == ("hand", 7)
