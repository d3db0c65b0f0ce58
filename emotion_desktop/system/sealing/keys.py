"""The keys of unlocked data folders, in the memory of this process alone."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message

KEY_FILE_NAME: Final = "library-key.json"
#: A file of a data folder lies at most so deep: `sessions/<id>/sound.flac`.
_DEEPEST: Final = 3
#: The folders in it whose files are encrypted; others may hold what people export.
_OWN_FOLDERS: Final = ("sessions", "voices")

_unlocked: dict[Path, "DataKey"] = {}
_guard: Final = Lock()


class LockedError(UserFacingError):
    """The data folder is encrypted, and its passphrase was not given yet."""


class NoEncryptionError(UserFacingError):
    """The libraries that encrypt are not installed."""

    def __init__(self) -> None:
        super().__init__(
            Message("This installation cannot read or write encrypted data folders"),
            Message("Install what is missing: pip install cryptography sqlcipher3"),
        )


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of an encrypted data folder.

    Attributes
    ----------
    secret : bytes
        32 random bytes; never printed.
    """

    secret: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        """Eight bytes that tell this key from others, and nothing about it."""
        return self.derived("key id")[:8]

    def derived(self, purpose: str, salt: bytes = b"") -> bytes:
        """Derive a key of 32 bytes for one purpose.

        Raises
        ------
        NoEncryptionError
            If the library that does it is not installed.
        """
        try:
            from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
            from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415
        except ImportError as error:
            raise NoEncryptionError from error
        info = f"emotion-desktop {purpose}".encode("ascii")
        return HKDF(SHA256(), length=32, salt=salt or None, info=info).derive(self.secret)


def hold_key(data_folder: Path, key: DataKey) -> None:
    """Unlock a data folder for this process."""
    with _guard:
        _unlocked[data_folder.resolve()] = key


def forget_key(data_folder: Path) -> None:
    """Lock a data folder; what is open already stays open."""
    with _guard:
        _unlocked.pop(data_folder.resolve(), None)


def is_encrypted(data_folder: Path) -> bool:
    """Return whether a data folder is encrypted, locked or not."""
    return (data_folder / KEY_FILE_NAME).exists()


def is_unlocked(data_folder: Path) -> bool:
    """Return whether this process holds the key of a data folder."""
    with _guard:
        return data_folder.resolve() in _unlocked


def key_of(data_folder: Path) -> DataKey | None:
    """Return the key of a data folder; None if it is not encrypted.

    Raises
    ------
    LockedError
        If its passphrase was not given yet.
    """
    with _guard:
        key = _unlocked.get(data_folder.resolve())
    if key is None and is_encrypted(data_folder):
        raise LockedError(
            "The data folder {data_folder} is encrypted and locked",
            "Enter its passphrase.",
            data_folder=data_folder,
        )
    return key


def key_for(path: Path) -> DataKey | None:
    """Return the key of the data folder that a file belongs to; None if that is not encrypted.

    Raises
    ------
    LockedError
        As `key_of`.
    """
    for folder in path.absolute().parents[:_DEEPEST]:
        key = key_of(folder)
        if key is not None:
            inside = path.absolute().relative_to(folder).parts
            return key if len(inside) == 1 or inside[0] in _OWN_FOLDERS else None
    return None
