"""Sealed records: see `emotion_desktop.system.sealing` for the format."""

import os
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.system.sealing.keys import DataKey, NoEncryptionError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"EDSEAL\x01\n"
_FILE_ID_BYTES: Final = 24
HEAD_BYTES: Final = len(MAGIC) + 8 + _FILE_ID_BYTES
_LENGTHS: Final = struct.Struct(">II")
_NONCE: Final = struct.Struct(">QI")
TAG_BYTES: Final = 16
#: What a record has besides its contents.
FRAME_BYTES: Final = _LENGTHS.size + TAG_BYTES
_LAST: Final = 1 << 31
_ALL_BITS: Final = (1 << 32) - 1


class SealedFileError(UserFacingError):
    """A sealed file cannot be read."""


class DamagedFileError(SealedFileError):
    """Bytes of a sealed file are not those that were written."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            Message("{path} is damaged: some of its bytes were changed", path=path),
            Message("Restore it from a backup."),
        )


class CutOffFileError(SealedFileError):
    """The end of a sealed file is missing."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            Message("{path} is incomplete: its end is missing", path=path),
            Message("Copy it again, or restore it from a backup."),
        )


class OtherKeyError(SealedFileError):
    """A sealed file belongs to another data folder, or its head was changed."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            Message("{path} was encrypted for another data folder, or is damaged", path=path),
            Message("Put it back where it came from, or restore it from a backup."),
        )


class RecordCipher:
    """Encrypts and decrypts the records of one file.

    Parameters
    ----------
    key : DataKey
        Of the data folder.
    head : bytes, optional
        Of an existing file; a new one gets a new file id.
    """

    def __init__(self, key: DataKey, head: bytes | None = None) -> None:
        self.head = head or MAGIC + key.id + secrets.token_bytes(_FILE_ID_BYTES)
        file_id = self.head[-_FILE_ID_BYTES:]
        self._cipher = _aes_gcm(key.derived("file", salt=file_id))

    def seal(self, index: int, content: bytes, *, last: bool) -> bytes:
        """Return a record; each index is to be used once."""
        length = len(content) | (_LAST if last else 0)
        sealed = self._cipher.encrypt(_NONCE.pack(index, last), content, self.head)
        return _LENGTHS.pack(length, length ^ _ALL_BITS) + sealed

    def open(self, index: int, sealed: bytes, *, last: bool, path: Path) -> bytes:
        """Return the contents of a record, without its lengths.

        Raises
        ------
        DamagedFileError
            If they are not what was written.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (only where it is needed)

        try:
            return self._cipher.decrypt(_NONCE.pack(index, last), sealed, self.head)
        except InvalidTag as error:
            raise DamagedFileError(path) from error


def _aes_gcm(key: bytes) -> "AESGCM":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    except ImportError as error:
        raise NoEncryptionError from error
    return AESGCM(key)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: `n_bytes` of contents, encrypted from `offset`, decrypted from `at`."""

    index: int
    offset: int
    n_bytes: int
    at: int
    last: bool


def is_sealed(path: Path) -> bool:
    """Return whether a file begins like a sealed one.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def open_cipher(file: BinaryIO, key: DataKey, path: Path) -> RecordCipher:
    """Read the head of a file.

    Raises
    ------
    SealedFileError
        If it is cut off, damaged, or that of another data folder.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if not head.startswith(MAGIC[: len(head)]):
        raise DamagedFileError(path)
    if len(head) < HEAD_BYTES:
        raise CutOffFileError(path)
    if head[len(MAGIC) :][:8] != key.id:
        raise OtherKeyError(path)
    return RecordCipher(key, head)


def find_records(file: BinaryIO, path: Path) -> tuple[list[Place], bool]:
    """Find the complete records of a file, and whether its end is there.

    Raises
    ------
    DamagedFileError
        If a length was changed, or something follows the end.
    """
    size = file.seek(0, os.SEEK_END)
    places: list[Place] = []
    offset, at = HEAD_BYTES, 0
    while size - offset >= _LENGTHS.size:
        file.seek(offset)
        length, inverted = _LENGTHS.unpack(file.read(_LENGTHS.size))
        if length ^ inverted != _ALL_BITS:
            raise DamagedFileError(path)
        last, n_bytes = bool(length & _LAST), length & ~_LAST
        if size - offset < n_bytes + FRAME_BYTES:
            break
        places.append(Place(len(places), offset + _LENGTHS.size, n_bytes, at, last))
        offset += n_bytes + FRAME_BYTES
        at += n_bytes
        if last:
            if offset != size:
                raise DamagedFileError(path)
            return places, True
    return places, False


def read_record(file: BinaryIO, cipher: RecordCipher, place: Place, path: Path) -> bytes:
    """Decrypt one record.

    Raises
    ------
    DamagedFileError
        If it is not what was written.
    """
    file.seek(place.offset)
    sealed = file.read(place.n_bytes + TAG_BYTES)
    return cipher.open(place.index, sealed, last=place.last, path=path)


def read_records(path: Path, key: DataKey, *, whole: bool) -> Iterator[bytes]:
    """Decrypt the records of a file one by one.

    Parameters
    ----------
    path : Path
        A sealed file.
    key : DataKey
        Of its data folder.
    whole : bool
        Whether its end has to be there.

    Raises
    ------
    SealedFileError
        If it is damaged or cut off; what came before is right.
    """
    with path.open("rb") as file:
        cipher = open_cipher(file, key, path)
        places, ended = find_records(file, path)
        for place in places:
            yield read_record(file, cipher, place, path)
        if whole and not ended:
            raise CutOffFileError(path)
