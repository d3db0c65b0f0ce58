"""Encrypts a data folder, decrypts it again, and unlocks it.

Both go file by file, and may be interrupted at any moment: the key file, which is there before
the first encrypted file and until after the last one, says what is not finished, and unlocking
finishes it.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage import converting
from emotion_desktop.storage.connecting import driver
from emotion_desktop.storage.converting_database import prepare_database
from emotion_desktop.storage.errors import explained, folder_in_use
from emotion_desktop.storage.key_file import Cost, KeyFile, read_key_file
from emotion_desktop.storage.key_ring import forget_stored_key, recall_key
from emotion_desktop.storage.queue_file import FILE_NAME as QUEUE_NAME
from emotion_desktop.storage.session_folder import (
    DATABASE_NAME,
    is_in_use,
    session_folder,
    session_ids_on_disk,
)
from emotion_desktop.system.data_folder import make_private
from emotion_desktop.system.sealing.keys import (
    KEY_FILE_NAME,
    DataKey,
    forget_key,
    hold_key,
    is_encrypted,
)

OnShare = Callable[[float], None]
_PATIENCE_S: Final = 1.0


def _ignore(_share: float) -> None:
    pass


def encrypt(
    data_folder: Path,
    passphrase: str,
    on_share: OnShare = _ignore,
    cost: Cost | None = None,
) -> None:
    """Encrypt a data folder, with all that it holds, and unlock it for this process.

    Parameters
    ----------
    data_folder : Path
        Created if it does not exist; no program may be using it.
    passphrase : str
        Nobody can read the folder without it.
    on_share : callable
        Called with the share that is done, from 0 to 1.
    cost : Cost, optional
        Of a guess of the passphrase.

    Raises
    ------
    UserFacingError
        If it is encrypted already or in use, the passphrase is too short, the libraries are
        missing, or because of the disk. What is not encrypted yet is done by `unlock`.
    """
    if is_encrypted(data_folder):
        raise UserFacingError(
            "The data folder {data_folder} is already encrypted",
            "Change its passphrase if you want another one.",
            data_folder=data_folder,
        )
    key = DataKey(secrets.token_bytes(32))
    driver(key)  # before anything is changed
    key_file = KeyFile.wrapping(key, passphrase, cost)
    with explained(data_folder):
        make_private(data_folder)
        with _alone(data_folder):
            prepare_database(data_folder, None)
            replace(key_file, encrypting=True).write(data_folder)
            converting.encrypt_all(data_folder, key, on_share)
            key_file.write(data_folder)
    hold_key(data_folder, key)


def decrypt(data_folder: Path, key: DataKey, on_share: OnShare = _ignore) -> None:
    """Decrypt a data folder, with all that it holds; its passphrase is no longer needed.

    Parameters
    ----------
    data_folder : Path
        Encrypted; no program may be using it.
    key : DataKey
        Of the folder, from `unlock`.
    on_share : callable
        Called with the share that is done, from 0 to 1.

    Raises
    ------
    UserFacingError
        If it is in use, or any of its files is damaged: nothing was decrypted then. Or because
        of the disk: what is not decrypted yet is done by `unlock`.
    """
    with explained(data_folder), _alone(data_folder):
        prepare_database(data_folder, key)
        converting.check_all(data_folder, key, lambda share: on_share(share / 2))
        forget_key(data_folder)
        replace(read_key_file(data_folder), decrypting=True).write(data_folder)
        _finish_decrypting(data_folder, key, lambda share: on_share((1 + share) / 2))


def unlock(data_folder: Path, passphrase: str, on_share: OnShare = _ignore) -> DataKey | None:
    """Unlock an encrypted data folder for this process, and return its key.

    If encrypting or decrypting it was interrupted, that is finished first; None if it is not
    encrypted any more then.

    Raises
    ------
    WrongPassphraseError
        If the passphrase is another one.
    UserFacingError
        If the key file is damaged, or because of the disk.
    """
    return _open(data_folder, read_key_file(data_folder).unwrap(passphrase), on_share)


def recall(data_folder: Path) -> bool:
    """Unlock an encrypted data folder as by `unlock`, if its key is in the system's key ring.

    Returns
    -------
    bool
        Whether it was.

    Raises
    ------
    UserFacingError
        As from `unlock`.
    """
    key = recall_key(data_folder)
    if key is not None:
        _open(data_folder, key, _ignore)
    return key is not None


def _open(data_folder: Path, key: DataKey, on_share: OnShare) -> DataKey | None:
    key_file = read_key_file(data_folder)
    if key_file.encrypting or key_file.decrypting:
        with explained(data_folder), _alone(data_folder):
            if key_file.decrypting:
                _finish_decrypting(data_folder, key, on_share)
                return None
            converting.encrypt_all(data_folder, key, on_share)
            replace(key_file, encrypting=False).write(data_folder)
    hold_key(data_folder, key)
    return key


def _finish_decrypting(data_folder: Path, key: DataKey, on_share: OnShare) -> None:
    converting.decrypt_all(data_folder, key, on_share)
    (data_folder / KEY_FILE_NAME).unlink()
    with suppress(UserFacingError):  # a key that opens nothing any more does no harm
        forget_stored_key(key.id)


@contextmanager
def _alone(data_folder: Path) -> Iterator[None]:
    """Keep other programs from opening the folder, if none has it open."""
    queue_lock = FileLock(data_folder / f"{QUEUE_NAME}.lock", timeout=0)
    try:
        with FileLock(data_folder / f"{DATABASE_NAME}.lock", timeout=_PATIENCE_S), queue_lock:
            folders = (session_folder(data_folder, one) for one in session_ids_on_disk(data_folder))
            if any(map(is_in_use, folders)):
                raise folder_in_use(data_folder)
            yield
    except Timeout as error:
        raise folder_in_use(data_folder) from error
