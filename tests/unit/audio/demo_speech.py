"""Real speech that lies in the repository: the demo recording."""

import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.system.paths import resources_dir


def said(start_s: float, end_s: float, *, peak: float = 0.5) -> FloatArray:
    """A part of the demo recording at `SAMPLE_RATE_HZ`, shape (n,)."""
    samples, _ = soundfile.read(
        resources_dir() / "demo" / "demo.flac",
        start=round(start_s * SAMPLE_RATE_HZ),
        stop=round(end_s * SAMPLE_RATE_HZ),
        dtype="float32",
    )
    loud: FloatArray = samples * (peak / abs(samples).max())
    return loud
