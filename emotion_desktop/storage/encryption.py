"""Encrypts a data folder, and unlocks it.

Encrypting a folder that holds sessions goes file by file, and may be interrupted at any moment:
the key file, written first, says that it is not finished, and unlocking finishes it. A plain
file is deleted only after its encrypted copy was read back and found equal.
"""

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.connecting import (
    ENCRYPTED_DATABASE_NAME,
    connect,
    driver,
    key_literal,
)
from emotion_desktop.storage.errors import DatabaseBusyError, explained
from emotion_desktop.storage.key_file import Cost, KeyFile, read_key_file
from emotion_desktop.storage.queue_file import FILE_NAME as QUEUE_NAME
from emotion_desktop.storage.session_folder import (
    DATABASE_NAME,
    is_in_use,
    session_folder,
    session_ids_on_disk,
)
from emotion_desktop.system.data_folder import make_private
from emotion_desktop.system.sealing.files import SealedReader, SealedWriter
from emotion_desktop.system.sealing.keys import DataKey, hold_key, is_encrypted
from emotion_desktop.system.sealing.records import is_sealed

OnShare = Callable[[float], None]
_COMPANIONS: Final = ("", "-wal", "-shm", "-journal")
#: Of a copy that is not finished.
_PARTIAL: Final = ".sealing"
#: What may hold anything of a session, besides the database.
_FILES: Final = (
    f"sessions/*/{SOUND_NAME}",
    "sessions/*/chunk-*.wav",
    "voices/*.voice.json",
    QUEUE_NAME,
    f"{Path(QUEUE_NAME).stem}-damaged-*",
    f"{Path(DATABASE_NAME).stem}-damaged-*",
)
#: What a kill of the program may have left, which is written anew.
_LEFTOVERS: Final = (
    f"sessions*{_PARTIAL}*",
    f"{Path(QUEUE_NAME).stem}*{_PARTIAL}",
    f"sessions/*/*{_PARTIAL}",
    f"sessions/*/{SOUND_NAME}.partial",
    f"voices/*{_PARTIAL}",
    "voices/.*.voice.json.*.partial",
    f".{QUEUE_NAME}.*.partial",
)
#: Read and compared at a time.
_PIECE_BYTES: Final = 2**20
_PATIENCE_S: Final = 1.0


def encrypt(
    data_folder: Path,
    passphrase: str,
    on_share: OnShare = lambda _share: None,
    cost: Cost | None = None,
) -> None:
    """Encrypt a data folder, with all that it holds, and unlock it for this process.

    Parameters
    ----------
    data_folder : Path
        Created if it does not exist; no program may be using it.
    passphrase : str
        Nobody can read the folder without it.
    on_share : callable
        Called with the share that is done, from 0 to 1.
    cost : Cost, optional
        Of a guess of the passphrase.

    Raises
    ------
    UserFacingError
        If it is encrypted already or in use, the passphrase is too short, the libraries are
        missing, or because of the disk. What is not encrypted yet is done by `unlock`.
    """
    if is_encrypted(data_folder):
        raise UserFacingError(
            "The data folder {data_folder} is already encrypted",
            "Change its passphrase if you want another one.",
            data_folder=data_folder,
        )
    key = DataKey(secrets.token_bytes(32))
    driver(key)  # before anything is changed
    key_file = KeyFile.wrapping(key, passphrase, cost)
    with explained(data_folder):
        make_private(data_folder)
        with _alone(data_folder):
            replace(key_file, encrypting=True).write(data_folder)
            _encrypt_files(data_folder, key, on_share)
            key_file.write(data_folder)
    hold_key(data_folder, key)


def unlock(data_folder: Path, passphrase: str, on_share: OnShare = lambda _share: None) -> DataKey:
    """Unlock an encrypted data folder for this process, and return its key.

    If encrypting it was interrupted, that is finished first.

    Raises
    ------
    WrongPassphraseError
        If the passphrase is another one.
    UserFacingError
        If the key file is damaged, or because of the disk.
    """
    key_file = read_key_file(data_folder)
    key = key_file.unwrap(passphrase)
    if key_file.encrypting:
        finish_encrypting(data_folder, key, on_share)
    hold_key(data_folder, key)
    return key


def finish_encrypting(data_folder: Path, key: DataKey, on_share: OnShare) -> None:
    """Encrypt what an interrupted `encrypt` left plain.

    Raises
    ------
    UserFacingError
        If a program uses the folder, or because of the disk.
    """
    with explained(data_folder), _alone(data_folder):
        _encrypt_files(data_folder, key, on_share)
        replace(read_key_file(data_folder), encrypting=False).write(data_folder)


@contextmanager
def _alone(data_folder: Path) -> Iterator[None]:
    """Keep other programs from opening the folder, if none has it open."""
    in_use = DatabaseBusyError(
        "The data folder {data_folder} is in use",
        "Close Emotion Desktop wherever it runs, then try again.",
        data_folder=data_folder,
    )
    queue_lock = FileLock(data_folder / f"{QUEUE_NAME}.lock", timeout=0)
    try:
        with FileLock(data_folder / f"{DATABASE_NAME}.lock", timeout=_PATIENCE_S), queue_lock:
            folders = (session_folder(data_folder, one) for one in session_ids_on_disk(data_folder))
            if any(map(is_in_use, folders)):
                raise in_use
            yield
    except Timeout as error:
        raise in_use from error


def _encrypt_files(data_folder: Path, key: DataKey, on_share: OnShare) -> None:
    for leftover in _own_files(data_folder, _LEFTOVERS):
        leftover.unlink()
    files = [path for path in _own_files(data_folder, _FILES) if not is_sealed(path)]
    sizes = [path.stat().st_size for path in files]
    _encrypt_database(data_folder, key)
    done = 0
    for path, size in zip(files, sizes, strict=True):
        _encrypt_file(path, key)
        done += size
        on_share(done / max(sum(sizes), 1))
    on_share(1.0)


def _own_files(data_folder: Path, patterns: Sequence[str]) -> Iterator[Path]:
    """List files of these names; a data folder may come from anyone, and no link is followed."""
    root = data_folder.resolve()
    for pattern in patterns:
        for path in sorted(data_folder.glob(pattern)):
            if path.is_file() and path.resolve() == root / path.relative_to(data_folder):
                yield path


def _encrypt_file(path: Path, key: DataKey) -> None:
    partial = path.with_name(path.name + _PARTIAL)
    with path.open("rb") as plain, SealedWriter(partial, key) as sealed:
        while piece := plain.read(_PIECE_BYTES):
            sealed.write(piece)
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    with path.open("rb") as plain, SealedReader(partial, key) as again:
        if _digest(plain) != _digest(again):
            raise OSError(f"{partial} differs from {path}")
    partial.chmod(0o600)
    partial.replace(path)


def _digest(file: object) -> bytes:
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]


def _encrypt_database(data_folder: Path, key: DataKey) -> None:
    plain, encrypted = data_folder / DATABASE_NAME, data_folder / ENCRYPTED_DATABASE_NAME
    if plain.exists() and not encrypted.exists():
        partial = encrypted.with_name(encrypted.name + _PARTIAL)
        _copy_database(plain, partial, key)
        partial.replace(encrypted)
    for companion in _COMPANIONS:
        plain.with_name(plain.name + companion).unlink(missing_ok=True)


def _copy_database(plain: Path, partial: Path, key: DataKey) -> None:
    """Copy a database with SQLCipher, and compare the copy."""
    partial.touch(mode=0o600)
    _leave_wal(plain)
    connection = driver(key).connect(plain.absolute().as_uri(), uri=True, timeout=_PATIENCE_S)
    with closing(connection):
        # Keeps others out.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("ATTACH DATABASE ? AS encrypted KEY ?", (str(partial), key_literal(key)))
        connection.execute("SELECT sqlcipher_export('encrypted')")
        [version] = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA encrypted.user_version = {int(version)}")
        connection.execute("DETACH DATABASE encrypted")
        with closing(connect(f"{partial.absolute().as_uri()}?mode=ro", key, _PATIENCE_S)) as copy:
            if _contents(connection) != _contents(copy):
                raise OSError(f"{partial} differs from {plain}")
    with partial.open("rb+") as file:
        os.fsync(file.fileno())


def _leave_wal(plain: Path) -> None:
    """Write SQLite's log into a database; that is refused as long as anybody has it open.

    Not by SQLCipher: two libraries in one process would not see each other's locks.
    """
    with closing(sqlite3.connect(plain, timeout=_PATIENCE_S)) as connection:
        [mode] = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise DatabaseBusyError(
                "The data folder {data_folder} is in use",
                "Close Emotion Desktop wherever it runs, then try again.",
                data_folder=plain.parent,
            )


def _contents(connection: sqlite3.Connection) -> bytes:
    """Hash everything that a database holds: its schema and its rows."""
    digest = hashlib.sha256()
    for line in connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"):
        digest.update(repr(line).encode())
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for (name,) in tables.fetchall():
        quoted = name.replace('"', '""')
        for row in connection.execute(f'SELECT * FROM "{quoted}" ORDER BY 1'):  # noqa: S608
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.digest()
