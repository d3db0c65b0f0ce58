"""A scale from 1 to 9 for valence or arousal."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.domain.review import HIGHEST_RATING, LOWEST_RATING
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.themed import PaintedWidget

_N_STEPS: Final = HIGHEST_RATING - LOWEST_RATING + 1
_CLEARING: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0)
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
}


class RatingScale(PaintedWidget):
    """Nine numbers between two words; clicking the selected number removes the rating.

    Takes the focus by Tab only, so that after a click, digit keys still label utterances.

    Parameters
    ----------
    title, lowest, highest : str
        Title of the scale, and the meaning of its ends.
    """

    rated = Signal(object)
    """A number from 1 to 9; None if the rating was removed."""

    def __init__(self, title: str, lowest: str, highest: str) -> None:
        super().__init__()
        self._title, self._lowest, self._highest = title, lowest, highest
        self._value: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            self.tr("{title}, from 1 ({lowest}) to 9 ({highest})").format(
                title=title, lowest=lowest, highest=highest
            )
        )
        self.setToolTip(self.accessibleName())
        self.show_value(None)

    @property
    def value(self) -> int | None:
        """The rating shown."""
        return self._value

    def show_value(self, value: int | None) -> None:
        """Show a rating; None for none."""
        self._value = value
        self.setAccessibleDescription(self.tr("Not rated") if value is None else str(value))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return room for a line of words above the numbers."""
        return QSize(280, 2 * self.fontMetrics().height() + 14)

    def _step_at(self, x: float) -> int:
        return min(max(int(x / (self.width() / _N_STEPS)), 0), _N_STEPS - 1) + LOWEST_RATING

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Rate by click."""
        if event.button() == Qt.MouseButton.LeftButton:
            step = self._step_at(event.position().x())
            self.rated.emit(None if step == self._value else step)

    def event(self, event: QEvent) -> bool:
        """Claim digits and arrows before shortcuts get them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and (event.text().isdigit() or event.key() in (*_STEPS, *_CLEARING)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Rate with a digit or the arrows; 0 or Del removes the rating."""
        key = Qt.Key(event.key())
        if key in _CLEARING:
            self.rated.emit(None)
        elif key in _STEPS:
            middle = (LOWEST_RATING + HIGHEST_RATING) // 2
            step = middle if self._value is None else self._value + _STEPS[key]
            if LOWEST_RATING <= step <= HIGHEST_RATING:
                self.rated.emit(step)
        elif event.text() in {str(n) for n in range(LOWEST_RATING, HIGHEST_RATING + 1)}:
            self.rated.emit(int(event.text()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the title, the ends and the nine numbers."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        head = QRectF(0, 0, self.width(), line)
        painter.setPen(theme.muted)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, self._lowest)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight, self._highest)
        painter.setPen(theme.text if self.isEnabled() else theme.muted)
        painter.drawText(head, Qt.AlignmentFlag.AlignHCenter, self._title)
        step_px = self.width() / _N_STEPS
        highlight = self.palette().highlight().color()
        for i in range(_N_STEPS):
            cell = QRectF(i * step_px + 1, line + 4, step_px - 2, line + 8)
            chosen = i + LOWEST_RATING == self._value
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(highlight if chosen else theme.track)
            painter.drawRoundedRect(cell, 4, 4)
            pen = self.palette().highlightedText().color() if chosen else theme.text
            painter.setPen(pen if self.isEnabled() else theme.muted)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(i + LOWEST_RATING))
        if self.hasFocus():
            painter.setPen(QPen(highlight, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(self.rect()).adjusted(0.5, line + 2.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, 4, 4)
