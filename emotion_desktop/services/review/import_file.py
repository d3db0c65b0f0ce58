"""Imports analysed audio files into the library."""

from pathlib import Path

from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.flac_file import fits_flac, write_flac
from emotion_desktop.audio.survey import frames_of, survey
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage.audio_files import add_analysed_file
from emotion_desktop.storage.errors import explained
from emotion_desktop.storage.store import SessionStore


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
