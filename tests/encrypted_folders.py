"""Encrypted data folders for tests, with a canary in each kind of file."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.live_events import MarkerSet, SourceEnded
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.key_file import (
    Cost,
)
from emotion_desktop.storage.queue_file import QueueFile
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.system.sealing.files import open_plain, replace_plain
from tests.unit.services.recording.recorder_desk import Desk
from tests.unit.streaming.live_events import STARTED

PASSPHRASE = "four words of it"
QUICK = Cost(memory_kib=32, passes=1, lanes=1)
#: Text, and a tone: a square wave, which no other sound here resembles.
WORD = "canarybird"
PERIOD = np.repeat(np.array([12_345, -12_345], np.int16), 16)
TONE = np.tile(PERIOD, SAMPLE_RATE_HZ * 3 // len(PERIOD))


def record(folder: Path, samples: np.ndarray = TONE) -> str:
    """Record a session with a canary in its markers and in its sound."""
    desk = Desk(folder)
    desk.recorder.start_recording()
    desk.take(replace(STARTED, source=WORD))
    desk.feed(samples.astype(np.float32) / 32_768)
    desk.take(MarkerSet(1.0, f"heard a {WORD}"), SourceEnded(None))
    desk.recorder.close()
    return desk.only_session().id


def holds_canary(content: bytes) -> bool:
    needles = [WORD.encode(), WORD.encode("utf-16-le"), PERIOD.tobytes(), b"fLaC", b"RIFF"]
    return any(needle in content for needle in needles)


def leaks(folder: Path) -> list[str]:
    """List the files that show anything of the canaries, by name or content."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        str(path.relative_to(folder))
        for path in files
        if WORD in path.name or holds_canary(path.read_bytes())
    ]


def heard(folder: Path, session_id: str) -> np.ndarray:
    with open_plain(session_folder(folder, session_id) / SOUND_NAME) as file:
        return soundfile.read(file, dtype="int16")[0]


def use_everything(folder: Path) -> str:
    """Leave a canary in each kind of file; return a session."""
    session_id = record(folder)
    queue = QueueFile(folder)
    queue.open()
    queue.write([QueueRow(id=1, path=folder / f"{WORD}.wav", channel="mix", copies_audio=True)])
    queue.close()
    (folder / "voices").mkdir()
    replace_plain(folder / "voices" / "0.voice.json", json.dumps({"name": WORD}).encode())
    return session_id


def flip(path: Path, at: int) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def cut(path: Path, n_bytes: int) -> None:
    """Cut a file off after so many bytes."""
    path.write_bytes(path.read_bytes()[:n_bytes])
