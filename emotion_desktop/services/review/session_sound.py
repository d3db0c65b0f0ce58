"""The audio of a session: its location, and what plots draw of it."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from emotion_desktop.audio.decoding import open_sound
from emotion_desktop.audio.file_source import SURVEY_S
from emotion_desktop.audio.files import open_blocks
from emotion_desktop.audio.survey import survey
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.plot_data import EstimateTrack, SoundTrack
from emotion_desktop.services.live.plot_history import (
    EstimateHistory,
    HistoryOptions,
    SoundHistory,
)
from emotion_desktop.storage.audio_files import relink, sound_of
from emotion_desktop.storage.store import SessionStore

#: Time between two tracks of audio that is still being decoded.
_TELL_EVERY_S: Final = 0.3


@dataclass(frozen=True, slots=True)
class SessionSound:
    """Location of the audio of a session.

    Attributes
    ----------
    path : Path
        The file.
    track : int or None
        Index of the track that was analysed; None if there is only one.
    """

    path: Path
    track: int | None


def find_sound(
    data_folder: Path, session_id: str, on_notice: Callable[[str], None]
) -> SessionSound:
    """Find the audio of a session.

    Raises
    ------
    AudioMovedError
        The original file is no longer at its path.
    UserFacingError
        There is none, or it cannot be decoded.
    """
    with SessionStore(data_folder, on_notice, read_only=True) as store:
        path = sound_of(store, session_id)
    with open_sound(path) as sound:
        n_tracks = sound.n_tracks
    # A survey of all tracks takes a while; playback should not wait for it needlessly.
    track = survey(path, limit_s=SURVEY_S).track if n_tracks > 1 else None
    return SessionSound(path, track)


def take_moved_sound(
    data_folder: Path, session_id: str, path: Path, on_notice: Callable[[str], None]
) -> None:
    """Relink the audio of a session to its new path, after checking its hash.

    Raises
    ------
    UserFacingError
        The file is a different one, or cannot be read.
    """
    with SessionStore(data_folder, on_notice) as store:
        relink(store, session_id, path)


def read_tracks(
    sound: SessionSound,
    gaps_s: npt.NDArray[np.float64],
    should_stop: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[SoundTrack]:
    """Decode the audio; yield what can be drawn so far, and finally all of it.

    Parameters
    ----------
    sound : SessionSound
        The audio.
    gaps_s : ndarray
        Shape (n, 2), gaps in the audio in seconds.
    should_stop : callable
        Called before each block; True ends the iteration.
    clock : callable
        In seconds.

    Raises
    ------
    UserFacingError
        The file cannot be decoded any further.
    """

    def go_on(_done_s: float) -> None:
        if should_stop():
            raise _StoppedError

    told_at_s = clock()
    track = None
    try:
        surveyed = survey(sound.path, track=sound.track, limit_s=SURVEY_S, on_progress=go_on)
        # The spectrogram is kept at full resolution from start to end.
        length_s = max(np.nan_to_num(surveyed.info.duration_s), SURVEY_S)
        history = SoundHistory(HistoryOptions(fine_spectrogram_s=2 * length_s))
        with closing(open_blocks(sound.path, "mix", surveyed=surveyed)) as blocks:
            for block in blocks:
                go_on(0.0)
                track = replace(history.add(block, speaking=False), gaps_s=gaps_s)
                if clock() - told_at_s >= _TELL_EVERY_S:
                    told_at_s = clock()
                    yield track
    except _StoppedError:
        return
    if track is not None:
        yield track


class _StoppedError(Exception):
    """The audio is no longer wanted."""


def attention_track(utterances: Iterable[Utterance]) -> EstimateTrack:
    """Return the attention of the speech network over a session; no curves."""
    history = EstimateHistory()
    track = EstimateTrack()
    for utterance in utterances:
        track = history.add_utterance(utterance)
    return track
