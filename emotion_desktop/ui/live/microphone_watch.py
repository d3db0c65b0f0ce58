"""Keeps the list of microphones up to date while nothing is being listened to."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from emotion_desktop.services.bridge.live import LiveBridge

_LOOK_EVERY_MS: Final = 5000


class MicrophoneWatch(QObject):
    """Makes the bridge look for microphones every few seconds, one search at a time.

    Parameters
    ----------
    bridge : LiveBridge
        Searches for them off the GUI thread, and reports what it found.
    parent : QObject
        Owns the watch.
    """

    def __init__(self, bridge: LiveBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._searching = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        bridge.microphones_found.connect(self._on_answer)
        bridge.microphones_missing.connect(self._on_answer)

    def begin(self) -> None:
        """Start looking regularly."""
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Stop looking."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Look once, unless a search or a session is running."""
        if not self._searching and not self._bridge.running:
            self._searching = True
            self._bridge.refresh_microphones()

    @Slot(object)
    def _on_answer(self, _answer: object) -> None:
        self._searching = False
