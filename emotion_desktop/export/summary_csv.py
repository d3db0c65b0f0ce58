"""The figures of sessions as one table, a row for each figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from emotion_desktop.domain.serialise import SHARE_DIGITS, TIME_DIGITS, moment_value
from emotion_desktop.domain.summary import SessionSummary, SpeakerSummary, Summary
from emotion_desktop.export.analysis_csv import TableStyle, number_cell, table, text_cell

COLUMNS: Final[tuple[str, ...]] = (
    "session_id",
    "title",
    "started_at",
    "figure",
    "of",
    "emotion",
    "next_emotion",
    "start_s",
    "end_s",
    "value",
    "unit",
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure, before it is written; what does not apply is empty or None."""

    figure: str
    value: float
    unit: str
    of: str = "session"
    emotion: str = ""
    next_emotion: str = ""
    start_s: float | None = None
    end_s: float | None = None


def summary_to_csv(sessions: Sequence[SessionSummary], *, style: TableStyle = "comma") -> str:
    """Write a header and a row for each figure of each session.

    `figure` says what the value is, `of` whose: `session`, `speaker: NAME`, or the models'
    alone as `model: speech`, `model: text` and `model: fused`. Shares are in [0, 1], of
    speaking time; a transition counts how often `next_emotion` follows `emotion`; a stretch
    and a change point have their times in seconds.

    Returns
    -------
    str
        Ends with a line break.
    """
    rows = (
        _row(session, figure, style) for session in sessions for figure in _figures(session.summary)
    )
    return table(COLUMNS, rows, style)


def _figures(summary: Summary) -> Iterator[_Figure]:
    yield from _shares(summary.shares, "session")
    for name, speaker in summary.speakers.items():
        yield from _speaker(speaker, f"speaker: {name}")
    for modality, shares in summary.by_modality.items():
        yield from _shares(shares, f"model: {modality}")
    for (before, after), count in sorted(summary.transitions.items()):
        yield _Figure("transitions", count, "count", emotion=before, next_emotion=after)
    for one in summary.stretches:
        length_s = one.end_s - one.start_s
        of = f"speaker: {one.speaker}"
        yield _Figure("stretch", length_s, "s", of, one.label, start_s=one.start_s, end_s=one.end_s)
    for at_s in summary.change_points_s:
        yield _Figure("change_point", at_s, "s", start_s=at_s)
    pauses = summary.pauses
    yield _Figure("pauses", pauses.count, "count")
    yield _Figure("pauses_total", pauses.total_s, "s")
    yield _Figure("pauses_median", pauses.median_s, "s")
    yield _Figure("pauses_longest", pauses.longest_s, "s")


def _speaker(speaker: SpeakerSummary, of: str) -> Iterable[_Figure]:
    yield from _shares(speaker.shares, of)
    yield _Figure("spoken", speaker.spoken_s, "s", of)
    if speaker.words_per_minute is not None:
        yield _Figure("speech_rate", speaker.words_per_minute, "words/min", of)


def _shares(shares: Mapping[str, float], of: str) -> Iterable[_Figure]:
    return (_Figure("share", share, "1", of, emotion) for emotion, share in shares.items())


def _row(session: SessionSummary, one: _Figure, style: TableStyle) -> list[str]:
    digits = {"count": 0, "1": SHARE_DIGITS}.get(one.unit, TIME_DIGITS)
    return [
        session.id,
        text_cell(session.title),
        "" if session.started_at is None else moment_value(session.started_at),
        one.figure,
        text_cell(one.of),
        one.emotion,
        one.next_emotion,
        _time(one.start_s, style),
        _time(one.end_s, style),
        number_cell(one.value, digits, style),
        one.unit,
    ]


def _time(seconds: float | None, style: TableStyle) -> str:
    return "" if seconds is None else number_cell(seconds, TIME_DIGITS, style)
