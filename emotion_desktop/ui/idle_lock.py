"""Locks the program when nobody has used it for a while."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)
_MINUTE_MS: Final = 60_000


class IdleLock(QObject):
    """Watches for keys and the mouse in all windows.

    Parameters
    ----------
    is_busy : callable
        Whether the program is at work, and is not to be locked now.
    """

    lock_asked = Signal()

    def __init__(self, is_busy: Callable[[], bool]) -> None:
        super().__init__()
        self._is_busy = is_busy
        self._watched: list[QWindow] = []
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._on_idle)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)

    def start(self, minutes: int | None) -> None:
        """Lock after so many minutes; None never does."""
        self.timer.stop()
        if minutes is not None:
            self._watch(QGuiApplication.focusWindow())
            self.timer.start(minutes * _MINUTE_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Begin to wait anew whenever somebody does something."""
        if event.type() in _INPUT and self.timer.isActive():
            self.timer.start()
        return super().eventFilter(watched, event)

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        # Windows alone: all events of all widgets would pass through Python.
        if window is not None and window not in self._watched:
            self._watched.append(window)
            window.destroyed.connect(lambda: self._watched.remove(window))
            window.installEventFilter(self)

    @Slot()
    def _on_idle(self) -> None:
        if not self._is_busy():
            self.timer.stop()
            self.lock_asked.emit()
