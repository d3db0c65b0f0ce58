"""What is written is, byte for byte, what readers have got so far."""

from pathlib import Path

import pytest

from emotion_desktop.export.analysis_csv import BYTE_ORDER_MARK, frames_to_csv, to_csv
from emotion_desktop.export.analysis_json import to_json
from emotion_desktop.outlets import messages
from emotion_desktop.storage.analysis import analysis_of
from emotion_desktop.storage.store import SessionStore
from tests.golden import inputs
from tests.golden.inputs import GOLDEN


def golden(name: str) -> str:
    return (GOLDEN / name).read_bytes().decode("utf-8")


def test_an_analysed_file_is_written_as_ever() -> None:
    analysis = inputs.analysis()
    assert to_json(analysis) == golden("file.emotion.json")
    assert BYTE_ORDER_MARK + to_csv(analysis) == golden("file.emotion.csv")
    assert BYTE_ORDER_MARK + frames_to_csv(analysis) == golden("file.emotion.frames.csv")
    semicolons = BYTE_ORDER_MARK + to_csv(analysis, style="semicolon")
    assert semicolons == golden("file.semicolon.csv")
    semicolons = BYTE_ORDER_MARK + frames_to_csv(analysis, style="semicolon")
    assert semicolons == golden("file.frames.semicolon.csv")


def test_a_recorded_session_is_written_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inputs.store_session(Path("data"))
    with SessionStore(Path("data"), pytest.fail) as store:
        analysis = analysis_of(store, inputs.SESSION_ID)
    assert to_json(analysis) == golden("session-older.emotion.json")
    assert BYTE_ORDER_MARK + to_csv(analysis) == golden("session-older.emotion.csv")
    assert BYTE_ORDER_MARK + frames_to_csv(analysis) == golden("session-older.emotion.frames.csv")


def test_live_messages_are_written_as_ever() -> None:
    made = messages.LiveMessages()
    told = [message for event in inputs.LIVE_EVENTS if (message := made.of(event)) is not None]
    lines = "".join(messages.to_json(message) + "\n" for message in (*told, made.hello()))
    assert lines == golden("live.jsonl")
