"""Sounds that the tests of this folder make, and a measure of what came out."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import soxr
from scipy.signal import fftconvolve

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, FloatArray

#: Writes (name, samples, ...) to a temporary folder.
WriteSound = Callable[..., Path]


def tone(
    frequency_hz: float = 440.0,
    *,
    seconds: float = 1.0,
    rate_hz: int = SAMPLE_RATE_HZ,
    level: float = 0.3,
) -> FloatArray:
    """A sine, shape (n,)."""
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return (level * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def hum(mains_hz: int, seconds: float, level: float = 0.1) -> FloatArray:
    """Mains hum with eleven harmonics in no particular phase, shape (n,)."""
    angle = 2 * np.pi * mains_hz * np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    harmonics = sum(np.sin(k * angle + k) / k for k in range(1, 12))
    return (level / 2 * harmonics).astype(np.float32)


def noise(seconds: float, level: float) -> FloatArray:
    """White noise, shape (n,)."""
    samples = np.random.default_rng(0).normal(0, level, round(seconds * SAMPLE_RATE_HZ))
    return samples.clip(-1, 1).astype(np.float32)


def clicks(seconds: float, level: float = 0.3) -> FloatArray:
    """Five strokes of a keyboard a second, at random, shape (n,)."""
    rng = np.random.default_rng(3)
    samples = np.zeros(round(seconds * SAMPLE_RATE_HZ))
    fading = np.exp(-np.arange(800) / 60)
    for start in rng.integers(0, len(samples) - 800, round(5 * seconds)):
        samples[start : start + 800] += rng.normal(0, level, 800) * fading
    return samples.clip(-1, 1).astype(np.float32)


def level_of(samples: FloatArray, frequency_hz: float) -> float:
    """Amplitude of one frequency in the middle of a sound at 16 kHz."""
    middle = samples[len(samples) // 4 : len(samples) * 3 // 4]
    angle = 2j * np.pi * frequency_hz * np.arange(len(middle)) / SAMPLE_RATE_HZ
    return float(2 * abs(np.mean(middle * np.exp(-angle))))


def blocks_of(samples: FloatArray, sizes: list[int], *, first_sample: int = 0) -> list[AudioBlock]:
    """Cut a sound into blocks whose sizes repeat."""
    blocks = []
    start = 0
    while start < len(samples):
        size = sizes[len(blocks) % len(sizes)]
        piece = samples[start : start + size]
        blocks.append(AudioBlock(piece, SAMPLE_RATE_HZ, first_sample + start))
        start += size
    return blocks


def rustle(seconds: float, *, rate_hz: int = SAMPLE_RATE_HZ, level: float = 0.1) -> FloatArray:
    """Soft noise that is nowhere alike and that codecs keep, shape (n,)."""
    white = np.random.default_rng(7).normal(0, 1, round(seconds * SAMPLE_RATE_HZ) + 15)
    soft = np.convolve(white, np.hanning(16), "valid")
    if rate_hz != SAMPLE_RATE_HZ:
        soft = soxr.resample(soft, SAMPLE_RATE_HZ, rate_hz)
    return (soft / soft.std() * level).astype(np.float32)


def place_of(original: FloatArray, at_s: float, samples: FloatArray, *, length_s: float) -> float:
    """Where in `samples` the stretch of `original` lies that begins at `at_s`; both at 16 kHz."""
    first = round(at_s * SAMPLE_RATE_HZ)
    wanted = original[first : first + round(length_s * SAMPLE_RATE_HZ)]
    alike = fftconvolve(samples, wanted[::-1], "valid")
    found = int(np.argmax(alike))
    there = samples[found : found + len(wanted)]
    likeness = float(alike[found]) / float(np.linalg.norm(there) * np.linalg.norm(wanted))
    assert likeness > 0.8, f"nothing like it: {likeness:.2f}"
    return found / SAMPLE_RATE_HZ
