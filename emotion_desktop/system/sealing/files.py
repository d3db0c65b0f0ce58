"""Sealed files as streams: read from any position, written from beginning to end."""

import errno
import io
import os
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Self, cast

from emotion_desktop.system.atomic import replacing
from emotion_desktop.system.paths import for_sndfile
from emotion_desktop.system.sealing.keys import DataKey, key_for
from emotion_desktop.system.sealing.records import (
    FRAME_BYTES,
    HEAD_BYTES,
    CutOffFileError,
    RecordCipher,
    SealedFileError,
    find_records,
    is_sealed,
    open_cipher,
    read_record,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

#: Contents of a record of a file that is written as a whole.
RECORD_BYTES: Final = 2**18


def _base(whence: int, position: int, size: int) -> int:
    """Return what an offset of `seek` is counted from."""
    return {os.SEEK_SET: 0, os.SEEK_CUR: position, os.SEEK_END: size}[whence]


class SealedReader(io.RawIOBase):
    """The contents of a sealed file, decrypted record by record.

    Parameters
    ----------
    path : Path
        The file; read-only.
    key : DataKey
        Of its data folder.
    quiet : bool
        Whether reading a damaged record is an end of the file, and a `failure`: libsndfile calls
        this, which knows no exceptions.

    Attributes
    ----------
    failure : SealedFileError or None
        What `readinto` came upon.

    Raises
    ------
    SealedFileError
        If it is damaged or cut off; also by `readinto`, for the record in question.
    """

    def __init__(self, path: Path, key: DataKey, *, quiet: bool = False) -> None:
        super().__init__()
        self._quiet = quiet
        self.failure: SealedFileError | None = None
        self._path = path
        self._file = path.open("rb")
        try:
            self._cipher = open_cipher(self._file, key, path)
            self._places, ended = find_records(self._file, path)
            if not ended:
                raise CutOffFileError(path)
        except BaseException:
            self._file.close()
            raise
        self._starts = [place.at for place in self._places]
        self._size = self._places[-1].at + self._places[-1].n_bytes
        self._position = 0
        self._index = -1
        self._record = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a position in the contents."""
        self._position = max(0, _base(whence, self._position, self._size) + offset)
        return self._position

    def tell(self) -> int:
        """Return the position in the contents."""
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read up to the end of a record."""
        view = memoryview(buffer).cast("B")
        if self._position >= self._size or not view:
            return 0
        index = bisect_right(self._starts, self._position) - 1
        if not self._load(index):
            return 0
        begin = self._position - self._starts[index]
        part = self._record[begin : begin + len(view)]
        view[: len(part)] = part
        self._position += len(part)
        return len(part)

    def _load(self, index: int) -> bool:
        if index == self._index:
            return True
        try:
            self._record = read_record(self._file, self._cipher, self._places[index], self._path)
        except SealedFileError as error:
            if not self._quiet:
                raise
            self.failure = error
            return False
        self._index = index
        return True

    def close(self) -> None:
        """Close the file."""
        self._record = b""
        self._file.close()
        super().close()


class SealedWriter(io.RawIOBase):
    """Writes a sealed file as a whole; it is complete once this is closed.

    The first record stays in memory until then: whoever writes a FLAC amends its beginning at
    the end. Everything else is written in order.

    Parameters
    ----------
    path : Path
        Does not exist yet.
    key : DataKey
        Of its data folder.
    """

    def __init__(self, path: Path, key: DataKey) -> None:
        super().__init__()
        self._cipher = RecordCipher(key)
        self._file = path.open("xb")
        self._first = bytearray()
        self._rest = bytearray()  # of the record that is being filled
        self._n_records = 1
        self._size = 0
        self._position = 0
        self._failure: OSError | None = None
        self._file.write(self._cipher.head)

    def writable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to the end, or to a position in the first record."""
        self._position = _base(whence, self._position, self._size) + offset
        return self._position

    def tell(self) -> int:
        """Return the position in the contents."""
        return self._position

    def write(self, data: "ReadableBuffer") -> int:
        """Write at the position; 0 if the disk is full, which `close` raises."""
        view = memoryview(data).cast("B")
        if self._failure is not None:
            return 0
        try:
            self._write(bytes(view))
        except OSError as error:  # libsndfile calls this, which knows no exceptions
            self._failure = error
            return 0
        self._position += len(view)
        self._size = max(self._size, self._position)
        return len(view)

    def _write(self, data: bytes) -> None:
        in_first = data[: max(RECORD_BYTES - self._position, 0)]
        self._first[self._position : self._position + len(in_first)] = in_first
        beyond = data[len(in_first) :]
        if not beyond:
            return
        if self._position + len(in_first) != max(self._size, RECORD_BYTES):
            raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE))
        self._rest += beyond
        while len(self._rest) > RECORD_BYTES:
            self._put(bytes(self._rest[:RECORD_BYTES]), last=False)
            del self._rest[:RECORD_BYTES]

    def _put(self, content: bytes, *, last: bool) -> None:
        self._file.seek(HEAD_BYTES + self._n_records * (RECORD_BYTES + FRAME_BYTES))
        self._file.write(self._cipher.seal(self._n_records, content, last=last))
        self._n_records += 1

    def close(self) -> None:
        """Complete the file.

        Raises
        ------
        OSError
            If it could not be written.
        """
        if self.closed:
            return
        try:
            if self._failure is not None:
                raise self._failure
            if self._rest:
                self._put(bytes(self._rest), last=True)
            self._file.seek(HEAD_BYTES)
            only = self._n_records == 1
            self._file.write(self._cipher.seal(0, bytes(self._first), last=only))
        finally:
            self._file.close()
            super().close()


class SealedLog:
    """A sealed file that grows; what was appended survives a kill of the program.

    Parameters
    ----------
    path : Path
        Does not exist yet.
    key : DataKey
        Of its data folder.
    """

    def __init__(self, path: Path, key: DataKey) -> None:
        self._cipher = RecordCipher(key)
        self._n_records = 0
        self._file = path.open("xb", buffering=0)
        self._write(self._cipher.head)

    @classmethod
    def replacing(cls, path: Path, key: DataKey, content: bytes) -> Self:
        """Put a file with one record in place of another, and continue after it."""
        with replacing(path) as partial:
            log = cls(partial, key)
            log.append(content)
            log.close()  # Windows renames no file that is open
        log._file = path.open("ab", buffering=0)
        return log

    def append(self, content: bytes, *, last: bool = False) -> None:
        """Append a record, and wait until it is on the disk.

        Raises
        ------
        OSError
            Because of the disk; nothing can be appended then.
        """
        record = self._cipher.seal(self._n_records, content, last=last)
        self._n_records += 1  # even if it is not written: no index is used twice
        self._write(record)
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            taken = self._file.write(rest)
            if not taken:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self._file.name)
            rest = rest[taken:]


def open_plain(path: Path) -> io.BufferedReader:
    """Open a file for reading, decrypted if it is sealed.

    Raises
    ------
    OSError
        If it cannot be read.
    LockedError, SealedFileError
        If its data folder is locked, or it is not as it was written.
    """
    return _open(path, quiet=False)


def open_for_sndfile(path: Path) -> io.BufferedReader:
    """Open a file for libsndfile; what is wrong within is told by `failure_of`."""
    return _open(path, quiet=True)


def failure_of(file: BinaryIO) -> SealedFileError | None:
    """Return what reading a file from `open_for_sndfile` came upon."""
    raw = file.raw if isinstance(file, io.BufferedReader) else None
    return raw.failure if isinstance(raw, SealedReader) else None


def is_decrypted(file: BinaryIO) -> bool:
    """Return whether an open file is a sealed one."""
    return isinstance(file, io.BufferedReader) and isinstance(file.raw, SealedReader)


def _open(path: Path, *, quiet: bool) -> io.BufferedReader:
    key = key_for(path)
    if key is None or not (_is_own(path) or is_sealed(path)):
        return path.open("rb")
    reader = SealedReader(path, key, quiet=quiet)
    return io.BufferedReader(reader, RECORD_BYTES)


def _is_own(path: Path) -> bool:
    """Tell whether a file of an encrypted folder has to be sealed."""
    return path.absolute().parents[1].name == "sessions"


@contextmanager
def create_plain(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for writing; it is sealed if its data folder is encrypted.

    Raises
    ------
    OSError
        If it exists, or cannot be written.
    LockedError
        If its data folder is locked.
    """
    key = key_for(path)
    if key is None:
        with path.open("xb") as file:
            yield file
        return
    with SealedWriter(path, key) as sealed:
        yield cast("BinaryIO", sealed)


@contextmanager
def create_for_sndfile(path: Path) -> Iterator[Path | bytes | BinaryIO]:
    """Provide what libsndfile is to write to: a new file, sealed as by `create_plain`.

    Raises
    ------
    OSError
        If a sealed file cannot be written; libsndfile reports the others itself.
    """
    key = key_for(path)
    if key is None:
        yield for_sndfile(path)
        return
    with SealedWriter(path, key) as sealed:
        yield cast("BinaryIO", sealed)


def read_plain(path: Path) -> bytes:
    """Read a whole file, decrypted if it is sealed; raises as `open_plain`."""
    with open_plain(path) as file:
        return file.read()


def replace_plain(path: Path, content: bytes) -> None:
    """Write a whole file in place of another, for its owner only; sealed as by `create_plain`."""
    key = key_for(path)
    with replacing(path, private=True) as partial:
        if key is None:
            partial.write_bytes(content)
        else:
            partial.unlink()
            with SealedWriter(partial, key) as sealed:
                sealed.write(content)
            partial.chmod(0o600)
