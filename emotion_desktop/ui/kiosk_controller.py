"""Switches between the window and kiosk mode."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.ui.kiosk.window import KioskWindow
from emotion_desktop.ui.main_window import MainWindow


class KioskController(QObject):
    """Lets either the window or kiosk mode listen.

    Parameters
    ----------
    window : MainWindow
        Hidden meanwhile.
    bridge : LiveBridge
        The window's.
    make_kiosk : callable
        Creates the kiosk view each time kiosk mode is entered.
    """

    entered = Signal()
    """The view for visitors is shown, whether or not somebody is listened to already."""

    ended = Signal()
    """Kiosk mode was left, and nothing is heard any more."""

    def __init__(
        self,
        window: MainWindow,
        bridge: LiveBridge,
        make_kiosk: Callable[[], KioskWindow],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._make_kiosk = make_kiosk
        self._screen: int | None = None
        self._asked = False
        self.kiosk: KioskWindow | None = None
        window.kiosk_asked.connect(self.enter)
        bridge.ended.connect(self._on_change)
        bridge.failed.connect(self._on_change)

    @Slot()
    def enter(self, screen: int | None = None) -> None:
        """Enter once the window has stopped listening; `screen` as in `KioskWindow.enter`."""
        if self.kiosk is not None or self._asked:
            return
        self._asked = True
        self._screen = screen
        if self._bridge.running:
            self._window.live.stop()
        self._on_change()

    @Slot()
    def _on_change(self) -> None:
        if self._asked and not self._bridge.running:
            self._enter()

    def _enter(self) -> None:
        self._asked = False
        self._window.microphone_watch.end()
        self.kiosk = self._make_kiosk()
        self.kiosk.left.connect(self._on_left)
        self.kiosk.enter(self._screen)
        self._window.window().hide()
        self.entered.emit()

    @Slot()
    def _on_left(self) -> None:
        if self.kiosk is not None:
            self.kiosk.deleteLater()
            self.kiosk = None
        self.ended.emit()

    @Slot()
    def return_to_window(self) -> None:
        """Show the window again."""
        self._window.window().show()
        self._window.microphone_watch.begin()
