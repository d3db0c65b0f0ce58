"""The queue's journal: what is written comes back, and the disk's faults are told."""

import errno
import json
import math
import os
from dataclasses import replace
from pathlib import Path

import pytest

from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.storage import queue_file
from emotion_desktop.storage.queue_file import FILE_NAME, QueueFile

HEAD = '{"format": "emotion-desktop-analysis-queue", "version": 1}'


@pytest.fixture
def row() -> QueueRow:
    return QueueRow(3, Path("/talks/a.wav"), "each", copies_audio=True)


def kept(folder: Path, *rows: QueueRow, removed: tuple[int, ...] = ()) -> list[QueueRow]:
    """Write rows, and read them again."""
    journal = QueueFile(folder)
    assert journal.open() == []
    journal.write(rows)
    journal.write([], removed)
    journal.close()
    again = QueueFile(folder)
    rows_again = again.open()
    again.close()
    return rows_again


def test_a_row_comes_back_as_it_was(tmp_path: Path, row: QueueRow) -> None:
    done = replace(row, state="done", length_s=12.5, share=1.0, session_id="s-1")
    assert kept(tmp_path, row, done) == [done]


def test_a_length_that_is_not_known_is_not_known_afterwards(tmp_path: Path, row: QueueRow) -> None:
    [again] = kept(tmp_path, row)
    assert math.isnan(again.length_s)


def test_a_reason_is_kept_so_that_it_can_be_translated(tmp_path: Path, row: QueueRow) -> None:
    error = UserFacingError(
        "{path} ends unexpectedly after {decoded_s} s: {error}",
        Message("Convert {path}.", path=Path("/talks/ä.wav")),
        path=Path("/talks/a.wav"),
        decoded_s=1.25,
        error=Message("the data are damaged or truncated"),
    )
    [again] = kept(tmp_path, replace(row, state="failed", reason=error.message))
    assert again.reason is not None
    assert str(again.reason) == str(error.message)
    what = again.reason.arguments["what"]
    assert isinstance(what, Message)
    assert what.template == "{path} ends unexpectedly after {decoded_s} s: {error}"
    assert isinstance(what.arguments["error"], Message)
    assert what.arguments["decoded_s"] == 1.25


def test_names_that_are_no_text_are_kept(tmp_path: Path, row: QueueRow) -> None:
    strange = Path(os.fsdecode(b"/talks/\xff\xe2\x80\xa8 line.wav"))
    [again] = kept(tmp_path, replace(row, path=strange))
    assert again.path == strange


def test_what_ran_is_queued_again_and_what_was_removed_is_gone(
    tmp_path: Path, row: QueueRow
) -> None:
    running = replace(row, state="running", share=0.4, length_s=1.0)
    gone = replace(row, id=4)
    assert kept(tmp_path, running, gone, removed=(4,)) == [
        replace(row, length_s=1.0)  # from its beginning
    ]


def test_a_full_disk_is_told_once(
    tmp_path: Path, row: QueueRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = QueueFile(tmp_path)
    journal.open()

    def fail(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(queue_file.os, "fsync", fail)
        with pytest.raises(UserFacingError, match="cannot be saved \\(No space left"):
            journal.write([row])
    journal.write([row])  # nothing more is written, and nothing more is told
    journal.close()


def test_a_journal_that_cannot_be_written_anew_stays_as_it_was(
    tmp_path: Path, row: QueueRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, row)
    before = (tmp_path / FILE_NAME).read_bytes()

    def fail(_file: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(queue_file.os, "fsync", fail)
        journal = QueueFile(tmp_path)
        with pytest.raises(UserFacingError, match="cannot be saved"):
            journal.open()
        journal.close()
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {FILE_NAME, f"{FILE_NAME}.lock"}


def line_of(row: QueueRow, **changed: object) -> str:
    fields = {
        "id": row.id,
        "path": str(row.path),
        "channel": row.channel,
        "copies_audio": False,
        "state": row.state,
        "length_s": None,
        "share": 0.0,
        "reason": None,
        "session_id": "",
    }
    return json.dumps({"row": fields | changed})


def sentence_within_sentences(depth: int) -> dict[str, object]:
    inner: object = "x"
    for _ in range(depth):
        inner = {"template": "{a}", "arguments": {"a": inner}}
    assert isinstance(inner, dict)
    return inner


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("state", "asleep"),
        ("state", []),
        ("channel", "third"),
        ("speakers", 11),
        ("speakers", True),
        ("speakers", "many"),
        ("id", "3"),
        ("share", "half"),
        ("share", float("nan")),
        ("length_s", float("inf")),
        ("length_s", -1.0),
        ("path", "/talks/a\0b.wav"),
        ("length_s", 10**400),
        ("path", 7),
        ("session_id", None),
        ("copies_audio", "yes"),
        ("reason", {"template": "{0}", "arguments": {"a": 1}}),
        ("reason", {"template": "{a.b}", "arguments": {"a": 1}}),
        ("reason", {"template": "{a.__class__}", "arguments": {"a": "x"}}),
        ("reason", {"template": "{a:>99999999999}", "arguments": {"a": 1}}),
        ("reason", {"template": "{a!r}", "arguments": {"a": 1}}),
        ("reason", {"template": "{a", "arguments": {"a": 1}}),
        ("reason", {"template": "\ud800", "arguments": {}}),
        ("reason", sentence_within_sentences(50)),
        ("reason", "it failed"),
    ],
)
def test_a_row_that_no_queue_has_is_damage(
    tmp_path: Path, row: QueueRow, key: str, value: object
) -> None:
    assert read_of(tmp_path, HEAD, line_of(row)) == [row.id]
    with pytest.raises(UserFacingError, match="is damaged"):
        read_of(tmp_path, HEAD, line_of(row, **{key: value}), line_of(row))


def test_a_line_without_end_is_damage(tmp_path: Path, row: QueueRow) -> None:
    with pytest.raises(UserFacingError, match="a line is too long"):
        read_of(tmp_path, HEAD, line_of(row), "[" * 1_000_000)


@pytest.mark.parametrize("line", ["[]", "7", '"row"', "[1]", "null", "{"])
def test_a_line_that_no_queue_writes_is_damage(tmp_path: Path, row: QueueRow, line: str) -> None:
    for lines in ((line, line_of(row)), (HEAD, line, line_of(row))):
        with pytest.raises(UserFacingError, match="is damaged"):
            read_of(tmp_path, *lines)


def test_each_damaged_journal_is_kept(tmp_path: Path) -> None:
    for damaged in ("first", "second"):
        with pytest.raises(UserFacingError, match="is damaged"):
            read_of(tmp_path, damaged)
    kept_aside = {path.read_text("ascii") for path in tmp_path.glob("*-damaged-*.jsonl")}
    assert kept_aside == {"first\n", "second\n"}


def read_of(folder: Path, *lines: str) -> list[int]:
    """Open a journal that holds these lines, and give the ids of its rows."""
    (folder / FILE_NAME).write_text("\n".join((*lines, "")), encoding="ascii")
    journal = QueueFile(folder)
    try:
        return [row.id for row in journal.open()]
    finally:
        journal.close()
