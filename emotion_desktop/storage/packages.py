"""One session as one file, for another machine; and a copy of one for another rater.

A package is a ZIP of three files, none of which has any other name: `manifest.json` (format,
version, and the SHA-256 of the other two), `session.json` (the rows, compressed) and
`sound.flac` (as it is). Whoever opens one trusts nothing that it says before it was checked.
"""

import hashlib
import io
import json
import shutil
import stat
import zipfile
import zlib
from pathlib import Path
from typing import IO, Final

from sqlalchemy.exc import StatementError

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.audio_files import (
    CopySound,
    bringing_in,
    check_sound,
    sha256_of,
    sound_of,
)
from emotion_desktop.storage.document import not_finished
from emotion_desktop.storage.errors import StorageError, explained
from emotion_desktop.storage.session_folder import incoming_folder, new_session_id
from emotion_desktop.storage.session_rows import (
    SessionRows,
    add_rows,
    from_json_values,
    is_too_long,
    read_rows,
    to_json_values,
    without_annotations,
)
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.atomic import replacing
from emotion_desktop.system.json_size import is_reasonable
from emotion_desktop.system.sealing.files import create_plain, open_plain

_FORMAT: Final = "emotion-desktop/session"
_VERSION: Final = 1
_MANIFEST: Final = "manifest.json"
_ROWS: Final = "session.json"
_NAMES: Final = frozenset({_MANIFEST, _ROWS, SOUND_NAME})
#: Ten hours of speech with windows four times a second take half of it.
_MOST_ROW_BYTES: Final = 64 * 2**20
_MOST_MANIFEST_BYTES: Final = 2**16
#: More than FLAC's seekable limit of eight channels over a day is nobody's session.
_MOST_SOUND_BYTES: Final = 16 * 2**30
_PIECE_BYTES: Final = 2**20
#: Three names, their end, and the longest comment that is looked for there.
_MOST_DIRECTORY_BYTES: Final = 2**18
_ENCRYPTED: Final = 0x1


def pack(store: SessionStore, session_id: str, path: Path, copy_sound: CopySound) -> None:
    """Write a session, with its sound and its review, into one file.

    Parameters
    ----------
    store : SessionStore
        Of the library.
    session_id : str
        A session that is finished or recovered.
    path : Path
        Written whole or not at all; one that is there already is replaced.
    copy_sound : callable
        Copies sound that was left where it is into a FLAC.

    Raises
    ------
    UserFacingError
        Where there is no such session, its sound was moved, it is too long for a package, or
        the disk is in the way.
    """
    session = store.session(session_id)
    if session is None or session.ended_at is None:
        raise not_finished(session_id)
    sound = sound_of(store, session_id)
    found = read_rows(store, session_id)
    for one in found["session_audio"]:  # where it lay is nobody else's business
        one["path"] = Path(one["path"]).name
    written = json.dumps(to_json_values(found)).encode("ascii")
    if is_too_long(found) or len(written) > _MOST_ROW_BYTES:  # nobody could open it
        raise UserFacingError(
            "The session {session_id} is too long to be packed into one file",
            "Copy the data folder instead, or export the session.",
            session_id=session_id,
        )
    with explained(path), incoming_folder(store.data_folder) as folder:
        if session.sound_file is None:
            copy_sound(sound, folder / SOUND_NAME)
            sound = folder / SOUND_NAME
        with replacing(path) as partial:
            _write(partial, written, sound)


def _write(path: Path, written: bytes, sound: Path) -> None:
    hashes = {_ROWS: hashlib.sha256(written).hexdigest(), SOUND_NAME: sha256_of(sound)}
    manifest = {"format": _FORMAT, "version": _VERSION, "sha256": hashes}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest))
        archive.writestr(_ROWS, written, zipfile.ZIP_DEFLATED)
        member = zipfile.ZipInfo(SOUND_NAME)  # stored: it is compressed already
        with open_plain(sound) as plain, archive.open(member, "w", force_zip64=True) as packed:
            shutil.copyfileobj(plain, packed, _PIECE_BYTES)


def unpack(store: SessionStore, path: Path) -> str:
    """Bring a packed session into the library, and return its id.

    Raises
    ------
    UserFacingError
        Where the file is no package or not as it was written, or where the disk is in the way;
        the library is as it was.
    """
    _refuse_unreadable(path)
    with explained(path), incoming_folder(store.data_folder) as folder:
        try:
            return _bring_in(store, _checked(path, folder), folder)
        except (
            *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
            *(LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError),
            StatementError,  # what the tables refuse; the disk's errors are others here
        ) as error:
            raise _no_package(path) from error


def _refuse_unreadable(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError as error:
        raise UserFacingError(
            "{path} cannot be read ({reason})",
            "Check that it is a file, and that you may read it. Nothing was imported.",
            path=path,
            reason=error.strerror or type(error).__name__,
        ) from error


def duplicate(store: SessionStore, session_id: str) -> str:
    """Copy a session for another rater, and return the copy's id.

    Words, borders, speakers, title and tags are copied as they are; what raters said of the
    utterances is not.

    Raises
    ------
    UserFacingError
        Where there is no such session, or the disk is in the way.
    """
    session = store.session(session_id)
    if session is None or session.ended_at is None:
        raise not_finished(session_id)
    found = without_annotations(read_rows(store, session_id))
    with explained(store.data_folder), incoming_folder(store.data_folder) as folder:
        if session.sound_file is not None:
            shutil.copyfile(sound_of(store, session_id), folder / SOUND_NAME)
        return _bring_in(store, found, folder)


def _bring_in(store: SessionStore, found: SessionRows, folder: Path) -> str:
    [session] = found["sessions"]
    taken, session_id = store.session_ids(), str(session["id"])
    if session_id in taken:
        session_id = new_session_id(session["started_at"])
    with bringing_in(store, folder, session_id) as connection:
        add_rows(connection, session_id, found)
    return session_id


def _checked(path: Path, folder: Path) -> SessionRows:
    """Read a package, and leave its sound in a folder."""
    with _ShortDirectory(path) as file, zipfile.ZipFile(file) as archive:
        file.may_read_all()
        members = {one.filename: one for one in archive.infolist()}
        if set(members) != _NAMES or len(archive.infolist()) != len(_NAMES):
            raise ValueError("other files than those of a package")
        for one in members.values():
            _check_member(one)
        manifest = json.loads(_read(archive, members[_MANIFEST], _MOST_MANIFEST_BYTES))
        if manifest["format"] != _FORMAT:
            raise ValueError("another format")
        if manifest["version"] != _VERSION:
            raise _newer(path)
        hashes = manifest["sha256"]
        written = _read(archive, members[_ROWS], _MOST_ROW_BYTES)
        if hashlib.sha256(written).hexdigest() != hashes[_ROWS]:
            raise _damaged(path)
        if not is_reasonable(written):
            raise ValueError("more than a package holds")
        found = from_json_values(json.loads(written, parse_constant=_refuse))
        sound = members[SOUND_NAME]
        _check_room(sound, folder)
        with archive.open(sound) as packed, create_plain(folder / SOUND_NAME) as unpacked:
            if _copy(packed, unpacked, sound.file_size) != hashes[SOUND_NAME]:
                raise _damaged(path)
    [session] = found["sessions"]
    check_sound(folder / SOUND_NAME, session["n_samples"] / SAMPLE_RATE_HZ)
    session["sound_file"] = SOUND_NAME
    return found


class _ShortDirectory(io.FileIO):
    """A file whose list of contents is short, or it cannot be opened as an archive.

    `zipfile` reads the whole list before it can be asked how long it is: a million names take a
    gigabyte.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._left: int | None = _MOST_DIRECTORY_BYTES

    def may_read_all(self) -> None:
        """Read without a limit from now on."""
        self._left = None

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as usual, as long as the limit is not reached."""
        if self._left is None:
            return super().read(size)
        wanted = self._left + 1 if size is None or size < 0 else min(size, self._left + 1)
        data = super().read(wanted)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("a longer list of contents than a package has")
        return data


def _check_member(member: zipfile.ZipInfo) -> None:
    """Refuse what no package holds: links, devices, secrets, and sound that swells."""
    kind = stat.S_IFMT(member.external_attr >> 16)  # 0 where it is not told
    if kind not in {0, stat.S_IFREG} or member.flag_bits & _ENCRYPTED:
        raise ValueError("no plain file")
    packings = {zipfile.ZIP_STORED}
    if member.filename != SOUND_NAME:  # which is compressed already
        packings.add(zipfile.ZIP_DEFLATED)
    if member.compress_type not in packings:
        raise ValueError("another compression than that of a package")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> bytes:
    with archive.open(member) as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise ValueError("more than a package holds")
    return content


def _check_room(member: zipfile.ZipInfo, folder: Path) -> None:
    if member.file_size > _MOST_SOUND_BYTES:
        raise ValueError("more than a package holds")
    if member.file_size > shutil.disk_usage(folder).free:
        raise StorageError(
            "There is not enough space in {folder} for the audio of this session",
            "Free some space, or choose another data folder.",
            folder=folder.parent,
        )


def _copy(packed: IO[bytes], unpacked: IO[bytes], most_bytes: int) -> str:
    digest, left = hashlib.sha256(), most_bytes
    while piece := packed.read(_PIECE_BYTES):
        left -= len(piece)
        if left < 0:
            raise ValueError("more than was said")
        digest.update(piece)
        unpacked.write(piece)
    return digest.hexdigest()


def _no_package(path: Path) -> UserFacingError:
    return UserFacingError(
        "{path} is not a packed session, or it is damaged",
        "Ask for the file again. Nothing was imported.",
        path=path,
    )


def _damaged(path: Path) -> UserFacingError:
    return UserFacingError(
        "{path} was modified after it was written: its checksum does not match",
        "Copy it again. Nothing was imported.",
        path=path,
    )


def _newer(path: Path) -> UserFacingError:
    return UserFacingError(
        "{path} was packed by a newer version of Emotion Desktop",
        "Install that version. Nothing was imported.",
        path=path,
    )
