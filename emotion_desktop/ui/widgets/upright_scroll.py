"""Scrolling in one direction."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class UprightScroll(QScrollArea):
    """Scrolls up and down only, so it is never narrower than its content and the scroll bar.

    Parameters
    ----------
    content : QWidget
        What it shows.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the width that long words need, as in German, and little height."""
        content_px = self._content.minimumSizeHint().width()
        bar_px = self.verticalScrollBar().sizeHint().width()
        return QSize(content_px + bar_px, super().minimumSizeHint().height())
