"""Documents that are hard to write: scripts, signs, overlaps, nothing at all."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Estimate, Frames, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.session import Correction, Marker
from emotion_desktop.domain.transcript import Transcript, Word
from tests.golden.inputs import attention, probabilities

ARABIC: Final = "مرحبا بالعالم"
HEBREW: Final = "שלום, עולם"
JAPANESE: Final = "こんにちは、世界 🙂👩‍👩‍👧"
SIGNS: Final = 'She said "stop"\tand <b>&amp; left</b>,\n=1+1; it\'s 5 --> 6\\n'
NO_FRAMES: Final = Frames(
    0.5, 3.0, np.zeros(0, np.float32), np.zeros((0, 7), np.float32), np.zeros((0, 7), np.float32)
)


def utterance(
    number: int, start_s: float, end_s: float, speaker: str, text: str, *, strongest: int = 0
) -> Utterance:
    """Say `text` word by word, evenly; nothing where it is empty."""
    said = text.split()
    step_s = (end_s - start_s) / max(len(said), 1)
    words = tuple(
        Word(word, start_s + i * step_s, start_s + (i + 1) * step_s, 0.9)
        for i, word in enumerate(said)
    )
    row = probabilities(strongest, 0.6)
    return Utterance(
        segment_id=number,
        start_s=start_s,
        end_s=end_s,
        speaker=speaker,
        transcript=Transcript(text, words),
        estimate=FusedEstimate(
            row,
            Gate(0.5, 0.5),
            strongest == 4,
            Estimate(row, attention(8)),
            Estimate(row, attention(len(words))) if words else None,
        ),
    )


def hard_document() -> SessionDocument:
    """Two speakers who talk at once, one also at once with herself; two raters."""
    made_at = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    return SessionDocument(
        audio=AudioInfo(Path("talks") / "Grüße & 世界.wav", 3700.25, 44_100, 2),
        sha256="ab" * 32,
        models={"bundle": "default"},
        utterances=(
            utterance(0, 0.0, 2.4, "Zoë", ARABIC, strongest=0),
            utterance(1, 1.2344, 3.9, "左", HEBREW, strongest=1),
            utterance(2, 2.4, 5.0, "Zoë", JAPANESE, strongest=2),
            utterance(3, 4.0005, 6.0, "Zoë", SIGNS, strongest=3),
            utterance(4, 7.0, 8.0, "", "", strongest=4),
            utterance(5, 3661.5, 3699.9996, "左", "late", strongest=5),
        ),
        frames=NO_FRAMES,
        markers=(Marker(2.5, 'a "note"\n=2'), Marker(9.0, "")),
        corrections=(
            Correction(0, "Ana", "fear", made_at),
            Correction(0, "Ben", "anger", made_at),
            Correction(3, "Ana", "neutral", made_at),
        ),
    )


def empty_document() -> SessionDocument:
    """A file in which nobody speaks."""
    return SessionDocument(
        audio=AudioInfo(Path("silence.wav"), 12.5, 16_000, 1),
        sha256="cd" * 32,
        models={},
        utterances=(),
        frames=NO_FRAMES,
    )
