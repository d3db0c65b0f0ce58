"""Stands in for the analysis of real audio files where only the queue and its page matter."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from emotion_desktop.audio.files import probe
from emotion_desktop.domain.estimate import Analysis, Frames, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.services.analysis.analyse_file import AnalysisStoppedError
from tests.engine_double import EVEN

WAIT_S = 60
FUSED = FusedEstimate(EVEN.probabilities, Gate(1.0, 0.0), True, EVEN, None)
SAID = Transcript("hello", (Word("hello", 0.2, 0.6, 0.9),))


class AnalysisDouble:
    """Says the same of every audio file; what is none is refused as ever.

    Files whose names are in `held` stop in their middle until `go_on` is released.
    """

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.held: set[str] = set()
        self.reached = threading.Event()
        self.go_on = threading.Semaphore(0)

    def __call__(
        self,
        path: Path,
        engine: object,
        *,
        on_progress: Callable[[float, float], None],
        should_stop: Callable[[], bool] | None,
        **_options: object,
    ) -> Analysis:
        self.begun.append(path.name)
        info = probe(path)
        on_progress(info.duration_s / 2, info.duration_s)
        if path.name in self.held:
            self.reached.set()
            assert self.go_on.acquire(timeout=WAIT_S)
        if should_stop is not None and should_stop():
            raise AnalysisStoppedError
        on_progress(info.duration_s, info.duration_s)
        none = np.zeros((0, 7), np.float32)
        return Analysis(
            audio=info,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            models={"engine": "double"},
            frames=Frames(0.5, 3.0, np.zeros(0, np.float32), none, none),
            utterances=(Utterance(0, 0.1, 0.8, "", SAID, FUSED),),
        )


def write_audio(folder: Path, *names: str, length_s: float = 1.0) -> list[Path]:
    """Write audio files, each with contents of its own."""
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names, start=1):
        samples = np.full(round(8000 * length_s), number / 1000, np.float32)
        soundfile.write(folder / name, samples, 8000)
    return [folder / name for name in names]
