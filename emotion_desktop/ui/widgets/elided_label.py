"""A line of text that gives way where there is no room for it."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

_LEAST_CHARACTERS: Final = 10


class ElidedLabel(QLabel):
    """Plain text on one line, with an ellipsis where it is cut; whole in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Set the text."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room for a few letters."""
        whole = super().minimumSizeHint()
        least_px = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(min(whole.width(), least_px), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint as much as fits."""
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, place.width()
        )
        QPainter(self).drawText(place, self.alignment(), shown)
