"""Shared parts of the kiosk view; all are readable from four metres.

Sizes are in units: one unit is a pixel on a screen of 1920 by 1080, and grows with the
screen.
"""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.themed import PaintedWidget


@runtime_checkable
class Scaled(Protocol):
    """A part that scales with the screen."""

    def set_unit(self, unit: float) -> None:
        """Set the number of pixels of one unit."""
        ...


def unit_of(width: int, height: int) -> float:
    """Return the pixels of one unit on a screen of this size."""
    return min(width / 1920, height / 1080)


def set_unit_of_all(parent: QWidget, unit: float) -> None:
    """Set the unit of every part below `parent`."""
    for part in parent.findChildren(QWidget):
        if isinstance(part, Scaled):
            part.set_unit(unit)


def large_font(base: QFont, pixels: float, *, bold: bool = False) -> QFont:
    """Return `base` at a size in pixels."""
    font = QFont(base)
    font.setPixelSize(max(round(pixels), 1))
    font.setBold(bold)
    return font


class LargeText(QLabel):
    """Wrapped text at one size.

    Parameters
    ----------
    size_units : float
        Height of the font.
    bold : bool
        Whether it is written in bold.
    """

    def __init__(self, size_units: float, *, bold: bool = False) -> None:
        super().__init__()
        self._size_units = size_units
        self._bold = bold
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self.setFont(large_font(self.font(), self._size_units * unit, bold=self._bold))


class FitLabel(PaintedWidget):
    """One line, as large as it fits, up to `size_units`.

    Parameters
    ----------
    size_units : float
        Largest height of the font.
    bold : bool
        Whether it is written in bold.
    """

    def __init__(self, size_units: float, *, bold: bool = False) -> None:
        super().__init__()
        self._size_units = size_units
        self._bold = bold
        self._unit = 1.0
        self._color: QColor | None = None
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self._unit = unit
        self.setFixedHeight(round(1.25 * self._size_units * unit))

    def show_text(self, text: str, color: QColor | None = None) -> None:
        """Show `text`, in the default text colour if `color` is None."""
        if (text, color) != (self.text, self._color):
            self.text, self._color = text, color
            self.setAccessibleDescription(text)
            self.update()

    def fitting_font(self) -> QFont:
        """Return the largest font in which the text is no wider than the label."""
        pixels = round(self._size_units * self._unit)
        font = large_font(self.font(), pixels, bold=self._bold)
        # Widths do not follow the size in proportion: small glyphs are moved to whole pixels.
        while pixels > 1 and QFontMetrics(font).horizontalAdvance(self.text) > self.width():
            pixels -= 1
            font = large_font(self.font(), pixels, bold=self._bold)
        return font

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the line at the left."""
        painter = QPainter(self)
        painter.setFont(self.fitting_font())
        painter.setPen(self._color or theme_of(self.palette()).text)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), side, self.text)


class VoicePulse(PaintedWidget):
    """A dot that grows with the level and fills while someone speaks."""

    def __init__(self) -> None:
        super().__init__()
        self._radius = 0.0
        self._speaking = False
        self.setAccessibleName(self.tr("Voice activity"))

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self.setFixedSize(round(64 * unit), round(64 * unit))

    def show_level(self, level_dbfs: float, *, speaking: bool) -> None:
        """Show a level in dBFS."""
        radius = 0.35 + 0.65 * min(max(1 + level_dbfs / 60, 0.0), 1.0)
        if speaking != self._speaking or abs(radius - self._radius) > 0.02:
            self._radius, self._speaking = radius, speaking
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the dot."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / 12
        painter.setPen(QPen(theme.good if self._speaking else theme.muted, width))
        painter.setBrush(theme.good if self._speaking else Qt.BrushStyle.NoBrush)
        radius = max((self.width() / 2 - width) * self._radius, width)
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), radius, radius)
