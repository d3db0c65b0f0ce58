"""What the golden files beside this one were written from: plain numbers, no generator of any.

A golden file is written once and changes only where its format is meant to change.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.estimate import (
    Analysis,
    Estimate,
    Frames,
    FusedEstimate,
    Gate,
    Utterance,
)
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    MarkerSet,
    ProvisionalWords,
    SegmentSkipped,
    SessionStarted,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowEstimate,
    WindowReady,
)
from emotion_desktop.domain.session import (
    Correction,
    Marker,
    Notice,
    RecordedSegment,
    RecordedWindow,
)
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.domain.translatable import Message
from emotion_desktop.storage.archive import SOUND_NAME, StoredSound
from emotion_desktop.storage.session_folder import make_session_folder
from emotion_desktop.storage.store import SessionStore

GOLDEN: Final = Path(__file__).parent
SESSION_ID: Final = "20260301T120000Z-0a1b2c"
STARTED_AT: Final = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
#: In the place of a FLAC: nothing of it is read but its hash.
SOUND: Final = b"stands for the sound"
MODELS: Final[dict[str, object]] = {"program": "0.1.0", "speech": {"version": "1"}}
STARTED: Final = SessionStarted("Desk microphone", STARTED_AT, 1_000.0, MODELS)


def probabilities(strongest: int, share: float) -> FloatArray:
    """Give one emotion a share, and the others the rest by rising parts; shape (7,)."""
    rest = (1.0 - share) / 21
    row = np.array([rest * (i + 1) for i in range(6)])
    return np.insert(row, strongest, share).astype(np.float32)


def attention(n: int) -> FloatArray:
    """Shape (n,), rising, summing to 1."""
    return np.array([2 * (i + 1) / (n * (n + 1)) for i in range(n)], np.float32)


SPOKEN: Final = Utterance(
    segment_id=4,
    start_s=0.25,
    end_s=2.30004,
    speaker="left",
    transcript=Transcript(
        'Grüße,\n"you" =1+1',
        (
            Word("Grüße,", 0.31, 0.72, 0.9123456789),
            Word('"you"', 0.75, 1.0, 0.4),
            Word("=1+1", 1.1, 2.2, 1 / 3),
        ),
    ),
    estimate=FusedEstimate(
        probabilities(3, 0.7),
        Gate(2 / 3, 1 / 3),
        False,
        Estimate(probabilities(3, 0.51), attention(40)),
        Estimate(probabilities(6, 0.4), attention(3)),
        normalised_to_speaker=12,
    ),
)
WORDLESS: Final = Utterance(
    segment_id=5,
    start_s=3.0,
    end_s=3.8,
    speaker="=right",
    transcript=Transcript(),
    estimate=FusedEstimate(
        probabilities(0, 0.2),
        Gate(1.0, 0.0),
        True,
        Estimate(probabilities(0, 0.2), attention(16)),
        None,
    ),
)


def analysis() -> Analysis:
    """An analysed audio file: two utterances, four windows, a notice."""
    return Analysis(
        audio=AudioInfo(
            Path("talks") / "Grüße, 1.wav",
            4.50006,
            44_100,
            2,
            (AudioNotice("hole", Message("4.0 s without sound at 7.4 s"), 7.40004, 4.0),),
        ),
        sha256="ab" * 32,
        models=MODELS,
        frames=Frames(
            0.5,
            3.0,
            np.array([1.5, 2.0, 2.5, 3.0], np.float32),
            np.stack([probabilities(i, 0.3 + 0.1 * i) for i in range(4)]),
            np.stack([probabilities(6 - i, 0.6) for i in range(4)]),
            np.array([0.0, 0.25, 2 / 3, 1.0], np.float32),
        ),
        utterances=(SPOKEN, WORDLESS),
    )


def store_session(data_folder: Path) -> None:
    """Put a session with everything that a recording may hold into a data folder.

    With a relative folder nothing that is written of it depends on where the test runs.
    """
    folder = make_session_folder(data_folder, SESSION_ID)
    (folder / SOUND_NAME).write_bytes(SOUND)
    with SessionStore(data_folder, print) as store:
        store.add_session(SESSION_ID, STARTED)
        for i, end_s in enumerate((3.0, 3.25, 3.5)):
            store.add_window(
                SESSION_ID, RecordedWindow(end_s - 3.0, end_s, probabilities(i, 0.3 + 0.1 * i))
            )
        store.add_segment(SESSION_ID, RecordedSegment(SPOKEN, speech_only=False))
        store.add_segment(SESSION_ID, RecordedSegment(WORDLESS, speech_only=True))
        store.add_marker(SESSION_ID, Marker(3.5, "door\tslams, =1+1"))
        store.add_marker(SESSION_ID, Marker(0.123456, ""))
        store.add_notice(SESSION_ID, Notice(2.0, "lost", "“Desk microphone” was unplugged"))
        for segment_id, rater, label, second in (
            (4, "live", "fear", 10),
            (4, 'Ana "🙂"', "sadness", 20),
            (4, "live", "anger", 30),
        ):
            made_at = STARTED_AT.replace(second=second)
            store.add_correction(SESSION_ID, Correction(segment_id, rater, label, made_at))
        sound = StoredSound(SOUND_NAME, 8 * SAMPLE_RATE_HZ, SAMPLE_RATE_HZ // 2)
        store.end_session(SESSION_ID, "finished", STARTED_AT.replace(second=8), sound)


LIVE_EVENTS: Final[tuple[LiveEvent, ...]] = (
    STARTED,
    ProvisionalWords(0.5, 1.5, "Grüße"),
    WindowReady(
        WindowEstimate(0.0, 3.0, Estimate(probabilities(2, 0.41), attention(30)), 0.0812345)
    ),
    UtteranceReady(SPOKEN, speech_only=False, latency_s=0.9),
    MarkerSet(3.5, "door slams"),
    LabelCorrected(4, EMOTIONS[0]),
    UtteranceReady(WORDLESS, speech_only=True, latency_s=0.20006),
    SegmentSkipped(6, 5.2, 5.8),
    SourceNotice("lost", "“Desk microphone” was unplugged", 6.0),
    LoadChanged("longer hop", 1.0, 6.5),
    SourceEnded("unplugged"),
    STARTED,
    Failed(RuntimeError("inside")),
)
