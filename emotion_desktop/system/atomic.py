"""Files that are written completely or not at all."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

_REMEDIES = {
    errno.ENOSPC: Message("The disk is full: free some space, or write to another folder."),
    errno.EDQUOT: Message(
        "Your disk quota is used up: free some space, or write to another folder."
    ),
    errno.EACCES: Message("You do not have write permission there: choose another folder."),
    errno.EPERM: Message("You do not have write permission there: choose another folder."),
    errno.EROFS: Message("The disk is read-only: choose another folder."),
    errno.ENOENT: Message("The folder does not exist: create it, or choose another one."),
    errno.ENOTDIR: Message("Part of the path is a file: choose another folder."),
    errno.ENAMETOOLONG: Message("The name is too long: choose a shorter one."),
}

#: Of a name that is made longer for a moment.
_LONGEST_IN_FULL_BYTES: Final = 100


def not_written(path: Path, error: OSError) -> UserFacingError:
    """Return the error that explains why a file cannot be written and what to do."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    return UserFacingError(
        "{path} could not be written ({reason})",
        _REMEDIES.get(error.errno or 0, Message("Choose another folder.")),
        path=path,
        reason=reason,
    )


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Lend a name in the folder of `path` to write to; the file then takes the place of `path`.

    Parameters
    ----------
    path : Path
        Replaced where it exists, once all is on the disk; stays as it was where anything fails.
    private : bool
        Whether only its owner may read the file, whatever others may in general.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    name = path.name
    if len(os.fsencode(name)) > _LONGEST_IN_FULL_BYTES:  # the disk may take no longer one
        name = hashlib.blake2b(os.fsencode(name), digest_size=8).hexdigest()
    partial = path.with_name(f".{name}.{os.getpid()}.partial")
    try:
        if private:
            partial.touch(mode=0o600)
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:  # Ctrl-C too must not leave half a file behind
        partial.unlink(missing_ok=True)
        raise


def write_text_atomically(path: Path, text: str, *, private: bool = False) -> None:
    r"""Write UTF-8 text to a temporary name in the same folder, then rename.

    Parameters
    ----------
    path : Path
        Replaced if it exists.
    text : str
        Written verbatim: line ends are not translated.
    private : bool
        As for `replacing`.

    Raises
    ------
    UserFacingError
        If the file cannot be written; `path` is then as it was before.
    """
    write_bytes_atomically(path, text.encode("utf-8"), private=private)


def write_bytes_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write bytes in the same way; see `write_text_atomically`."""
    try:
        with replacing(path, private=private) as partial:
            partial.write_bytes(content)
    except OSError as error:
        raise not_written(path, error) from error
