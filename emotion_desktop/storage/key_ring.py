"""The key of a data folder in the system's key ring, so that nobody has to type a passphrase.

Whoever can use the user's account while it is logged in can then open the data folder too.
"""

import logging
from pathlib import Path
from typing import Any, Final

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage.key_file import read_key_file
from emotion_desktop.system.sealing.keys import DataKey

_log = logging.getLogger(__name__)
_SERVICE: Final = "Emotion Desktop"
#: Others than those of the systems themselves may write what they keep as it is.
_OWN_BACKENDS: Final = "keyring.backends."


def remember_key(data_folder: Path, key: DataKey) -> None:
    """Store the key of a data folder.

    Raises
    ------
    UserFacingError
        If there is no key ring, or it refuses.
    """
    ring, errors = _ring()
    try:
        ring.set_password(_SERVICE, read_key_file(data_folder).key_id.hex(), key.secret.hex())
    except errors as error:
        raise _refused(error) from error


def recall_key(data_folder: Path) -> DataKey | None:
    """Return the key of a data folder; None if it is not in a key ring that can be read."""
    key_id = read_key_file(data_folder).key_id
    try:
        ring, errors = _ring()
    except UserFacingError:
        return None
    unreadable: tuple[type[Exception], ...] = (*errors, ValueError)
    try:
        stored = ring.get_password(_SERVICE, key_id.hex())
        key = DataKey(bytes.fromhex(stored)) if stored else None
    except unreadable as error:
        _log.warning("The key ring cannot be read: %s", type(error).__name__)
        return None
    return key if key is not None and key.id == key_id else None


def forget_stored_key(key_id: bytes) -> None:
    """Remove a key by its id, as in the key file; it is not an error if it is not there.

    Raises
    ------
    UserFacingError
        If there is no key ring, or it refuses.
    """
    ring, errors = _ring()
    try:
        if ring.get_password(_SERVICE, key_id.hex()) is not None:
            ring.delete_password(_SERVICE, key_id.hex())
    except errors as error:
        raise _refused(error) from error


def _ring() -> tuple[Any, tuple[type[Exception], ...]]:
    """Return the key ring of the system, and its errors."""
    none = UserFacingError(
        "This computer has no key ring that the program can use",
        "Enter the passphrase each time.",
    )
    try:
        import keyring  # noqa: PLC0415 (only where it is needed)
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError as error:
        raise none from error
    ring = keyring.get_keyring()
    backends = getattr(ring, "backends", [ring])
    if not all(type(one).__module__.startswith(_OWN_BACKENDS) for one in backends):
        raise none
    if type(ring).__module__ in {f"{_OWN_BACKENDS}fail", f"{_OWN_BACKENDS}null"}:
        raise none
    return keyring, (KeyringError,)


def _refused(error: Exception) -> UserFacingError:
    return UserFacingError(
        "The key ring refused ({error})",
        "Unlock the key ring, or enter the passphrase each time.",
        error=str(error) or type(error).__name__,
    )
