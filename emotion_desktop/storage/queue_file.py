"""The analysis queue on disk, so that it survives any end of the program.

A journal: one line per change of a row, so that the cost of a change does not grow with
the queue. It is rewritten atomically when it is opened.
"""

import io
import json
import math
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TextIO, get_args

from filelock import FileLock, Timeout

from emotion_desktop.domain.analysis_queue import QueueRow, RowState
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import encodable
from emotion_desktop.domain.sound_files import Channel, is_speakers
from emotion_desktop.domain.translatable import Message
from emotion_desktop.storage.set_aside import name_aside
from emotion_desktop.system.atomic import replacing
from emotion_desktop.system.data_folder import make_private
from emotion_desktop.system.sealing.files import SealedLog
from emotion_desktop.system.sealing.keys import key_for
from emotion_desktop.system.sealing.records import SealedFileError, read_records

FILE_NAME: Final = "analysis-queue.jsonl"
_FORMAT: Final = "emotion-desktop-analysis-queue"
#: 2 knows how many speakers are told apart.
_VERSION: Final = 2
#: Of a row with the longest path; of removed rows, tens of thousands.
_LONGEST_LINE: Final = 1_000_000
_MOST_ROWS: Final = 200_000
_FIELD: Final = re.compile(r"\{[a-z_]+\}")
#: A sentence within a sentence, and one more within that.
_DEEPEST: Final = 5


class QueueFile:
    """The journal of one data folder; used by one program at a time.

    Parameters
    ----------
    data_folder : Path
        Created if it does not exist.
    """

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder
        self._path = data_folder / FILE_NAME
        self._lock = FileLock(data_folder / f"{FILE_NAME}.lock")
        self._file: _PlainJournal | SealedLog | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a journal."""
        return self._path.exists()

    def open(self) -> list[QueueRow]:
        """Read the rows and prepare for writing; a row that was running is queued again.

        Raises
        ------
        UserFacingError
            Another program uses it, a newer program wrote it, or because of the disk:
            nothing will be written. If the journal is damaged, it is set aside, and later
            additions are written.
        """
        try:
            make_private(self._folder)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise UserFacingError(
                "Another instance of Emotion Desktop is using the list of files to analyse "
                "in {folder}",
                "This instance starts with an empty list, which is lost when it ends.",
                folder=self._folder,
            ) from None
        except OSError as error:
            raise _not_kept(error) from error
        try:
            rows = self._read()
        except (
            SealedFileError,
            *(ValueError, LookupError, TypeError, AttributeError),
            *(OverflowError, RecursionError),
        ) as error:
            aside = self._set_aside()
            self._start([])
            raise UserFacingError(
                "The list of files to analyse is damaged ({error})",
                "It was set aside as {path}. Add the files again.",
                error=str(error),
                path=aside,
            ) from error
        except OSError as error:
            raise _not_kept(error) from error
        self._start(rows)
        return rows

    def write(self, rows: Iterable[QueueRow], removed: Sequence[int] = ()) -> None:
        """Record the current state of rows, and which were removed.

        Raises
        ------
        UserFacingError
            Because of the disk: nothing more will be written.
        """
        if self._file is None:
            return
        lines = [_line({"row": _packed(row)}) for row in rows]
        if removed:
            lines.append(_line({"removed": list(removed)}))
        try:
            self._file.append("".join(lines).encode("ascii"))
        except OSError as error:
            self.close()
            raise _not_kept(error) from error

    def close(self) -> None:
        """Close the journal."""
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):  # a full disk, which `write` has reported
                file.close()
        self._lock.release()

    def _read(self) -> list[QueueRow]:
        if not self._path.exists():
            return []
        with io.TextIOWrapper(io.BytesIO(self._content()), encoding="ascii", newline="\n") as file:
            head = json.loads(_next_line(file) or "{}")
            if not isinstance(head, dict) or head.get("format") != _FORMAT:
                raise ValueError("not a list of files to analyse")
            if head["version"] > _VERSION:
                raise UserFacingError(
                    "The list of files to analyse was written by a newer version of Emotion "
                    "Desktop",
                    "Use the newer version, or delete {path}. Until then, the list is not saved.",
                    path=self._path,
                )
            rows = _rows_in(file)
        return [row.queued_again() if row.state == "running" else row for row in rows]

    def _content(self) -> bytes:
        key = key_for(self._path)
        if key is None:
            return self._path.read_bytes()
        return b"".join(read_records(self._path, key, whole=False))

    def _start(self, rows: Sequence[QueueRow]) -> None:
        """Rewrite the rows, and continue after them."""
        lines = [_line({"format": _FORMAT, "version": _VERSION})]
        lines += [_line({"row": _packed(row)}) for row in rows]
        try:
            self._file = _begin_journal(self._path, "".join(lines).encode("ascii"))
        except OSError as error:
            raise _not_kept(error) from error

    def _set_aside(self) -> Path:
        aside = name_aside(self._path)
        try:
            return self._path.replace(aside)
        except OSError as error:
            raise _not_kept(error) from error


class _PlainJournal:
    """A file to which lines are appended."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")

    def append(self, content: bytes) -> None:
        """Append lines, and wait until they are on the disk."""
        self._file.write(content)
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _begin_journal(path: Path, content: bytes) -> _PlainJournal | SealedLog:
    """Put a new journal in place of another; encrypted if its data folder is."""
    key = key_for(path)
    if key is not None:
        return SealedLog.replacing(path, key, content)
    with replacing(path) as partial:
        partial.write_bytes(content)
    return _PlainJournal(path)


def _next_line(file: TextIO) -> str:
    line = file.readline(_LONGEST_LINE)
    if len(line) == _LONGEST_LINE:
        raise ValueError("a line is too long")
    return line


def _rows_in(file: TextIO) -> Iterable[QueueRow]:
    """Follow the changes up to the last one that was written completely."""
    rows: dict[int, QueueRow] = {}
    while line := _next_line(file):
        try:
            change = json.loads(line)
        except ValueError:
            if not _next_line(file):  # the program ended while it wrote
                break
            raise
        if "row" in change:
            row = _unpacked(change["row"])
            rows[row.id] = row
        for removed in change.get("removed", ()):
            rows.pop(removed, None)
        if len(rows) > _MOST_ROWS:
            raise ValueError("too many files")
    return rows.values()


def _not_kept(error: OSError) -> UserFacingError:
    return UserFacingError(
        "The list of files to analyse cannot be saved ({error})",
        "Free some space or choose another data folder; otherwise the list is lost when the "
        "program ends.",
        error=error.strerror or str(error),
    )


def _line(content: dict[str, Any]) -> str:
    # Names of files need not be text: ASCII with escapes takes any.
    return json.dumps(content, ensure_ascii=True, allow_nan=False) + "\n"


def _packed(row: QueueRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "path": str(row.path),
        "channel": row.channel,
        "copies_audio": row.copies_audio,
        "speakers": row.speakers,
        "state": row.state,
        "length_s": None if math.isnan(row.length_s) else row.length_s,
        "share": row.share,
        "reason": None if row.reason is None else _packed_message(row.reason),
        "session_id": row.session_id,
    }


def _unpacked(fields: dict[str, Any]) -> QueueRow:
    row = QueueRow(**fields)
    if (
        not (isinstance(row.id, int) and isinstance(row.share, int | float))
        or not (isinstance(row.session_id, str) and isinstance(row.copies_audio, bool))
        or row.state not in get_args(RowState)
        or row.channel not in get_args(Channel)
        or not is_speakers(row.speakers)
        or not (0 <= row.share <= 1 and (row.length_s is None or 0 <= row.length_s < math.inf))
        or "\0" in fields["path"]
    ):
        raise ValueError("a row that no queue has")
    return replace(
        row,
        path=Path(fields["path"]),
        length_s=math.nan if fields["length_s"] is None else float(fields["length_s"]),
        reason=None if fields["reason"] is None else _unpacked_message(fields["reason"]),
    )


def _packed_message(message: Message) -> dict[str, Any]:
    """Store the parts of a message, so that it is shown in the language current then."""
    arguments = {
        name: _packed_message(value) if isinstance(value, Message) else _plain(value)
        for name, value in message.arguments.items()
    }
    return {"template": message.template, "arguments": arguments}


def _plain(value: object) -> object:
    is_number = isinstance(value, int | float) and math.isfinite(value)
    return value if is_number or isinstance(value, str) else str(value)


def _unpacked_message(packed: dict[str, Any], depth: int = 1) -> Message:
    template = packed["template"]
    arguments = {
        name: _unpacked_message(value, depth + 1) if isinstance(value, dict) else _plain(value)
        for name, value in packed["arguments"].items()
    }
    # A field may also ask for attributes, or to be as wide as the memory.
    unfit = arguments and re.search("[{}]", _FIELD.sub("", template))
    if depth > _DEEPEST or unfit or template != encodable(template):
        raise ValueError("a sentence that no queue has")
    return Message(template, **arguments)
