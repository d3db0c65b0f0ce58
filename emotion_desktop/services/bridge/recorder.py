"""The recorder for the window: its state as a signal."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from emotion_desktop.domain.session import Consent, RecorderState
from emotion_desktop.services.live.sinks import LiveSink
from emotion_desktop.services.recording.recorder import SessionRecorder


class RecorderBridge(QObject):
    """Owns the recorder, which is a sink of the live sessions.

    Parameters
    ----------
    data_folder : Path
        Data folder; nothing is created there before recording is turned on.
    """

    state_changed = Signal(RecorderState)

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._recorder = SessionRecorder(data_folder, self.state_changed.emit)

    @property
    def sink(self) -> LiveSink:
        """The sink for live sessions; their owner closes it."""
        return self._recorder

    @Slot(object)
    def note_consent(self, consent: Consent | None) -> None:
        """Store a consent with the next recording; returns immediately."""
        self._recorder.note_consent(consent)

    def switch(self, on: bool) -> None:
        """Turn recording on or off; returns immediately."""
        if on:
            self._recorder.start_recording()
        else:
            self._recorder.stop_recording()
