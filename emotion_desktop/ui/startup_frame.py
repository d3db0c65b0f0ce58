"""The window frame: visible at once, while its contents are still being imported.

The namespace `Qt` is not used here: its enumerations take longer to load than all of this.
"""

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QMainWindow, QWidget

_NAME = "Emotion Desktop"
_WANTED = QSize(1280, 800)
#: A screen of 1024 x 600 has this much between a panel and a title bar.
_SMALLEST = QSize(800, 500)
#: Room for a title bar and edges, which are known only once the window is seen.
_DECORATION = QSize(8, 40)
#: So much of the window's upper edge has to be on a screen: one can drag it from there.
_HANDLE_PX = 100


class Frame(QMainWindow):
    """Restores the window's position, shows the program's name, then holds the contents.

    Parameters
    ----------
    geometry : QByteArray or None
        The previous geometry of the window, from `saveGeometry`.
    """

    painted = Signal()
    """People see something: what takes time may begin. Comes once."""

    def __init__(self, geometry: QByteArray | None = None) -> None:
        super().__init__()
        self._painted = False
        self.setWindowTitle(_NAME)
        self.setMinimumSize(_SMALLEST)
        self.setCentralWidget(_opening())
        if geometry is None:
            self._stand_anew()
        else:
            self._stand(geometry)

    def _stand_anew(self) -> None:
        """Centre the window on the first screen; on a small screen, fill the free area."""
        available = QGuiApplication.primaryScreen().availableGeometry()
        room = available.size() - _DECORATION
        self.resize(_WANTED.boundedTo(room))
        self.move(available.center() - self.rect().center())
        if room.width() < _WANTED.width() or room.height() < _WANTED.height():
            from PySide6.QtCore import Qt  # noqa: PLC0415 (see above)

            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _stand(self, geometry: QByteArray) -> None:
        if not self.restoreGeometry(geometry) or not _can_be_dragged(self.geometry()):
            self._stand_anew()
            return
        if not (self.isMaximized() or self.isFullScreen()):  # the screen may be smaller than it was
            available = self.screen().availableGeometry().size()
            self.resize(self.size().boundedTo(available - _DECORATION))

    def fill(self, content: QWidget) -> None:
        """Show `content`, and ask it before closing."""
        self.setCentralWidget(content)
        content.show()
        content.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Emit a signal at the first paint."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close the content first."""
        if (content := self.centralWidget()) is not None:
            content.close()
        super().closeEvent(event)


def _opening() -> QWidget:
    """Return the name in the middle; it needs no translations, which are loaded later."""
    opening = QWidget()
    grid = QGridLayout(opening)
    grid.addWidget(QLabel(_NAME), 1, 1)
    for outer in (0, 2):
        grid.setRowStretch(outer, 1)
        grid.setColumnStretch(outer, 1)
    return opening


def _can_be_dragged(window: QRect) -> bool:
    """Return whether the user can reach the title bar of a window."""
    left, right = window.topLeft(), window.topRight()
    handles = (left + QPoint(_HANDLE_PX, 0), right - QPoint(_HANDLE_PX, 0))
    return any(
        screen.availableGeometry().contains(handle)
        for screen in QGuiApplication.screens()
        for handle in handles
    )
