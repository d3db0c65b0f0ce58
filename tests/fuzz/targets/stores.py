"""What a library keeps: packed sessions, databases, and recordings that were interrupted."""

import io
import json
import os
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
from hypothesis import strategies as st

from tests.fuzz.inputs import WORDS, mutated, mutated_values
from tests.fuzz.target import Target
from tests.golden.inputs import SESSION_ID, store_session

#: Between the files of an interrupted recording.
_NEXT_FILE: Final = b"\0next file\0"
_Make = Callable[[str, bytes, bytes], bytes]
_WHEN: Final = datetime(2026, 3, 2, tzinfo=UTC)


def _session(folder: Path) -> None:
    """Put a reviewed session with sound into a data folder."""
    from emotion_desktop.domain.review import Rater
    from emotion_desktop.services.review import operations as do
    from emotion_desktop.services.review.open_review import OpenReview
    from emotion_desktop.storage.store import SessionStore

    store_session(folder)
    samples = np.random.default_rng(0).integers(-99, 99, 8 * 16_000).astype(np.int16)
    soundfile.write(folder / "sessions" / SESSION_ID / "sound.flac", samples, 16_000)
    with SessionStore(folder, print) as store:
        review = OpenReview(store, SESSION_ID, Rater("Ana"))
        do.set_title(review, "First visit")
        do.split(review, 4, 1.0)
        do.set_labels(review, 4, ["fear", "anger"])
        do.set_comment(review, 4, "a pause")
        do.undo(review)
        do.redo(review)


def _use(folder: Path, *, changes: bool) -> None:
    """Show, search, review and export all sessions of a data folder."""
    from emotion_desktop.domain.review import Rater
    from emotion_desktop.export.analysis_json import to_json
    from emotion_desktop.services.review.open_review import OpenReview
    from emotion_desktop.storage import library
    from emotion_desktop.storage.document import document_of
    from emotion_desktop.storage.search import search
    from emotion_desktop.storage.store import SessionStore

    with SessionStore(folder, lambda _notice: None, read_only=not changes) as store:
        if changes:
            library.refresh(store)
            library.expire(store, _WHEN, 36_000)
        ids = library.session_ids(store)
        library.entries(store, ids)
        library.all_tags(store)
        library.all_speakers(store)
        search(store, "you pause")
        for session in store.sessions():
            store.windows(session.id)
            store.last_result_s(session.id)
            to_json(document_of(store, session.id))
            OpenReview(store, session.id, Rater("Ana"))


def package(folder: Path) -> Target:
    """Packed sessions."""
    from emotion_desktop.domain.errors import UserFacingError
    from emotion_desktop.storage.packages import pack, unpack
    from emotion_desktop.storage.store import SessionStore

    here, there = folder / "here", folder / "there"
    _session(here)
    path = folder / "a.emotionsession"
    with SessionStore(here, print) as store:
        pack(store, SESSION_ID, path, lambda _source, _target: None)
    original = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        rows = json.loads(archive.read("session.json"))
        sound = archive.read("sound.flac")
    n_read = 0

    def read(data: bytes) -> None:
        nonlocal n_read
        n_read += 1
        if n_read % 100 == 0:
            shutil.rmtree(there)
        path.write_bytes(data)
        there.mkdir(exist_ok=True)
        with SessionStore(there, lambda _notice: None) as store:
            try:
                session_id = unpack(store, path)
            finally:
                left = [one.name for one in (there / "sessions").glob(".incoming-*")]
                assert not left, left
        _use(there, changes=True)
        with SessionStore(there, lambda _notice: None) as store:
            store.delete_session(session_id)

    def bombs() -> Iterator[bytes]:
        yield from _package_bombs(original, rows, sound)

    changed = mutated_values([rows]).map(lambda value: _packed(json.dumps(value).encode(), sound))
    words = (b"../../a", b"manifest.json", b"sound.flac", b"PK\1\2", b"PK\5\6", b"PK\6\6")
    return Target(
        st.one_of(changed, changed, mutated([original], WORDS + words)),
        read,
        bombs,
        refusals=(UserFacingError,),
    )


def _packed(rows: bytes, sound: bytes, **others: bytes) -> bytes:
    """Pack a session with true hashes."""
    hashes = {"session.json": sha256(rows).hexdigest(), "sound.flac": sha256(sound).hexdigest()}
    manifest = {"format": "emotion-desktop/session", "version": 1, "sha256": hashes}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("session.json", rows, zipfile.ZIP_DEFLATED)
        archive.writestr("sound.flac", sound)
        for name, content in others.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _package_bombs(original: bytes, rows: dict[str, Any], sound: bytes) -> Iterator[bytes]:
    for n_entries in (65_000, 1_000_000):
        yield _many_entries(n_entries)
    for name in ("../../victim", "/tmp/victim", "..\\victim", "sound.flac"):
        yield _packed(json.dumps(rows).encode(), sound, **{name: b"x"})
    link = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as archive, zipfile.ZipFile(link, "w") as made:
        for one in archive.infolist():
            content = archive.read(one)
            if one.filename == "sound.flac":
                one.external_attr, content = 0o120777 << 16, b"/etc/passwd"
            made.writestr(one, content)
    yield link.getvalue()
    zeros = bytes(2**27)
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("manifest.json", "session.json", "sound.flac"):
            archive.writestr(name, zeros)
    yield swollen.getvalue()
    for many in (b"[]," * 2**20, b"1.5," * 2**23, b'"ab",' * 8_000_000, b'{"a":1},' * 10**6):
        yield _packed(b'{"sessions":[' + many + b"1]}", sound)
    for n_rows in (20_000, 500_000):
        many_rows = rows | {"markers": rows["markers"][:1] * n_rows}
        yield _packed(json.dumps(many_rows).encode(), sound)
    [title] = [one for one in rows["edits"] if one["kind"] == "title"]
    many_edits = rows | {"edits": [title | {"id": i} for i in range(1, 20_000)]}
    yield _packed(json.dumps(many_edits).encode(), sound)
    many_words = json.loads(json.dumps(rows))
    many_words["segments"][0]["words"] *= 100_000
    yield _packed(json.dumps(many_words).encode(), sound)


def _many_entries(n_entries: int) -> bytes:
    """An archive whose directory alone is large; zipfile itself would take minutes to write it."""
    local = b"PK\3\4" + struct.pack("<5H3I2H", 20, 0, 0, 0, 33, 0, 0, 0, 7, 0) + b"%07d"
    entries, directory, at = [], [], 0
    for i in range(n_entries):
        entry = local % i
        entries.append(entry)
        directory.append(
            b"PK\1\2"
            + struct.pack("<6H3I5H2I", 20, 20, 0, 0, 0, 33, 0, 0, 0, 7, 0, 0, 0, 0, 0, at)
            + b"%07d" % i
        )
        at += len(entry)
    listed = b"".join(directory)
    long_end = b"PK\6\6" + struct.pack(
        "<Q2H2I4Q", 44, 45, 45, 0, 0, n_entries, n_entries, len(listed), at
    )
    locator = b"PK\6\7" + struct.pack("<IQI", 0, at + len(listed), 1)
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"".join(entries) + listed + long_end + locator + end


#: Statements that make a database which no program of ours has written.
_SQL: Final = (
    "UPDATE {table} SET {column} = {value}",
    "UPDATE {table} SET {column} = {value}",
    "INSERT INTO {table} DEFAULT VALUES",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "DELETE FROM {table}",
    "DROP TABLE {table}",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "ALTER TABLE {table} RENAME TO x_{table}",
    "CREATE TRIGGER t_{table} AFTER UPDATE ON {table} BEGIN DELETE FROM sessions; END",
)
_SQL_VALUES: Final = (
    *("NULL", "''", "0", "-1", "9223372036854775807", "1e999", "-1e308", "0.5", "x'00'", "'a'"),
    *("x'0000807f'", "zeroblob(28)", "zeroblob(27)", "'[]'", "'{{}}'", "'null'", "'[1'", "'../x'"),
    *("'2026-99-99'", "'0001-01-01 00:00:00'", "'9999-12-31 23:59:59.999999'", "char(0)", "'NaN'"),
    *("'[[1,2]]'", "cast(x'ff' as text)", "printf('%.*c', 100000, '[')", "'anger'", "'finished'"),
)


def database(folder: Path) -> Target:
    """Databases in a foreign data folder."""
    from emotion_desktop.services.recording.recovery import find_unfinished, find_unrecoverable
    from emotion_desktop.storage.session_folder import DATABASE_NAME

    here = folder / "here"
    _session(here)
    path = here / DATABASE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        columns = connection.execute(
            "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p "
            "WHERE m.type = 'table' AND m.name NOT LIKE '%\\_fts%' ESCAPE '\\'"
        ).fetchall()
    original = path.read_bytes()
    flac = (here / "sessions" / SESSION_ID / "sound.flac").read_bytes()

    def read(data: bytes) -> None:
        shutil.rmtree(here)
        (here / "sessions" / SESSION_ID).mkdir(parents=True)
        (here / "sessions" / SESSION_ID / "sound.flac").write_bytes(flac)
        path.write_bytes(data)
        from emotion_desktop.domain.errors import UserFacingError

        for changes in (False, True):
            with suppress(UserFacingError):
                _use(here, changes=changes)
        find_unfinished(here, lambda _notice: None)
        find_unrecoverable(here, lambda _notice: None)

    changed = partial(_changed, original, folder / "work.db")
    statement = st.builds(
        lambda text, place, value: text.format(table=place[0], column=place[1], value=value),
        st.sampled_from(_SQL),
        st.sampled_from(columns),
        st.sampled_from(_SQL_VALUES),
    )

    return Target(
        st.one_of(
            st.lists(statement, min_size=1, max_size=4).map(changed),
            mutated([original]),
        ),
        read,
        partial(_database_bombs, changed),
    )


def _changed(original: bytes, work: Path, statements: list[str]) -> bytes:
    """Return a database after statements, but for those that it refuses."""
    work.write_bytes(original)
    with closing(sqlite3.connect(work, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            try:
                connection.execute(statement)
            except sqlite3.Error:
                continue
    return work.read_bytes()


def _database_bombs(changed: Callable[[list[str]], bytes]) -> Iterator[bytes]:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
    yield changed(
        [
            "ALTER TABLE sessions RENAME TO old",
            f"CREATE VIEW sessions AS {endless} SELECT old.* FROM old, c",
        ]
    )
    yield changed(
        [
            "ALTER TABLE windows RENAME TO old",
            f"CREATE VIEW windows AS {endless} SELECT old.* FROM old, c",
        ]
    )
    yield changed(
        [
            f"CREATE TRIGGER t AFTER UPDATE ON sessions BEGIN {endless} "
            "INSERT INTO markers (session_id, at_s, text) SELECT NEW.id, x, '' FROM c; END"
        ]
    )
    yield changed(["UPDATE sessions SET n_samples = 9000000000000000"])
    yield changed(["UPDATE windows SET end_s = 1e15", "UPDATE segments SET end_s = 1e15"])
    yield changed(["UPDATE segments SET words = printf('%.*c', 20000000, '[')"])
    yield b"SQLite format 3\0" + bytes(2**26)


def recovery(folder: Path) -> Target:
    """Folders of recordings that were interrupted: chunks with any name and contents."""
    from emotion_desktop.services.recording.recovery import (
        RecoveryCancelledError,
        discard,
        find_unfinished,
        recover,
    )

    here = folder / "here"
    chunks = _chunks(folder / "other")
    files = st.dictionaries(
        _chunk_names(list(chunks)),
        mutated(list(chunks.values()), least=0),
        min_size=1,
        max_size=4,
    )

    def read(data: bytes) -> None:
        shutil.rmtree(here, ignore_errors=True)
        session = here / "sessions" / SESSION_ID
        session.mkdir(parents=True)
        for name, content in _files_in(data):
            (session / name).write_bytes(content)
        patience = iter(range(100))  # silence of days takes its time, but can be stopped
        for one in find_unfinished(here, lambda _notice: None):
            with suppress(RecoveryCancelledError):
                recover(one, is_cancelled=lambda: next(patience, None) is None)
        _use(here, changes=True)
        for one in find_unfinished(here, lambda _notice: None):
            discard(one)

    return Target(files.map(_joined), read, partial(_recording_bombs, next(iter(chunks.values()))))


def _chunks(folder: Path) -> dict[str, bytes]:
    """Record a second of noise three times, with a gap; return the chunks by their names."""
    from emotion_desktop.storage.wav_chunks import ChunkWriter

    folder.mkdir()
    writer = ChunkWriter(folder)
    samples = np.random.default_rng(0).uniform(-0.1, 0.1, 16_000).astype(np.float32)
    for start in (0, 16_000, 600_000):
        writer.write(samples, start)
    writer.close()
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


def _chunk_names(known: list[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(known),
        st.builds(
            lambda number, first: f"chunk-{number:05d}-{first:012d}.wav",
            st.integers(0, 10**6),
            st.one_of(st.integers(0, 10**6), st.integers(0, 10**25)),
        ),
        st.sampled_from(
            [
                "sound.flac",
                "sound.flac.partial",
                "in-use.lock",
                "chunk-00001-.wav",
                "a",
                "chunk-.wav",
            ]
        ),
    )


def _joined(found: dict[str, bytes]) -> bytes:
    """Join files so that whatever becomes of the bytes is files again."""
    return _NEXT_FILE.join(name.encode() + b"\n" + content for name, content in found.items())


def _files_in(joined: bytes) -> Iterator[tuple[str, bytes]]:
    for part in joined.split(_NEXT_FILE):
        name, _, content = part.partition(b"\n")
        if name.strip(b".") and not set(name) & set(b"/\0") and len(name) < 200:
            yield os.fsdecode(name), content


def _recording_bombs(whole: bytes) -> Iterator[bytes]:
    for first in (16_000 * 3600 * 24, 10**12, 10**25):
        yield _joined({f"chunk-00000-{first:012d}.wav": whole})
    yield _joined({f"chunk-{i:05d}-{i * 16:012d}.wav": whole[:76] for i in range(2_000)})
