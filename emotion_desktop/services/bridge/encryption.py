"""Encryption of the data folder for the window: slow work on a thread of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.bridge.worker import SerialWorker
from emotion_desktop.system.sealing.keys import is_encrypted, is_unlocked

#: A file that is being encrypted is finished first.
_LAST_FILE_S: Final = 30.0


class EncryptionBridge(QObject):
    """Unlocks, encrypts, decrypts, and changes the passphrase of a data folder.

    Parameters
    ----------
    data_folder : Path
        Of the library.
    """

    done = Signal()
    """What was asked for last was done."""
    failed = Signal(str)
    """It was not; says why, in the user's language."""
    recalled = Signal(bool)
    """Whether the key ring unlocked the data folder."""
    progressed = Signal(float)
    """The share that is encrypted or decrypted."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._data_folder = data_folder
        self._worker = SerialWorker("encryption")

    @property
    def is_encrypted(self) -> bool:
        """Whether the data folder is encrypted."""
        return is_encrypted(self._data_folder)

    @property
    def is_locked(self) -> bool:
        """Whether its passphrase is needed before the library can be opened."""
        return self.is_encrypted and not is_unlocked(self._data_folder)

    def recall(self) -> None:
        """Unlock with the key in the system's key ring, if it is there."""

        def work() -> bool:
            from emotion_desktop.storage.encryption import recall  # noqa: PLC0415

            try:
                return recall(self._data_folder)
            except UserFacingError:  # entering the passphrase tells it
                return False

        self._worker.submit(work, self.recalled.emit, self._tell_failure)

    def unlock(self, passphrase: str, *, remember: bool) -> None:
        """Unlock, finish what was interrupted, and keep the key in the key ring if asked."""

        def work() -> None:
            from emotion_desktop.storage.encryption import unlock  # noqa: PLC0415
            from emotion_desktop.storage.key_ring import remember_key  # noqa: PLC0415

            key = unlock(self._data_folder, passphrase, self.progressed.emit)
            if remember and key is not None:
                remember_key(self._data_folder, key)

        self._submit(work)

    def encrypt(self, passphrase: str) -> None:
        """Encrypt everything in the data folder; nothing may have it open."""

        def work() -> None:
            from emotion_desktop.storage.encryption import encrypt  # noqa: PLC0415

            encrypt(self._data_folder, passphrase, self.progressed.emit)

        self._submit(work)

    def decrypt(self, passphrase: str) -> None:
        """Decrypt everything in the data folder; nothing may have it open."""

        def work() -> None:
            from emotion_desktop.storage.encryption import decrypt, unlock  # noqa: PLC0415

            key = unlock(self._data_folder, passphrase, self.progressed.emit)
            if key is not None:  # what had been interrupted was not the same
                decrypt(self._data_folder, key, self.progressed.emit)

        self._submit(work)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change the passphrase."""

        def work() -> None:
            from emotion_desktop.storage.key_file import rewrap  # noqa: PLC0415

            rewrap(self._data_folder, old, new)

        self._submit(work)

    def shut_down(self) -> bool:
        """End; what was begun is finished first."""
        return self._worker.shut_down(_LAST_FILE_S, finish=True)

    def _submit(self, work: Callable[[], None]) -> None:
        self._worker.submit(work, self._tell_done, self._tell_failure)

    def _tell_done(self, _result: None) -> None:
        self.done.emit()

    def _tell_failure(self, error: Exception) -> None:
        self.failed.emit(text_of(error))
