"""Replaces the files of a data folder by encrypted ones, and encrypted ones by plain ones.

A file is deleted only after its copy was read back and found equal.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.connecting import ENCRYPTED_DATABASE_NAME
from emotion_desktop.storage.converting_database import check_database, convert_database
from emotion_desktop.storage.queue_file import FILE_NAME as QUEUE_NAME
from emotion_desktop.storage.session_folder import DATABASE_NAME
from emotion_desktop.storage.wav_chunks import is_chunk, wav_header, without_header
from emotion_desktop.system.sealing.files import SealedWriter
from emotion_desktop.system.sealing.keys import KEY_FILE_NAME, DataKey
from emotion_desktop.system.sealing.records import SealedFileError, is_sealed, read_records

#: Of a copy that is not finished.
_PARTIAL: Final = ".sealing"
#: What may hold anything of a session, besides the database.
_PLAIN: Final = (
    f"sessions/*/{SOUND_NAME}",
    "sessions/*/chunk-*.wav",
    "voices/*.voice.json",
    QUEUE_NAME,
    f"{Path(QUEUE_NAME).stem}-damaged-*",
    f"{Path(DATABASE_NAME).stem}-damaged-*",
)
#: As deep as files of a data folder lie.
_ALL: Final = ("*", "*/*", "*/*/*")
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
#: Encrypted and damaged databases, which nobody can decrypt.
_LOST: Final = f"{Path(ENCRYPTED_DATABASE_NAME).stem}-damaged-*"
#: Read and compared at a time.
_PIECE_BYTES: Final = 2**20

_OnShare = Callable[[float], None]


def encrypt_all(data_folder: Path, key: DataKey, on_share: _OnShare) -> None:
    """Encrypt whatever is plain.

    Parameters
    ----------
    data_folder : Path
        Nobody else may be using it.
    key : DataKey
        Of the folder.
    on_share : callable
        Called with the share that is done, from 0 to 1.

    Raises
    ------
    OSError, UserFacingError
        Because of the disk; what is plain stays.
    """
    _delete_leftovers(data_folder)
    files = [path for path in _own_files(data_folder, _PLAIN) if not is_sealed(path)]
    sizes = _sizes(files)
    convert_database(data_folder, key, encrypt=True)
    for path in _shared_out(files, sizes, on_share):
        _encrypt_file(path, key)


def check_all(data_folder: Path, key: DataKey, on_share: _OnShare) -> None:
    """Check that `decrypt_all` will be able to read everything; parameters as there.

    Raises
    ------
    UserFacingError
        If it will not; says which file it is.
    """
    _delete_leftovers(data_folder)
    if lost := [path.name for path in _own_files(data_folder, (_LOST,))]:
        raise UserFacingError(
            "{data_folder} contains a damaged database that cannot be decrypted: {files}",
            "Delete it, or move it elsewhere with a copy of {key_file}, then try again. "
            "Nothing was decrypted.",
            data_folder=data_folder,
            files=", ".join(lost),
            key_file=KEY_FILE_NAME,
        )
    files = [path for path in _own_files(data_folder, _ALL) if is_sealed(path)]
    try:
        check_database(data_folder, key)
        for path in _shared_out(files, _sizes(files), on_share):
            for _piece in _decrypted(path, key):
                pass
    except SealedFileError as error:
        remedy = Message(
            "Restore it from a backup, or delete the session or voice that it belongs to, then "
            "try again. Nothing was decrypted."
        )
        raise UserFacingError(error.what, remedy) from error


def decrypt_all(data_folder: Path, key: DataKey, on_share: _OnShare) -> None:
    """Decrypt whatever is encrypted; parameters as for `encrypt_all`.

    Raises
    ------
    OSError, UserFacingError
        Because of the disk, or if a file is damaged; it stays encrypted.
    """
    _delete_leftovers(data_folder)
    files = [path for path in _own_files(data_folder, _ALL) if is_sealed(path)]
    sizes = _sizes(files)
    convert_database(data_folder, key, encrypt=False)
    for path in _shared_out(files, sizes, on_share):
        _decrypt_file(path, key)


def _sizes(files: Sequence[Path]) -> list[int]:
    return [path.stat().st_size for path in files]


def _shared_out(files: Iterable[Path], sizes: Sequence[int], on_share: _OnShare) -> Iterator[Path]:
    """Go through files, and tell how much of them is done."""
    done = 0
    for path, size in zip(files, sizes, strict=True):
        yield path
        done += size
        on_share(done / max(sum(sizes), 1))
    on_share(1.0)


def _delete_leftovers(data_folder: Path) -> None:
    for leftover in _own_files(data_folder, _LEFTOVERS):
        leftover.unlink()


def _own_files(data_folder: Path, patterns: Sequence[str]) -> Iterator[Path]:
    """List files of these names; a data folder may come from anyone, and no link is followed."""
    root = data_folder.resolve()
    for pattern in patterns:
        for path in sorted(data_folder.glob(pattern)):
            if path.is_file() and path.resolve() == root / path.relative_to(data_folder):
                yield path


def _encrypt_file(path: Path, key: DataKey) -> None:
    partial = path.with_name(path.name + _PARTIAL)
    with SealedWriter(partial, key) as sealed:
        for piece in _to_encrypt(path):
            sealed.write(piece)
    _replace(path, partial, _to_encrypt(path), read_records(partial, key, whole=True))


def _decrypt_file(path: Path, key: DataKey) -> None:
    partial = path.with_name(path.name + _PARTIAL)
    with partial.open("xb") as plain:
        for piece in _decrypted(path, key):
            plain.write(piece)
    _replace(path, partial, _decrypted(path, key), _pieces(partial))


def _replace(path: Path, partial: Path, wanted: Iterable[bytes], written: Iterable[bytes]) -> None:
    """Put a file in place of another once it is on the disk, if it holds what it should."""
    partial.chmod(0o600)
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    if _digest(wanted) != _digest(written):
        raise OSError(f"{partial} differs from {path}")
    partial.replace(path)


def _to_encrypt(path: Path) -> Iterator[bytes]:
    """Read what an encrypted copy of a file is to hold: of a chunk of audio, the samples."""
    if is_chunk(path):
        yield without_header(path.read_bytes())
    else:
        yield from _pieces(path)


def _decrypted(path: Path, key: DataKey) -> Iterator[bytes]:
    """Read what a plain copy of a file is to hold: of a chunk of audio, a header too.

    Whatever grows has no end after a kill of the program.
    """
    if is_chunk(path):
        samples = b"".join(read_records(path, key, whole=False))
        yield wav_header(samples)
        yield samples
    else:
        yield from read_records(path, key, whole=path.name != QUEUE_NAME)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece


def _digest(pieces: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.digest()
