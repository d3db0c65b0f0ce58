"""The figures of sessions are written as one table that any program reads back."""

import csv
import io
from datetime import UTC, datetime

import pytest

from emotion_desktop.domain.review import NameSpeaker
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.summary import SessionSummary, summary_of
from emotion_desktop.export.summary_csv import COLUMNS, summary_to_csv
from tests.review_doubles import log, utterance

SAID = [
    utterance(0, 0.0, "one two three four", speaker="A", label=0),
    utterance(1, 4.0, "five six", speaker="A", label=5),
    utterance(2, 8.0, "seven eight", speaker="B", label=4),
]
NAMED = log(NameSpeaker("A", "=Ana"), NameSpeaker("B", "Bo; the “other”"))
SUMMARY = summary_of(review_of(SAID, NAMED))
FIRST = SessionSummary("first", "First visit", datetime(2026, 3, 1, 12, tzinfo=UTC), SUMMARY)
SECOND = SessionSummary("second", "-2", None, SUMMARY)


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    read = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    assert all(tuple(row) == COLUMNS for row in read)
    return read


def values(read: list[dict[str, str]], figure: str, of: str = "session") -> dict[str, float]:
    return {
        row["emotion"]: float(row["value"])
        for row in read
        if row["figure"] == figure and row["of"] == of
    }


def test_every_figure_of_a_session_has_a_row() -> None:
    read = rows(summary_to_csv([FIRST]))
    assert {row["session_id"] for row in read} == {"first"}
    assert {row["started_at"][:19] for row in read} == {"2026-03-01T12:00:00"}
    shares = values(read, "share")
    assert shares["anger"] == 0.5  # two of four seconds
    assert sum(shares.values()) == pytest.approx(1.0)
    assert values(read, "share", "speaker: =Ana")["anger"] == pytest.approx(2 / 3, abs=1e-3)
    assert values(read, "speech_rate", "speaker: =Ana") == {"": 120.0}
    assert set(values(read, "share", "model: text")) == set(shares)
    [transition] = [row for row in read if row["figure"] == "transitions"]
    assert (transition["emotion"], transition["next_emotion"]) == ("anger", "sadness")
    assert (transition["value"], transition["unit"]) == ("1", "count")
    stretches = [row for row in read if row["figure"] == "stretch"]
    assert [(row["start_s"], row["end_s"], row["emotion"]) for row in stretches] == [
        ("0.0000", "2.0000", "anger"),
        ("4.0000", "5.0000", "sadness"),
        ("8.0000", "9.0000", "neutral"),
    ]
    assert values(read, "pauses_total") == {"": 5.0}


def test_sessions_follow_one_another_and_no_title_is_a_formula() -> None:
    read = rows(summary_to_csv([FIRST, SECOND]))
    assert [row["session_id"] for row in read] == sorted(row["session_id"] for row in read)
    assert {row["title"] for row in read} == {"First visit", "'-2"}
    assert {row["started_at"] for row in read if row["session_id"] == "second"} == {""}


def test_spreadsheets_of_other_languages_get_decimal_commas() -> None:
    read = rows(summary_to_csv([FIRST], style="semicolon"), ";")
    assert next(row["value"] for row in read if row["emotion"] == "anger") == "0,500"
