"""A short live session in which everything happens once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import numpy as np

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    MarkerSet,
    ModelsLoaded,
    ProvisionalWords,
    SegmentSkipped,
    SessionStarted,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowEstimate,
    WindowReady,
)
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.streaming.sink import Outlet, OutletCounters

STARTED_MONOTONIC_S: Final = 1_000.0
STARTED_AT: Final = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def estimate(seed: int, n_attention: int = 2) -> Estimate:
    rng = np.random.default_rng(seed)
    probabilities = rng.dirichlet(np.full(7, 0.3)).astype(np.float32)
    return Estimate(probabilities, rng.dirichlet(np.ones(n_attention)).astype(np.float32))


MODELS: Final[dict[str, object]] = {"speech": {"version": "1"}}
STARTED: Final = SessionStarted("Desk microphone", STARTED_AT, STARTED_MONOTONIC_S, MODELS)


def window(end_s: float = 3.0, seed: int = 1) -> WindowReady:
    return WindowReady(WindowEstimate(end_s - 3.0, end_s, estimate(seed), 0.08))


SPOKEN: Final = UtteranceReady(
    Utterance(
        segment_id=7,
        start_s=0.5,
        end_s=2.5,
        speaker="",
        transcript=Transcript("Grüße you", (Word("Grüße", 0.6, 1.0, 0.9), Word("you", 1, 2, 0.5))),
        estimate=FusedEstimate(
            estimate(2).probabilities, Gate(0.75, 0.25), False, estimate(3), estimate(4)
        ),
    ),
    speech_only=False,
    latency_s=0.9,
)
WORDLESS: Final = UtteranceReady(
    Utterance(
        segment_id=8,
        start_s=4.0,
        end_s=5.0,
        speaker="",
        transcript=Transcript(),
        estimate=FusedEstimate(estimate(5).probabilities, Gate(1.0, 0.0), True, estimate(6), None),
    ),
    speech_only=True,
    latency_s=0.2,
)
MARKER: Final = MarkerSet(3.5, "door slams")
NOTICE: Final = SourceNotice("lost", "“Desk microphone” was unplugged", 6.0)
WORDS: Final = ProvisionalWords(0.5, 1.5, "Grüße")
FAILED: Final = Failed(UserFacingError("The microphone vanished", "Plug it in again."))

SESSION: Final[tuple[LiveEvent, ...]] = (
    ModelsLoaded(MODELS),
    STARTED,
    WORDS,
    window(),
    SPOKEN,
    MARKER,
    LabelCorrected(7, "anger"),
    WORDLESS,
    SegmentSkipped(9, 5.2, 5.8),
    NOTICE,
    LoadChanged("longer hop", 1.0, 6.5),
    SourceEnded("unplugged"),
)


def wait_until(outlet: Outlet, holds: Callable[[OutletCounters], bool]) -> None:
    with outlet.changed:
        assert outlet.changed.wait_for(lambda: holds(outlet.counters), 20), outlet.counters
