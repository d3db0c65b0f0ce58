"""Imports analysed audio files into the library."""

from collections.abc import Callable
from pathlib import Path

from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.flac_file import fits_flac, write_flac
from emotion_desktop.audio.survey import frames_of, survey
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage.audio_files import add_analysed_file
from emotion_desktop.storage.errors import DatabaseBusyError, StorageError, explained
from emotion_desktop.storage.store import SessionStore


class LibraryImporter:
    """Imports one analysed file after the other; used by one thread at a time.

    Keeps the database open in between: opening it may mean to check the whole of a large
    library. After a storage error the next import opens it anew.

    Parameters
    ----------
    data_folder : Path
        Of the library.
    on_notice : callable
        As for `SessionStore`.
    patience_s : float
        As for `SessionStore`.
    """

    def __init__(
        self, data_folder: Path, on_notice: Callable[[str], None], *, patience_s: float
    ) -> None:
        self._data_folder = data_folder
        self._on_notice = on_notice
        self._patience_s = patience_s
        self._store: SessionStore | None = None

    def add(self, document: SessionDocument, *, copy: bool) -> str:
        """Import as `import_document` does."""
        try:
            if self._store is None:
                self._store = SessionStore(
                    self._data_folder, self._on_notice, patience_s=self._patience_s
                )
            return import_document(self._store, document, copy=copy)
        except DatabaseBusyError:
            raise
        except StorageError:
            self.close()
            raise

    def close(self) -> None:
        """Close the database."""
        store, self._store = self._store, None
        if store is not None:
            store.close()


def import_document(store: SessionStore, document: SessionDocument, *, copy: bool) -> str:
    """Store an analysed audio file as a session, and return its id.

    Parameters
    ----------
    store : SessionStore
        Data folder of the library.
    document : SessionDocument
        Document of the analysis.
    copy : bool
        Whether to copy the audio into the library, as FLAC; otherwise it stays where it is
        and is recognised by its hash if it is moved.

    Raises
    ------
    UserFacingError
        If the file cannot be read, or because of the disk; the library is unchanged.
    """
    return add_analysed_file(store, document, copy_as_flac if copy else None)


def copy_as_flac(source: Path, target: Path) -> None:
    """Copy the audio of a file to FLAC, with all channels at the original rate.

    Audio with 16 bits keeps them; all other audio gets 24.

    Raises
    ------
    UserFacingError
        If it cannot be decoded, exceeds the limits of FLAC, or because of the disk.
    """
    found = survey(source)
    rate_hz, n_channels = found.info.sample_rate_hz, found.info.channels
    if not fits_flac(found):
        raise UserFacingError(
            "{path} has more channels or a higher sample rate than a copy can have",
            "Leave the file where it is and link to it instead.",
            path=source,
        )
    with (
        open_sound(source, track=found.track, through_ffmpeg=found.through_ffmpeg) as sound,
        explained(target),
    ):
        write_flac(target, frames_of(sound), rate_hz, n_channels, step=sound.step)
