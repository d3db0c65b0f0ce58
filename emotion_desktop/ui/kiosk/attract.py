"""The attract view of kiosk mode while nobody speaks: an invitation in two languages."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.ui.kiosk.parts import LargeText
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.themed import PaintedWidget

#: Both languages are shown together, whatever the program's language: visitors cannot choose one.
INVITATIONS: Final = (
    ("Say something!", "Einfach etwas sagen!"),
    (
        "A computer model estimates which emotion your voice expresses.",
        "Ein Computermodell schätzt, welche Emotion eine Stimme ausdrückt.",
    ),
    (
        "It goes by how you speak and by what you say.",
        "Es achtet darauf, wie jemand spricht und was gesagt wird.",
    ),
    (
        "Say a sentence happily, then angrily: does it notice?",
        "Einen Satz fröhlich sagen, dann wütend: Merkt es das?",
    ),
    (
        "Nothing is recorded. What you say is forgotten.",
        "Nichts wird aufgezeichnet. Das Gesagte wird vergessen.",
    ),
)
_TEXT_MS: Final = 7_000
_FRAME_MS: Final = 66
_WAVE_PERIOD_S: Final = 5.0


class Wave(PaintedWidget):
    """Seven dots in the emotion colours that slowly rise and fall while visible."""

    def __init__(self) -> None:
        super().__init__()
        self._unit = 1.0
        self._frame = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._step)

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self._unit = unit
        self.setFixedHeight(round(240 * unit))

    @Slot()
    def _step(self) -> None:
        self._frame += 1
        self.update(self._strip())

    def _strip(self) -> QRect:
        """Return the moving part, so that as little as possible is repainted."""
        width = min(round(1100 * self._unit), self.width())
        return QRect((self.width() - width) // 2, 0, width, self.height())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Start the animation."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Stop the animation."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the dots."""
        theme = theme_of(self.palette())
        strip = self._strip()
        step = strip.width() / len(EMOTIONS)
        radius = 0.24 * step
        swing = (strip.height() / 2 - radius) * 0.9
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        turn = 2 * math.pi * self._frame * _FRAME_MS / 1000 / _WAVE_PERIOD_S
        for index, name in enumerate(EMOTIONS):
            y = strip.height() / 2 - swing * math.sin(turn - 0.8 * index)
            painter.setBrush(theme.emotion(name))
            painter.drawEllipse(QPointF(strip.left() + (index + 0.5) * step, y), radius, radius)


class KioskAttract(QWidget):
    """The wave over an invitation that changes every few seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._index = 0
        self.wave = Wave()
        self.first = LargeText(92, bold=True)
        self.second = LargeText(64)
        for text in (self.first, self.second):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._timer = QTimer(self)
        self._timer.setInterval(_TEXT_MS)
        self._timer.timeout.connect(self._next)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.wave)
        column.addStretch(1)
        column.addWidget(self.first)
        column.addStretch(1)
        column.addWidget(self.second)
        column.addStretch(3)
        self._write()

    @Slot()
    def _next(self) -> None:
        self._index = (self._index + 1) % len(INVITATIONS)
        self._write()

    def _write(self) -> None:
        first, second = INVITATIONS[self._index]
        self.first.setText(first)
        self.second.setText(second)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Start with the first invitation."""
        super().showEvent(event)
        self._index = 0
        self._write()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Stop changing."""
        super().hideEvent(event)
        self._timer.stop()
