"""Files that are written completely or not at all."""

import errno
import hashlib
import os
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
    errno.ENAMETOOLONG: Message("The name is too long: rename the audio file."),
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


def write_text_atomically(path: Path, text: str, *, private: bool = False) -> None:
    r"""Write UTF-8 text to a temporary name in the same folder, then rename.

    Parameters
    ----------
    path : Path
        Replaced if it exists.
    text : str
        Written verbatim: line ends are not translated.
    private : bool
        Whether only its owner may read the file, regardless of the umask.

    Raises
    ------
    UserFacingError
        If the file cannot be written; `path` is then as it was before.
    """
    write_bytes_atomically(path, text.encode("utf-8"), private=private)


def write_bytes_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write bytes in the same way; see `write_text_atomically`."""
    name = path.name
    if len(os.fsencode(name)) > _LONGEST_IN_FULL_BYTES:  # the disk may take no longer one
        name = hashlib.blake2b(os.fsencode(name), digest_size=8).hexdigest()
    partial = path.with_name(f".{name}.{os.getpid()}.partial")
    try:
        _write_and_rename(partial, path, content, private=private)
    except OSError as error:
        raise not_written(path, error) from error


def _write_and_rename(partial: Path, path: Path, content: bytes, *, private: bool) -> None:
    try:
        if private:
            partial.touch(mode=0o600)
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:  # Ctrl+C must not leave a partial file behind, either
        partial.unlink(missing_ok=True)
        raise
