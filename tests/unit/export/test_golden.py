"""What is written is, byte for byte, what readers have got so far."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.paths import resources_dir
from emotion_desktop.export.formats import RESULT_FORMATS, ExportOptions, write_results
from emotion_desktop.outlets import messages
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.store import SessionStore
from tests.golden import inputs
from tests.golden.inputs import GOLDEN


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionDocument:
    monkeypatch.chdir(tmp_path)
    inputs.store_session(Path("data"))
    with SessionStore(Path("data"), pytest.fail) as store:
        return document_of(store, inputs.SESSION_ID)


def written(document: SessionDocument, folder: Path, **options: Any) -> dict[str, bytes]:
    """Write a document in every format and give the bytes, by the names of the formats."""
    paths = write_results(document, folder / "talk", list(RESULT_FORMATS), ExportOptions(**options))
    return {name: path.read_bytes() for name, path in zip(RESULT_FORMATS, paths, strict=True)}


def test_an_analysed_file_is_written_as_ever(tmp_path: Path) -> None:
    document = SessionDocument.of_analysis(inputs.analysis())
    found = written(document, tmp_path)
    assert found == {name: golden(f"file{RESULT_FORMATS[name].suffix}") for name in RESULT_FORMATS}
    found = written(document, tmp_path, csv_style="semicolon")
    assert found["csv"] == golden("file.semicolon.csv")
    assert found["frames"] == golden("file.frames.semicolon.csv")


def test_a_recorded_session_is_written_with_all_that_was_kept_of_it(
    session: SessionDocument, tmp_path: Path
) -> None:
    found = written(session, tmp_path)
    assert found == {
        name: golden(f"session{RESULT_FORMATS[name].suffix}") for name in RESULT_FORMATS
    }
    schema = json.loads((resources_dir() / "schemas/analysis-1.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(found["json"]))


def test_what_readers_knew_of_a_session_is_what_it_was(
    session: SessionDocument, tmp_path: Path
) -> None:
    """Against files that were written when exporters left out everything that is new here."""
    found = written(session, tmp_path)
    document = json.loads(found["json"])
    for new in ("session", "windows", "markers", "notices"):
        del document[new]
    for segment in document["segments"]:
        segment.pop("corrections", None)
        segment.pop("speech_only", None)
        segment.pop("normalised_to_speaker", None)
    text = json.dumps(document, ensure_ascii=False) + "\n"
    assert text.encode() == golden("session-older.emotion.json")

    older = table(golden("session-older.emotion.csv"))
    assert [row[: len(older[0])] for row in table(found["csv"])] == older
    [header] = table(golden("session-older.emotion.frames.csv"))
    assert table(found["frames"])[0] == header


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))


def test_live_messages_are_written_as_ever() -> None:
    made = messages.LiveMessages()
    told = [message for event in inputs.LIVE_EVENTS if (message := made.of(event)) is not None]
    lines = "".join(messages.to_json(message) + "\n" for message in (*told, made.hello()))
    assert lines.encode() == golden("live.jsonl")
