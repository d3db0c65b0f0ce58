"""The window around the pages."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import RecordingChoice
from emotion_desktop.ui.live_page import LivePage


class MainWindow(QMainWindow):
    """Holds the live page.

    Parameters
    ----------
    bridge : LiveBridge
        Runs the live pipeline; asked to stop when the window closes.
    demo : RecordingChoice
        The demo recording.
    """

    first_painted = Signal()

    def __init__(self, bridge: LiveBridge, demo: RecordingChoice) -> None:
        super().__init__()
        self._bridge = bridge
        self._painted = False
        self.setWindowTitle("Emotion Desktop")
        self.live = LivePage(bridge, demo)
        self.setCentralWidget(self.live)
        self.resize(1280, 800)
        self.setMinimumSize(900, 600)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell once that people see something: heavy work may begin."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop listening; the threads are joined after the event loop has ended."""
        self._bridge.stop()
        super().closeEvent(event)
