"""A recorder, and a hand that feeds it."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.live_events import LiveEvent
from emotion_desktop.domain.session import RecordedSession, RecorderState
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.storage.store import SessionStore

BLOCK = 480


def sound(seconds: float) -> np.ndarray:
    """Return sound that 16 bits hold exactly, different at every sample of a minute."""
    n = np.arange(round(seconds * SAMPLE_RATE_HZ))
    return ((n * 7919 % 60_000 - 30_000) / 32_768).astype(np.float32)


class Desk:
    """A recorder, and a hand that feeds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.states: list[RecorderState] = []
        self._came = threading.Condition()
        self.recorder = SessionRecorder(folder, self._keep)

    def _keep(self, state: RecorderState) -> None:
        with self._came:
            self.states.append(state)
            self._came.notify_all()

    def wait_for(self, holds: Callable[[RecorderState], bool]) -> RecorderState:
        with self._came:
            assert self._came.wait_for(lambda: any(map(holds, self.states)), 20), self.states
            return next(filter(holds, self.states))

    def feed(self, samples: np.ndarray, first_sample: int = 0) -> None:
        for at in range(0, len(samples), BLOCK):
            block = AudioBlock(samples[at : at + BLOCK], SAMPLE_RATE_HZ, first_sample + at)
            self.recorder.hear(block)

    def take(self, *events: LiveEvent) -> None:
        for event in events:
            self.recorder.take(event)

    def heard(self, session: RecordedSession) -> np.ndarray:
        assert session.sound_file is not None
        path = session_folder(self.folder, session.id) / session.sound_file
        samples, rate = soundfile.read(path, dtype="float32")
        assert rate == SAMPLE_RATE_HZ
        return samples

    def only_session(self) -> RecordedSession:
        with SessionStore(self.folder, pytest.fail) as store:
            [session] = store.sessions()
        return session
