"""Doubles of the analysis and of the library for the analysis queue; nothing sleeps."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from emotion_desktop.domain.analysis_queue import AnalysisChoices, QueueChange, QueueRow
from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Analysis, Frames
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.analysis.analyse_file import AnalysisStoppedError
from emotion_desktop.services.analysis.queue import AnalysisQueue

WAIT_S = 60
CHOICES = AnalysisChoices()
LISTENING = Message("live listening")


class Analyses:
    """Stands in for `analyse`: files are as long as they have bytes; those named bad fail.

    Files whose names are in `held` stop in their middle until `go_on` says so.
    """

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.held: set[str] = set()
        self.reached = threading.Event()
        self.gate = threading.Semaphore(0)

    def __call__(
        self,
        path: Path,
        engine: object,
        *,
        on_progress: Callable[[float, float], None],
        should_stop: Callable[[], bool],
        **_options: object,
    ) -> Analysis:
        self.begun.append(path.name)
        if path.name.startswith("bad"):
            raise UserFacingError("{path} is not an audio file", "Convert it.", path=path)
        if path.name.startswith("bug"):
            raise RuntimeError("a fault")
        length_s = float(path.stat().st_size)
        on_progress(length_s / 2, length_s)
        if path.name in self.held:
            self.reached.set()
            assert self.gate.acquire(timeout=WAIT_S)
        if should_stop():
            raise AnalysisStoppedError
        on_progress(length_s, length_s)
        none = np.zeros((0, 7), np.float32)
        frames = Frames(0.5, 3.0, np.zeros(0, np.float32), none, none)
        return Analysis(AudioInfo(path, length_s, 16_000, 1), "ab" * 32, {}, frames, ())


class Watcher:
    """Keeps what the queue tells, and waits until it stands as a test wants it."""

    def __init__(self) -> None:
        self.changes: list[QueueChange] = []
        self.notices: list[Message] = []
        self._new = threading.Condition()

    def on_change(self, change: QueueChange) -> None:
        with self._new:
            self.changes.append(change)
            self._new.notify_all()

    def wait(self, is_so: Callable[[], bool]) -> None:
        with self._new:
            assert self._new.wait_for(is_so, WAIT_S)


class Library:
    """Stands in for the library; while it has a `trouble`, it takes nothing."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bool]] = []
        self.trouble: Exception | None = None
        self.n_refused = 0

    def __call__(self, document: SessionDocument, copies_audio: bool) -> str:
        if self.trouble is not None:
            self.n_refused += 1
            raise self.trouble
        name = document.audio.path.name
        self.kept.append((name, copies_audio))
        return f"session-{name}"

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.kept]


def write(folder: Path, *names: str, length_s: int = 100) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(bytes(length_s))
    return [folder / name for name in names]


def states(queue: AnalysisQueue) -> dict[str, str]:
    return {row.path.name: row.state for row in queue.rows()}


def row_of(queue: AnalysisQueue, name: str) -> QueueRow:
    return next(row for row in queue.rows() if row.path.name == name)
