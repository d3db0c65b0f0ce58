from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.audio import AudioInfo, AudioNotice
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import (
    Estimate,
    Frames,
    FusedEstimate,
    Gate,
    Utterance,
)
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.domain.translatable import Message
from emotion_desktop.export.formats import ExportOptions, write_results

Export = Callable[..., Path]

HOLE = AudioNotice("hole", Message("4.0 s without sound at 7.4 s"), 7.40004, 4.0)


def distributions(n: int, seed: int) -> np.ndarray:
    """Shape (n, 7), float32, each row summing to 1 as well as float32 can."""
    return np.random.default_rng(seed).dirichlet(np.full(7, 0.3), n).astype(np.float32)


def estimate(seed: int, n_attention: int) -> Estimate:
    weights = np.random.default_rng(seed).dirichlet(np.ones(n_attention)).astype(np.float32)
    return Estimate(distributions(1, seed)[0], weights)


@pytest.fixture
def document() -> SessionDocument:
    """An audio file of two utterances: one with words, one where nothing intelligible was said."""
    words = (Word("Grüße,", 0.31, 0.72, 0.91), Word('"you"', 0.75, 1.0, 0.4))
    spoken = Utterance(
        segment_id=0,
        start_s=0.25,
        end_s=1.1,
        speaker="left",
        transcript=Transcript('Grüße, "you"', words),
        estimate=FusedEstimate(
            distributions(1, 1)[0], Gate(0.7, 0.3), False, estimate(2, 40), estimate(3, 2)
        ),
    )
    wordless = Utterance(
        segment_id=1,
        start_s=2.0,
        end_s=2.8,
        speaker="left",
        transcript=Transcript(),
        estimate=FusedEstimate(distributions(1, 4)[0], Gate(1.0, 0.0), True, estimate(5, 30), None),
    )
    times_s = np.arange(400, dtype=np.float32) * np.float32(0.5) + np.float32(1.5)
    return SessionDocument(
        audio=AudioInfo(Path("talk.wav"), 203.00006, 44_100, 2, notices=(HOLE,)),
        sha256="ab" * 32,
        models={"speech": {"version": "1", "sha256": "cd" * 32}},
        frames=Frames(0.5, 3.0, times_s, distributions(400, 6), distributions(400, 7)),
        utterances=(spoken, wordless),
    )


@pytest.fixture(autouse=True)
def _drawn_in_the_application_of_the_tests(qapp: object) -> None:
    """Let Qt draw in the application that tests of windows need too: a process has one."""


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Return what writes a document in one format."""

    def write(document: SessionDocument, name: str, rater: str | None = None) -> Path:
        paths = write_results(document, tmp_path / "talk", [name], ExportOptions(rater=rater))
        assert all(path.is_file() for path in paths)
        return paths[0]

    return write
