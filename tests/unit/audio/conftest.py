"""Sounds to test with."""

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from emotion_desktop.audio.files import read_all
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from tests.unit.audio.made_sounds import WriteSound


@pytest.fixture
def write_sound(tmp_path: Path) -> WriteSound:
    def write(name: str, samples: FloatArray, rate_hz: int = SAMPLE_RATE_HZ, **kind: str) -> Path:
        path = tmp_path / name
        soundfile.write(path, samples, rate_hz, **kind)
        return path

    return write


@pytest.fixture
def write_encoded(tmp_path: Path) -> WriteSound:
    """Writes stereo through FFmpeg: the left channel holds `samples`, the right nothing."""

    def write(name: str, samples: FloatArray, rate_hz: int, codec: str = "aac") -> Path:
        path = tmp_path / name
        with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
            stream = container.add_stream(codec, rate=rate_hz, layout="stereo")
            for start in range(0, len(samples), 1024):
                piece = samples[start : start + 1024]
                frame = av.AudioFrame.from_ndarray(
                    np.stack([piece, 0 * piece]), format="fltp", layout="stereo"
                )
                frame.rate = rate_hz
                frame.pts = start
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return write


@pytest.fixture(scope="session")
def speech(shared_data: Path) -> FloatArray:
    """Some 25 s of real speech of several people with pauses, at 16 kHz, shape (n,)."""
    clips = sorted((shared_data / "speech" / "crema-d").glob("**/*.opus"))[::700][:8]
    pause = np.random.default_rng(0).normal(0, 1e-3, SAMPLE_RATE_HZ).astype(np.float32)
    parts: list[FloatArray] = [pause]
    for clip in clips:
        parts += [read_all(clip), pause]
    return np.concatenate(parts)
