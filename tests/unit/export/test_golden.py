"""What is written is, byte for byte, what readers have got so far."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.export.formats import RESULT_FORMATS, ExportOptions, write_results
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.streaming import live_json as messages
from emotion_desktop.system.paths import resources_dir
from tests.golden import inputs
from tests.golden.inputs import GOLDEN

#: Drawn with the fonts that a machine has: `test_pages.py` and `test_picture.py` look at them.
DRAWN = {".emotion.pdf", ".emotion.png"}


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SessionDocument:
    monkeypatch.chdir(tmp_path)
    inputs.store_session(Path("data"))
    with SessionStore(Path("data"), pytest.fail) as store:
        return document_of(store, inputs.SESSION_ID)


def written(document: SessionDocument, folder: Path, **options: Any) -> dict[str, bytes]:
    """Write a document in every format and give the bytes, by the ends of the names."""
    paths = write_results(document, folder / "talk", list(RESULT_FORMATS), ExportOptions(**options))
    return {path.name.removeprefix("talk"): path.read_bytes() for path in paths}


def same(suffix: str, found: bytes, expected: bytes) -> bool:
    """Compare two files; of archives what is in them, however it is packed."""
    if suffix.endswith(".xlsx"):
        return cells(found) == cells(expected)
    if suffix.endswith(".qdpx"):
        return members(found) == members(expected)
    return found == expected


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.values) for sheet in book}


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return {name: files.read(name) for name in files.namelist()}


def other_than_golden(found: dict[str, bytes], name: str) -> list[str]:
    return [
        suffix
        for suffix, content in found.items()
        if suffix not in DRAWN and not same(suffix, content, golden(f"{name}{suffix}"))
    ]


def test_an_analysed_file_is_written_as_ever(tmp_path: Path) -> None:
    document = SessionDocument.of_analysis(inputs.analysis())
    found = written(document, tmp_path)
    assert len(found) == len(RESULT_FORMATS) + 2  # two have a file beside theirs
    assert other_than_golden(found, "file") == []
    found = written(document, tmp_path, csv_style="semicolon")
    assert found[".emotion.csv"] == golden("file.semicolon.csv")
    assert found[".emotion.frames.csv"] == golden("file.frames.semicolon.csv")


def test_a_recorded_session_is_written_with_all_that_was_kept_of_it(
    session: SessionDocument, tmp_path: Path
) -> None:
    # Links to the sound are relative: both lie in the folder that the test stands in.
    found = written(session, Path())
    assert other_than_golden(found, "session") == []
    of_each_rater = written(session, Path(), rater="all")
    assert of_each_rater[".emotion.csv"] == golden("session.ratings.csv")
    assert table(of_each_rater[".emotion.tsv"], "\t") == table(of_each_rater[".emotion.csv"])
    schema = json.loads((resources_dir() / "schemas/analysis-1.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(found[".emotion.json"]))


def test_what_readers_knew_of_a_session_is_what_it_was(
    session: SessionDocument, tmp_path: Path
) -> None:
    """Against files that were written when exporters left out everything that is new here."""
    found = written(session, tmp_path)
    document = json.loads(found[".emotion.json"])
    for new in ("session", "windows", "markers", "notices"):
        del document[new]
    for segment in document["segments"]:
        segment.pop("corrections", None)
        segment.pop("speech_only", None)
        segment.pop("normalised_to_speaker", None)
    text = json.dumps(document, ensure_ascii=False) + "\n"
    assert text.encode() == golden("session-older.emotion.json")

    older = table(golden("session-older.emotion.csv"))
    assert [row[: len(older[0])] for row in table(found[".emotion.csv"])] == older
    [header] = table(golden("session-older.emotion.frames.csv"))
    assert table(found[".emotion.frames.csv"])[0] == header


def table(content: bytes, delimiter: str = ",") -> list[list[str]]:
    lines = content.decode("utf-8-sig").splitlines(keepends=True)
    return list(csv.reader(lines, delimiter=delimiter))


def test_live_messages_are_written_as_ever() -> None:
    made = messages.LiveMessages()
    told = [message for event in inputs.LIVE_EVENTS if (message := made.of(event)) is not None]
    lines = "".join(messages.to_json(message) + "\n" for message in (*told, made.hello()))
    assert lines.encode() == golden("live.jsonl")
