"""A small coloured square for legends and buttons."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap

SWATCH: Final = QSize(14, 14)


def swatch(color: QColor, pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern) -> QIcon:
    """Return a square of twice the size of `SWATCH`, for high-density screens."""
    pixmap = QPixmap(SWATCH * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(color, pattern))
    painter.drawRoundedRect(pixmap.rect(), 6, 6)
    painter.end()
    return QIcon(pixmap)
