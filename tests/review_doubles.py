"""Utterances and logs of reviews, made by hand."""

from datetime import UTC, datetime, timedelta

import numpy as np

from emotion_desktop.domain.estimate import Estimate, FusedEstimate, Gate, Utterance
from emotion_desktop.domain.review import Action, Edit
from emotion_desktop.domain.transcript import Transcript, Word
from tests.golden.inputs import probabilities

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def words(start_s: float, *texts: str, step_s: float = 0.5) -> tuple[Word, ...]:
    """Give words that follow each other without a pause."""
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
    """Give an utterance with half a second for each word, and a frame for each tenth of one."""
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
    """Give a log of actions by Ana, or by who is named with one; ids from 1, a second apart."""
    edits = []
    for i, one in enumerate(actions, start=1):
        rater, action = one if isinstance(one, tuple) else ("Ana", one)
        edits.append(Edit(i, rater, NOON + timedelta(seconds=i), action, gesture))
    return edits
