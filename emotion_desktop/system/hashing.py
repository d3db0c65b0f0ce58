"""Verifies files against their SHA-256."""

import hashlib
from pathlib import Path

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message


def check_sha256(path: Path, expected: str, *, remedy: Message) -> None:
    """Compare a file with an expected hexadecimal SHA-256.

    Raises
    ------
    UserFacingError
        If the file is missing or not the expected one.
    """
    if not path.is_file():
        raise UserFacingError("{path} is missing", remedy, path=path)
    if not has_sha256(path, expected):
        raise UserFacingError(
            "{path} is damaged or was modified: its SHA-256 does not match", remedy, path=path
        )


def has_sha256(path: Path, expected: str) -> bool:
    """Return whether the SHA-256 of an existing file is the expected one, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == expected
