"""The curves of kiosk mode: emotions expressed in the last minute, from speech."""

import math
from collections import deque
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import WindowEstimate
from emotion_desktop.ui.theme import EMOTION_STYLES, Theme, theme_of, transparent
from emotion_desktop.ui.widgets.themed import PaintedWidget

#: Seconds that the curves show.
SPAN_S: Final = 60.0
#: Windows further apart than this are not joined by a line: there was no speech between them.
_JOIN_S: Final = 3.0


class LargeCurves(PaintedWidget):
    """Seven thick curves of the last minute, from speech.

    A hundred points a curve are cheap to draw thick, unlike the hours of the live page.
    """

    def __init__(self) -> None:
        super().__init__()
        self._unit = 1.0
        self._now_s = 0.0
        self._windows: deque[tuple[float, FloatArray]] = deque()
        self._gaps_s: npt.NDArray[np.float64] = np.empty((0, 2), np.float64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Emotions expressed in the last minute, from speech"))

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self._unit = unit
        self.update()

    def add(self, window: WindowEstimate) -> None:
        """Add the latest estimate."""
        self._windows.append((window.end_s, window.estimate.probabilities))
        while self._windows[0][0] < window.end_s - SPAN_S - _JOIN_S:
            self._windows.popleft()
        self.update()

    def show_until(self, now_s: float, gaps_s: npt.NDArray[np.float64]) -> None:
        """Scroll the curves; four times a second is smooth enough at this speed.

        Parameters
        ----------
        now_s : float
            Their end, in seconds since the source began.
        gaps_s : ndarray
            Shape (n, 2), where audio was lost: a shaded gap in the curves.
        """
        self._gaps_s = gaps_s
        if abs(now_s - self._now_s) >= 0.25:
            self._now_s = now_s
            if self._windows:
                self.update()

    def clear_all(self) -> None:
        """Clear the curves."""
        self._windows.clear()
        self._gaps_s = np.empty((0, 2), np.float64)
        self._now_s = 0.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint a line at 0, 50 and 100 % and the curves."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = max(4 * self._unit, 1.0)
        area = QRectF(self.rect()).adjusted(thick, thick, -thick, -thick)
        painter.setPen(QPen(theme.track, max(2 * self._unit, 1.0)))
        for share in (0.0, 0.5, 1.0):
            y = area.bottom() - share * area.height()
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        recent_s = self._gaps_s[self._gaps_s[:, 1] > self._end_s - SPAN_S]
        for left, right in self._x(recent_s, area).tolist():
            shade = transparent(theme.error, 0.22)
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()), shade)
        for run in self.runs():
            xs = self._x(np.array([time_s for time_s, _ in run]), area).tolist()
            ys = area.bottom() - np.array([values for _, values in run]) * area.height()
            for name, curve in zip(EMOTIONS, ys.T.tolist(), strict=True):
                painter.setPen(_thick_pen(theme, name, thick))
                painter.drawPolyline(list(map(QPointF, xs, curve)))

    def runs(self) -> list[list[tuple[float, FloatArray]]]:
        """Return the windows, split at pauses and lost audio."""
        runs: list[list[tuple[float, FloatArray]]] = []
        last_s, last_gaps = -math.inf, 0
        for time_s, probabilities in self._windows:
            gaps = int(np.searchsorted(self._gaps_s[:, 1], time_s))
            if time_s - last_s > _JOIN_S or gaps != last_gaps:
                runs.append([])
            runs[-1].append((time_s, probabilities))
            last_s, last_gaps = time_s, gaps
        return runs

    @property
    def _end_s(self) -> float:
        return max(self._now_s, self._windows[-1][0] if self._windows else 0.0)

    def _x(self, times_s: npt.NDArray[np.float64], area: QRectF) -> npt.NDArray[np.float64]:
        scale = area.width() / SPAN_S
        return np.maximum(area.right() - (self._end_s - times_s) * scale, area.left())


def _thick_pen(theme: Theme, name: str, width: float) -> QPen:
    pen = QPen(theme.emotion(name), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes := EMOTION_STYLES[name].dashes:
        pen.setDashPattern([length / 1.5 for length in dashes])
    return pen
