"""Bridge for one session: read on a worker, its audio drawn as it is decoded."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from emotion_desktop.domain.plot_data import EstimateTrack, SoundTrack
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session_curves import WindowCurves
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.bridge.worker import SerialWorker

if TYPE_CHECKING:
    from emotion_desktop.domain.document import SessionDocument
    from emotion_desktop.services.review.session_sound import SessionSound


@dataclass(frozen=True, slots=True)
class ShownSession:
    """Everything displayed of a session except its audio.

    Attributes
    ----------
    id : str
        Of the session.
    document : SessionDocument
        With its review applied.
    state : ReviewState
        The review, with all estimates.
    windows : WindowCurves
        Curves of the sliding window.
    attention : EstimateTrack
        Attention of the speech network; no curves.
    sound : SoundTrack
        Only duration and gaps; the audio follows.
    """

    id: str
    document: "SessionDocument"
    state: ReviewState
    windows: WindowCurves
    attention: EstimateTrack
    sound: SoundTrack


class SessionBridge(QObject):
    """Reads one session at a time; the database's libraries are imported on its thread.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    """

    read = Signal(object)
    """A `ShownSession`; its audio follows."""
    sound_found = Signal(object)
    """A `SessionSound` that can be played."""
    sound_grew = Signal(object)
    """A `SoundTrack` of the audio decoded so far."""
    sound_missing = Signal(str, bool)
    """Why there is no audio, for display; whether the user may look for the file."""
    failed = Signal(str)
    """Why the session cannot be shown, for display."""
    _grew = Signal(int, object)

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._data_folder = data_folder
        self._worker = SerialWorker("session")
        self._turn = 0  # number of the latest request; answers to others are dropped
        self._shown: ShownSession | None = None
        self._grew.connect(self._on_grew)

    def open(self, session_id: str) -> None:
        """Read a session; the previous one is abandoned."""
        self.close()
        self._worker.submit(
            lambda: _read(self._data_folder, session_id),
            self._if_wanted(self._on_read),
            self._if_wanted(lambda error: self.failed.emit(text_of(error))),
        )

    def close(self) -> None:
        """Abandon the session; no more signals about it."""
        self._turn += 1
        self._shown = None

    def take_moved_sound(self, path: Path) -> None:
        """Relink the audio of the session, if the file's hash matches."""
        if self._shown is None:
            return
        session_id = self._shown.id
        self._worker.submit(
            lambda: _take_moved_sound(self._data_folder, session_id, path),
            self._if_wanted(lambda _done: self._find_sound()),
            self._if_wanted(self._on_missing),
        )

    def shut_down(self, timeout_s: float = 5.0) -> bool:
        """Stop; return True if no thread is left."""
        self.close()
        return self._worker.shut_down(timeout_s)

    def _if_wanted(self, then: Callable[..., None]) -> Callable[..., None]:
        turn = self._turn

        def call(result: object) -> None:
            if turn == self._turn:
                then(result)

        return call

    def _on_read(self, session: ShownSession) -> None:
        self._shown = session
        self.read.emit(session)
        self._find_sound()

    def _find_sound(self) -> None:
        if self._shown is None:
            return
        session_id = self._shown.id
        self._worker.submit(
            lambda: _find_sound(self._data_folder, session_id),
            self._if_wanted(self._on_sound),
            self._if_wanted(self._on_missing),
        )

    def _on_sound(self, sound: "SessionSound") -> None:
        assert self._shown is not None
        self.sound_found.emit(sound)
        turn, gaps_s = self._turn, self._shown.sound.gaps_s

        def read() -> None:
            from emotion_desktop.services.review.session_sound import read_tracks  # noqa: PLC0415

            def should_stop() -> bool:
                return turn != self._turn or self._worker.ending

            for track in read_tracks(sound, gaps_s, should_stop):
                self._grew.emit(turn, track)

        # Playback may still work if the audio cannot be decoded to its end.
        self._worker.submit(
            read,
            None,
            self._if_wanted(lambda error: self.sound_missing.emit(text_of(error), False)),
        )

    def _on_missing(self, error: Exception) -> None:
        from emotion_desktop.storage.audio_files import AudioMovedError  # noqa: PLC0415

        assert self._shown is not None
        # After a wrong file, the user may try another.
        can_be_found = self._shown.document.session is None
        self.sound_missing.emit(text_of(error), can_be_found or isinstance(error, AudioMovedError))

    @Slot(int, object)
    def _on_grew(self, turn: int, track: SoundTrack) -> None:
        if turn == self._turn:
            self.sound_grew.emit(track)


def _read(data_folder: Path, session_id: str) -> ShownSession:
    from emotion_desktop.domain.review_fold import review_of  # noqa: PLC0415
    from emotion_desktop.domain.session_curves import gaps_of, window_curves  # noqa: PLC0415
    from emotion_desktop.services.recording.library import read_session  # noqa: PLC0415
    from emotion_desktop.services.review.session_sound import attention_track  # noqa: PLC0415

    document = read_session(data_folder, session_id, _no_notice)
    state = document.review or review_of(document.utterances, (), document.corrections)
    duration_s = document.audio.duration_s
    if math.isnan(duration_s):
        duration_s = max((one.end_s for one in document.utterances), default=0.0)
    return ShownSession(
        id=session_id,
        document=document,
        state=state,
        windows=window_curves(document),
        attention=attention_track(document.utterances),
        sound=SoundTrack(end_s=duration_s, gaps_s=gaps_of(document)),
    )


def _find_sound(data_folder: Path, session_id: str) -> "SessionSound":
    import emotion_desktop.audio.player  # noqa: F401, PLC0415 (the GUI thread needs it next)
    from emotion_desktop.services.review.session_sound import find_sound  # noqa: PLC0415

    return find_sound(data_folder, session_id, _no_notice)


def _take_moved_sound(data_folder: Path, session_id: str, path: Path) -> None:
    from emotion_desktop.services.review.session_sound import take_moved_sound  # noqa: PLC0415

    take_moved_sound(data_folder, session_id, path, _no_notice)


def _no_notice(_text: str) -> None:
    """Ignore that a database was set aside: reading the session then fails anyway."""
