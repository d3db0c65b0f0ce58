"""What is heard and analysed while pictures are taken: the demo recording, cut or backwards."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import soundfile

from emotion_desktop.composition import demo_recording
from emotion_desktop.services.source_choice import AudioFileChoice


def backwards(folder: str) -> AudioFileChoice:
    """Write the demo recording backwards: a voice whose words and tone mean nothing."""
    speech, rate_hz = soundfile.read(demo_recording().path, dtype="float32")
    path = Path(folder) / "demo-backwards.wav"
    soundfile.write(path, speech[::-1], rate_hz)
    return AudioFileChoice(path, "Demo audio, backwards")


def write_interviews(folder: Path) -> None:
    """Write the demo recording as if of three weeks, and a broken file between them."""
    folder.mkdir()
    for number in (1, 2, 4):
        path = folder / f"interview {number:02}.flac"
        shutil.copy(demo_recording().path, path)
        day_s = datetime(2025, 3, 7 * number, 14, 30, tzinfo=UTC).timestamp()
        os.utime(path, (day_s, day_s))
    (folder / "interview 03.wav").write_bytes(b"what a broken download leaves")
