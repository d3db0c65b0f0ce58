"""Verifies files against their SHA-256."""

import hashlib
from pathlib import Path

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message


def check_sha256(path: Path, *expected: str, remedy: Message) -> str:
    """Return the SHA-256 of a file, in hexadecimal, if it is one of the expected ones.

    Raises
    ------
    UserFacingError
        If the file is missing or not an expected one.
    """
    if not path.is_file():
        raise UserFacingError("{path} is missing", remedy, path=path)
    found = _sha256(path)
    if found not in expected:
        raise UserFacingError(
            "{path} is damaged or was modified: its SHA-256 does not match", remedy, path=path
        )
    return found


def has_sha256(path: Path, expected: str) -> bool:
    """Return whether the SHA-256 of an existing file is the expected one, in hexadecimal."""
    return _sha256(path) == expected


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
