"""Reads files made by other programs, completely or not at all."""

from pathlib import Path
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

#: Hours of annotations by hand are one of these; in memory they take twenty times as much.
_LARGEST_BYTES: Final = 32 * 2**20
#: Nobody makes more by hand, and reading them takes a few seconds.
MOST_INTERVALS: Final = 300_000

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: Path) -> bytes:
    """Read a file of reasonable size.

    Raises
    ------
    UserFacingError
        If it is too large, or cannot be read.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise too_large(path)
        return path.read_bytes()
    except OSError as error:
        raise UserFacingError(
            "{path} cannot be read ({reason})",
            "Check the path and that you have permission to read it.",
            path=path,
            reason=error.strerror or str(error),
        ) from error


def read_text(path: Path) -> str:
    """Read text in UTF-8, or in UTF-16 with a byte order mark, as Praat writes it.

    Lines end in a line feed, whatever they end in there.

    Raises
    ------
    UserFacingError
        If it is neither, or cannot be read.
    """
    content = read_bytes(path)
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise malformed(path, Message("it is not UTF-8 text")) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def too_large(path: Path) -> UserFacingError:
    """Create the error for a file with more than anybody annotates."""
    return malformed(path, Message("it is too large"))


def malformed(path: Path, reason: Message) -> UserFacingError:
    """Create the error for a file that is not what its name claims."""
    return UserFacingError(
        "{path} cannot be read as annotations ({reason})",
        "Save it again in the program that created it, or choose another file.",
        path=path,
        reason=reason,
    )
