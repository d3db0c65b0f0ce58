"""Does what is asked often only every so often."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot


class Throttle(QObject):
    """Acts at once on the first request, and on those that follow too fast once, in a while.

    Parameters
    ----------
    act : callable
        Called on the thread of this object.
    interval_ms : int
        Between two calls.
    parent : QObject
        Whose part it is: after its end, nothing is called.
    """

    def __init__(self, act: Callable[[], None], interval_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._is_asked = False
        self._pause = QTimer(self, interval=interval_ms, singleShot=True)
        self._pause.timeout.connect(self._on_pause_over)

    @Slot()
    def ask(self) -> None:
        """Act now, or when the pause after the last time is over."""
        if self._pause.isActive():
            self._is_asked = True
        else:
            self._pause.start()
            self._act()

    @Slot()
    def _on_pause_over(self) -> None:
        if self._is_asked:
            self._is_asked = False
            self.ask()
