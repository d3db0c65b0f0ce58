"""Utterances and logs of reviews, made by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.live_events import SessionStarted
from emotion_desktop.domain.review import Action, Edit
from emotion_desktop.domain.session import RecordedSegment
from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.storage.archive import SOUND_NAME, StoredSound
from emotion_desktop.storage.session_folder import make_session_folder
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID, STARTED, probabilities

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def words(start_s: float, *texts: str, step_s: float = 0.5) -> tuple[Word, ...]:
    """Return words that follow each other without a pause."""
    return tuple(
        Word(text, start_s + i * step_s, start_s + (i + 1) * step_s, 0.9)
        for i, text in enumerate(texts)
    )


def utterance(
    segment_id: int,
    start_s: float,
    said: str = "one two three four",
    *,
    speaker: str = "",
    label: int = 4,
    share: float = 0.7,
    speech: int | None = None,
    text: int | None = None,
    uncertain: bool = False,
) -> Utterance:
    """Return an utterance with half a second per word, and a frame per tenth of a second."""
    spoken = words(start_s, *said.split())
    n_words = len(spoken)
    frames = np.arange(1, 5 * n_words + 1, dtype=np.float32)
    weights = np.arange(1, n_words + 1, dtype=np.float32)
    return Utterance(
        segment_id=segment_id,
        start_s=start_s,
        end_s=start_s + 0.5 * n_words,
        speaker=speaker,
        transcript=Transcript(said, spoken),
        estimate=FusedEstimate(
            probabilities(label, share),
            Gate(0.5, 0.5),
            uncertain,
            Estimate(probabilities(label if speech is None else speech, 0.6), frames / sum(frames)),
            Estimate(probabilities(label if text is None else text, 0.6), weights / weights.sum()),
        ),
    )


def log(*actions: Action | tuple[str, Action], gesture: str = "") -> list[Edit]:
    """Return a log of actions by Ana, or the rater named with one; ids from 1, a second apart."""
    edits = []
    for i, one in enumerate(actions, start=1):
        rater, action = one if isinstance(one, tuple) else ("Ana", one)
        edits.append(Edit(i, rater, NOON + timedelta(seconds=i), action, gesture))
    return edits


def keep_session(
    store: SessionStore,
    utterances: Sequence[Utterance],
    session_id: str = SESSION_ID,
    started: SessionStarted = STARTED,
) -> None:
    """Put a finished session of ten seconds into a store."""
    folder = make_session_folder(store.data_folder, session_id)
    (folder / SOUND_NAME).write_bytes(b"stands for the sound")
    store.add_session(session_id, started)
    for one in utterances:
        store.add_segment(session_id, RecordedSegment(one, speech_only=False))
    sound = StoredSound(SOUND_NAME, 10 * SAMPLE_RATE_HZ, 0)
    store.end_session(session_id, "finished", NOON, sound)
