"""The key file of an encrypted data folder: its data key, wrapped by a passphrase.

The data key is random. It is encrypted with AES-256-GCM under a key that Argon2id (RFC 9106)
derives from the passphrase, so that another passphrase means another key file and nothing else.
A checksum tells a damaged key file from a wrong passphrase; it needs no secret. Without the key
file nobody can read the data folder, whoever knows the passphrase.
"""

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.translatable import Message
from emotion_desktop.storage.errors import explained
from emotion_desktop.system.atomic import replacing
from emotion_desktop.system.sealing.keys import KEY_FILE_NAME, DataKey, NoEncryptionError
from emotion_desktop.system.sealing.records import CutOffFileError, DamagedFileError

#: What is shorter can be tried out.
SHORTEST_PASSPHRASE: Final = 8
_FORMAT: Final = "emotion-desktop/library-key"
_VERSION: Final = 1
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
#: More memory than anybody would ask for; a key file may come from anyone.
_MOST_MEMORY_KIB: Final = 2**21


class WrongPassphraseError(UserFacingError):
    """The passphrase is another one than that of the data folder."""

    def __init__(self) -> None:
        super().__init__(
            Message("The passphrase is wrong"), Message("Check Caps Lock and the keyboard layout.")
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work a guess of the passphrase is: RFC 9106's choice for little memory.

    Attributes
    ----------
    memory_kib : int
        Memory in KiB.
    passes : int
        Over the memory.
    lanes : int
        That can be computed at a time.
    """

    memory_kib: int = 2**16
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The contents of a key file.

    Attributes
    ----------
    cost : Cost
        Of Argon2id.
    salt, nonce, wrapped : bytes
        Of Argon2id, of AES-GCM, and what that made of the data key.
    key_id : bytes
        Of the data key; tells nothing about it.
    encrypting : bool
        Whether files of the folder may still be waiting to be encrypted.
    decrypting : bool
        Whether some may already be decrypted, and the others are waiting for it.
    """

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes
    key_id: bytes
    encrypting: bool = False
    decrypting: bool = False

    @classmethod
    def wrapping(cls, key: DataKey, passphrase: str, cost: Cost | None = None) -> Self:
        """Wrap a data key.

        Raises
        ------
        UserFacingError
            If the passphrase is too short, or encryption is not installed.
        """
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise UserFacingError(
                "The passphrase is too short",
                "Choose one with at least {limit} characters; several words are best.",
                limit=SHORTEST_PASSPHRASE,
            )
        used = cost or Cost()
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        wrapped = _wrapper(passphrase, salt, used).encrypt(nonce, key.secret, _FORMAT.encode())
        return cls(used, salt, nonce, wrapped, key.id)

    def unwrap(self, passphrase: str) -> DataKey:
        """Return the data key.

        Raises
        ------
        WrongPassphraseError
            If the passphrase is another one.
        """
        wrapper = _wrapper(passphrase, self.salt, self.cost)
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (only where it is needed)

        try:
            return DataKey(wrapper.decrypt(self.nonce, self.wrapped, _FORMAT.encode()))
        except InvalidTag as error:
            raise WrongPassphraseError from error

    def write(self, data_folder: Path) -> None:
        """Write the key file, in place of the one that is there."""
        path = data_folder / KEY_FILE_NAME
        values = {
            "format": _FORMAT,
            "version": _VERSION,
            "encrypting": self.encrypting,
            "decrypting": self.decrypting,
            "key_id": self.key_id.hex(),
            "argon2id": {
                "memory_kib": self.cost.memory_kib,
                "passes": self.cost.passes,
                "lanes": self.cost.lanes,
                "salt": self.salt.hex(),
            },
            "aes_256_gcm": {"nonce": self.nonce.hex(), "data_key": self.wrapped.hex()},
        }
        written = json.dumps(values | {"sha256": _checksum(values)}, indent=2) + "\n"
        with explained(path), replacing(path, private=True) as partial:
            partial.write_text(written, encoding="ascii", newline="\n")


def read_key_file(data_folder: Path) -> KeyFile:
    """Read the key file of a data folder.

    Raises
    ------
    UserFacingError
        If it is damaged or incomplete, of a newer version, or because of the disk.
    """
    path = data_folder / KEY_FILE_NAME
    with explained(path):
        content = path.read_bytes()
    if not content.endswith(b"}\n"):
        raise CutOffFileError(path)
    try:
        values: dict[str, Any] = json.loads(content)
        if values.pop("sha256") != _checksum(values) or values["format"] != _FORMAT:
            raise DamagedFileError(path)
        if values["version"] > _VERSION:
            raise UserFacingError(
                "{path} was made by a newer version of Emotion Desktop",
                "Install that version. Nothing was changed.",
                path=path,
            )
        return _key_file(values)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedFileError(path) from error


def rewrap(data_folder: Path, old: str, new: str) -> None:
    """Change the passphrase of a data folder, at once or not at all.

    Raises
    ------
    UserFacingError
        If the old one is wrong, the new one too short, or because of the disk.
    """
    before = read_key_file(data_folder)
    after = KeyFile.wrapping(before.unwrap(old), new, before.cost)
    after = replace(after, encrypting=before.encrypting, decrypting=before.decrypting)
    after.write(data_folder)


def _key_file(values: dict[str, Any]) -> KeyFile:
    argon, gcm = values["argon2id"], values["aes_256_gcm"]
    cost = Cost(int(argon["memory_kib"]), int(argon["passes"]), int(argon["lanes"]))
    if cost.memory_kib > _MOST_MEMORY_KIB:
        raise ValueError("more memory than anybody asks for")
    return KeyFile(
        cost,
        bytes.fromhex(argon["salt"]),
        bytes.fromhex(gcm["nonce"]),
        bytes.fromhex(gcm["data_key"]),
        bytes.fromhex(values["key_id"]),
        encrypting=bool(values["encrypting"]),
        decrypting=bool(values.get("decrypting", False)),  # missing where that did not exist yet
    )


def _checksum(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode("ascii")).hexdigest()


def _wrapper(passphrase: str, salt: bytes, cost: Cost) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415
    except ImportError as error:
        raise NoEncryptionError from error
    # Keyboards differ in how they write a letter with an accent.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    argon = Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return AESGCM(argon.derive(typed))
