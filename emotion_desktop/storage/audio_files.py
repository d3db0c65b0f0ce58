"""Sessions that come from analysed audio files, and where their sound lies."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
from sqlalchemy import Connection, Row, insert, select, update

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioInfo, AudioNotice, FloatArray
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Frames
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.printable import printable
from emotion_desktop.domain.session import RecordedSegment
from emotion_desktop.domain.translatable import Message
from emotion_desktop.storage import rows
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.errors import StorageError, explained
from emotion_desktop.storage.session_folder import incoming_folder, new_session_id, session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.tables import SEGMENTS, SESSION_AUDIO, SESSION_FRAMES, SESSIONS
from emotion_desktop.system.sealing.files import open_for_sndfile, open_plain

#: Copies an audio file without loss into a FLAC that does not exist yet.
CopySound = Callable[[Path, Path], None]
#: Dates of files before are those of clocks that were never set.
_EARLIEST: Final = datetime(1980, 1, 2, tzinfo=UTC)


class AudioMovedError(StorageError):
    """The audio of a session is no longer where it was; ask the user for it."""


def add_analysed_file(
    store: SessionStore, document: SessionDocument, copy_sound: CopySound | None
) -> str:
    """Store an analysed audio file as a session.

    Parameters
    ----------
    store : SessionStore
        Data folder of the library.
    document : SessionDocument
        Document of the analysis; its file is where it says.
    copy_sound : callable or None
        Copies the audio into the library; None leaves it where it is, identified by its hash.

    Returns
    -------
    str
        The new session's id.

    Raises
    ------
    UserFacingError
        If the file changed since it was analysed, cannot be read, or because of the disk;
        the library is unchanged.
    """
    path = document.audio.path.absolute()
    with explained(path):
        stat = path.stat()
    if sha256_of(path) != document.sha256:
        raise UserFacingError(
            "{path} was modified after it was analysed", "Analyse it again.", path=path
        )
    started_at = max(datetime.fromtimestamp(stat.st_mtime, UTC), _EARLIEST)
    session_id = new_session_id(started_at)
    with explained(store.data_folder), incoming_folder(store.data_folder) as folder:
        if copy_sound is not None:
            copy_sound(path, folder / SOUND_NAME)
        with bringing_in(store, folder, session_id) as connection:
            sound_file = None if copy_sound is None else SOUND_NAME
            session = _session(session_id, started_at, document, sound_file)
            connection.execute(insert(SESSIONS).values(**session))
            _add_segments(connection, session_id, document)
            _add_audio(connection, session_id, document, path, stat.st_size)
    return session_id


@contextmanager
def bringing_in(store: SessionStore, folder: Path, session_id: str) -> Iterator[Connection]:
    """Run the transaction that adds a session, whose files lie in an incoming folder.

    They are the session's afterwards; where anything fails, the session has neither rows nor a
    folder, which recovery would take for a session that was cut off.
    """
    target = session_folder(store.data_folder, session_id)
    made = False
    try:
        with store.transaction() as connection:
            yield connection
            target.mkdir(mode=0o700)
            made = True
            if (folder / SOUND_NAME).exists():
                (folder / SOUND_NAME).replace(target / SOUND_NAME)
    except BaseException:
        if made:
            shutil.rmtree(target, ignore_errors=True)
        raise


def audio_of(store: SessionStore, session_id: str) -> AudioInfo | None:
    """Return the facts about the file that a session comes from; None for a recording."""
    query = select(SESSION_AUDIO).where(SESSION_AUDIO.c.session_id == session_id)
    found = store.select(query, audio_from)
    return found[0] if found else None


def frames_of(store: SessionStore, session_id: str) -> Frames | None:
    """Return the sliding window of a session that comes from a file; None for a recording."""
    query = select(SESSION_FRAMES).where(SESSION_FRAMES.c.session_id == session_id)
    found = store.select(query, frames_from)
    return found[0] if found else None


def hash_of(store: SessionStore, session_id: str) -> str | None:
    """Return the SHA-256 of the file that a session comes from; None for a recording."""
    query = select(SESSION_AUDIO.c.sha256).where(SESSION_AUDIO.c.session_id == session_id)
    found = store.select(query, lambda row: str(row[0]))
    return found[0] if found else None


def sound_of(store: SessionStore, session_id: str) -> Path:
    """Return the path of a session's audio.

    Raises
    ------
    AudioMovedError
        If it was left in place and is no longer there; see `relink`.
    UserFacingError
        If there is no such session, or it has no audio.
    """
    session = store.session(session_id)
    if session is not None and session.sound_file is not None:
        return session_folder(store.data_folder, session_id) / session.sound_file
    audio = audio_of(store, session_id)
    if session is None or audio is None:
        raise UserFacingError(
            "Session {session_id} no longer has any audio",
            "Choose another session.",
            session_id=session_id,
        )
    if not audio.path.is_file():
        raise AudioMovedError(
            "The audio of this session is no longer at {path}",
            "Connect the disk that contains it, or locate the file: it is recognised by its hash.",
            path=audio.path,
        )
    return audio.path


def relink(store: SessionStore, session_id: str, path: Path) -> None:
    """Set the new location of a session's audio.

    Raises
    ------
    UserFacingError
        If the file is another one, or cannot be read.
    """
    if sha256_of(path) != hash_of(store, session_id):
        raise UserFacingError(
            "{path} is not the audio of this session, or has been modified since",
            "Choose the unchanged file that was analysed; its name does not matter.",
            path=path,
        )
    with store.transaction() as connection:
        of_session = SESSION_AUDIO.c.session_id == session_id
        connection.execute(
            update(SESSION_AUDIO).where(of_session).values(path=str(path.absolute()))
        )


def find_moved(store: SessionStore, session_id: str, candidates: Iterable[Path]) -> Path | None:
    """Find a session's audio among files and set its location; None if it is not among them.

    Only files of the right length are read.
    """
    query = select(SESSION_AUDIO.c.n_bytes).where(SESSION_AUDIO.c.session_id == session_id)
    sizes = set(store.select(query, lambda row: int(row[0])))
    for path in candidates:
        try:
            if path.is_file() and path.stat().st_size in sizes:
                relink(store, session_id, path)
                return path
        except (OSError, UserFacingError):  # another file of that length
            continue
    return None


def sha256_of(path: Path) -> str:
    """Hash the bytes of a file."""
    with explained(path), open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_sound(path: Path, duration_s: float) -> None:
    """Check that a file is FLAC and has about the stated duration.

    Raises
    ------
    ValueError
        If it is not.
    """
    try:
        with open_for_sndfile(path) as file:
            info = soundfile.info(file)
    except soundfile.SoundFileError as error:
        raise ValueError("no sound") from error
    if info.format != "FLAC" or abs(info.frames / info.samplerate - duration_s) > 1.0:
        raise ValueError("another sound")


def _session(
    session_id: str, started_at: datetime, document: SessionDocument, sound_file: str | None
) -> dict[str, Any]:
    duration_s = document.audio.duration_s
    return {
        "id": session_id,
        "started_at": started_at,
        "ended_at": started_at + timedelta(seconds=duration_s),
        "source": printable(document.audio.path.name),
        "models": document.models,
        "state": "finished",
        "n_samples": round(duration_s * SAMPLE_RATE_HZ),
        "sound_file": sound_file,
        "dropped_samples": 0,
        "recovery_attempts": 0,
    }


def _add_segments(connection: Connection, session_id: str, document: SessionDocument) -> None:
    values = [
        rows.segment_values(RecordedSegment(one, speech_only=False)) | {"session_id": session_id}
        for one in document.utterances
    ]
    if values:
        connection.execute(insert(SEGMENTS), values)


def _add_audio(
    connection: Connection, session_id: str, document: SessionDocument, path: Path, n_bytes: int
) -> None:
    audio, frames = document.audio, document.frames
    connection.execute(
        insert(SESSION_AUDIO).values(
            session_id=session_id,
            path=str(path),
            sha256=document.sha256,
            n_bytes=n_bytes,
            duration_s=audio.duration_s,
            sample_rate_hz=audio.sample_rate_hz,
            channels=audio.channels,
            notices=[[one.kind, one.message, one.at_s, one.duration_s] for one in audio.notices],
        )
    )
    connection.execute(
        insert(SESSION_FRAMES).values(
            session_id=session_id,
            hop_s=frames.hop_s,
            window_s=frames.window_s,
            times_s=frames.times_s,
            speech=frames.speech.reshape(-1),
            fused=frames.fused.reshape(-1),
            voiced=frames.voiced,
        )
    )


def audio_from(row: Row[Any]) -> AudioInfo:
    """Read a row of `SESSION_AUDIO`."""
    notices = tuple(
        AudioNotice(kind, Message(str(message)), float(at_s), float(duration_s))
        for kind, message, at_s, duration_s in row.notices
    )
    return AudioInfo(
        Path(row.path), row.duration_s, int(row.sample_rate_hz), int(row.channels), notices
    )


def frames_from(row: Row[Any]) -> Frames:
    """Read a row of `SESSION_FRAMES`."""
    n_windows = len(row.times_s)
    if row.voiced is not None and len(row.voiced) != n_windows:
        raise ValueError("frames of another length")
    return Frames(
        hop_s=row.hop_s,
        window_s=row.window_s,
        times_s=row.times_s,
        speech=_table(row.speech, n_windows),
        fused=_table(row.fused, n_windows),
        voiced=row.voiced,
    )


def _table(values: FloatArray, n_windows: int) -> FloatArray:
    table = values.reshape(n_windows, len(EMOTIONS))
    if not np.isfinite(table).all():
        raise ValueError("the row has no emotion probabilities")
    return table
