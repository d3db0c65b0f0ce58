"""A strip that shows the whole session, with a handle for the visible window."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.domain.session import Marker
from emotion_desktop.ui.plots.time_navigator import SessionNavigator
from emotion_desktop.ui.review.shown_segments import ShownSegment
from emotion_desktop.ui.theme import Theme, theme_of, transparent
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.themed import PaintedWidget

_HEIGHT_PX: Final = 58
#: Above the ribbon: markers; below it: what raters judged, then times.
_RIBBON_TOP_PX: Final = 12
_RIBBON_PX: Final = 24
_JUDGED_PX: Final = 4
#: So near to an edge of the handle it is the edge that is dragged.
_EDGE_PX: Final = 6
#: The handle is never too narrow to be taken.
_LEAST_HANDLE_PX: Final = 10
_LABEL_PX: Final = 90
_STEPS_S: Final = (5, 10, 30, 60, 300, 600, 1800, 3600, 7200)
_ZOOM: Final = 1.25

_Grip = Literal["start", "end", "middle"]


class SessionOverview(PaintedWidget):
    """A ribbon of the expressed emotion; a click seeks, the handle can be dragged.

    The arrow keys move the handle, plus and minus make it narrower and wider.

    Parameters
    ----------
    navigator : SessionNavigator
        Holds the visible window.
    """

    moment_chosen = Signal(float)
    """The user clicked at this time, in seconds."""

    def __init__(self, navigator: SessionNavigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._segments: Sequence[ShownSegment] = ()
        self._markers: Sequence[Marker] = ()
        self._gaps_s = np.empty((0, 2))
        self._position_s = 0.0
        self._ribbon: QPixmap | None = None
        self._grip: _Grip | None = None
        self._grip_at_s = 0.0
        self._moved = False
        self.setAccessibleName(self.tr("Overview of the whole session"))
        self.setAccessibleDescription(
            self.tr("Plus and minus zoom, Home and End go to the start and the end")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        navigator.changed.connect(self._on_view)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the height of the strip."""
        return QSize(400, _HEIGHT_PX)

    def show_segments(self, segments: Sequence[ShownSegment]) -> None:
        """Show utterances."""
        self._segments = segments
        self._draw_anew()

    def show_marks(self, markers: Sequence[Marker], gaps_s: np.ndarray) -> None:
        """Show markers and gaps in the audio, shape (n, 2), in seconds."""
        self._markers, self._gaps_s = markers, gaps_s
        self._draw_anew()

    def show_position(self, position_s: float) -> None:
        """Move the playback cursor."""
        old_px, self._position_s = round(self._x(self._position_s)), position_s
        new_px = round(self._x(position_s))
        if new_px != old_px:  # three pixels are painted, not the strip
            for at_px in (old_px, new_px):
                self.update(at_px - 2, 0, 5, self.height())

    def apply_theme(self) -> None:
        """Paint again."""
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._ribbon = None
        self.update()

    @Slot(float, float)
    def _on_view(self, _start_s: float, _end_s: float) -> None:
        self.update()

    def _x(self, time_s: float) -> float:
        return time_s / max(self._navigator.length_s, 1e-9) * self.width()

    def _time(self, x: float) -> float:
        share = min(max(x / max(self.width(), 1), 0.0), 1.0)
        return share * self._navigator.length_s

    def handle(self) -> QRectF:
        """Return the rectangle of the handle."""
        left, right = (self._x(time_s) for time_s in self._navigator.view)
        lacks = max(_LEAST_HANDLE_PX - (right - left), 0.0)
        left = min(max(left - lacks / 2, 0.0), max(self.width() - _LEAST_HANDLE_PX, 0.0))
        right = min(max(right + lacks / 2, left + _LEAST_HANDLE_PX), float(self.width()))
        return QRectF(left, _RIBBON_TOP_PX - 3, right - left, _RIBBON_PX + _JUDGED_PX + 7)

    # ---- painting ----

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the strip, the handle and the cursor."""
        if self._ribbon is None:
            self._ribbon = self._painted()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.drawPixmap(0, 0, self._ribbon)
        theme = theme_of(self.palette())
        handle = self.handle()
        shade = transparent(theme.surface, 0.55)
        top, height = handle.top(), handle.height()
        painter.fillRect(QRectF(0, top, handle.left(), height), shade)
        painter.fillRect(QRectF(handle.right(), top, self.width() - handle.right(), height), shade)
        painter.setPen(QPen(theme.sound if self.hasFocus() else theme.muted, 2))
        painter.drawRect(handle.adjusted(1, 1, -1, -1))
        if self._navigator.length_s > 0:
            at_px = min(self._x(self._position_s), self.width() - 1.0)
            painter.fillRect(QRectF(at_px - 0.5, 0, 2, self.height()), theme.text)

    def _painted(self) -> QPixmap:
        theme = theme_of(self.palette())
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.fillRect(QRectF(0, _RIBBON_TOP_PX, self.width(), _RIBBON_PX), theme.surface)
        if self._navigator.length_s > 0:
            self._paint_segments(painter, theme)
            self._paint_marks(painter, theme)
            self._paint_times(painter, theme)
        painter.end()
        return pixmap

    def _paint_segments(self, painter: QPainter, theme: Theme) -> None:
        below = _RIBBON_TOP_PX + _RIBBON_PX + 1
        n_lanes = max((one.lane for one in self._segments), default=0) + 1
        lane_px = _RIBBON_PX / n_lanes
        for one in self._segments:
            left, right = self._x(one.start_s), self._x(one.end_s)
            width = max(right - left, 1.0)
            color = one.color(theme)
            rect = QRectF(left, _RIBBON_TOP_PX + one.lane * lane_px, width, lane_px)
            painter.fillRect(rect, transparent(color, 0.4) if one.uncertain else color)
            if one.origin in {"corrected", "confirmed", "labelled"}:
                painter.fillRect(QRectF(left, below, max(width, 2.0), _JUDGED_PX), theme.text)

    def _paint_marks(self, painter: QPainter, theme: Theme) -> None:
        lost = transparent(theme.error, 0.35)
        for start_s, end_s in self._gaps_s:
            left, width = self._x(start_s), self._x(end_s) - self._x(start_s)
            painter.fillRect(QRectF(left, _RIBBON_TOP_PX, max(width, 1.0), _RIBBON_PX), lost)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.warning)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for marker in self._markers:
            at_px = self._x(marker.at_s)
            flag = [QPointF(at_px, 10), QPointF(at_px - 4, 2), QPointF(at_px + 4, 2)]
            painter.drawPolygon(QPolygonF(flag))

    def _paint_times(self, painter: QPainter, theme: Theme) -> None:
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        length_s = self._navigator.length_s
        least_s = length_s * _LABEL_PX / max(self.width(), 1)
        step_s = next((step for step in _STEPS_S if step >= least_s), _STEPS_S[-1])
        base = self.height() - 3
        painter.setPen(QColor(theme.muted))
        for time_s in np.arange(0, length_s, step_s):
            painter.drawText(QPointF(self._x(time_s) + 2, base), clock(time_s))

    # ---- moving ----

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw the ribbon in the new size."""
        super().resizeEvent(event)
        self._draw_anew()

    def _grip_at(self, x: float) -> _Grip | None:
        handle = self.handle()
        wide = handle.width() > 3 * _EDGE_PX
        if wide and abs(x - handle.left()) <= _EDGE_PX:
            return "start"
        if wide and abs(x - handle.right()) <= _EDGE_PX:
            return "end"
        whole = handle.width() >= self.width() - 1  # there is nowhere to move it to
        return "middle" if handle.left() <= x <= handle.right() and not whole else None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Start to drag the handle, or seek."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._grip, self._grip_at_s = self._grip_at(x), self._time(x)
        self._moved = False
        if self._grip is None:
            self._moved = True
            self.moment_chosen.emit(self._time(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the handle."""
        x = event.position().x()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            edges = self._grip_at(x) in {"start", "end"}
            shape = Qt.CursorShape.SizeHorCursor if edges else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        time_s = self._time(x)
        start_s, end_s = self._navigator.view
        if self._grip == "middle":
            by_s = time_s - self._grip_at_s
            if abs(self._x(by_s)) >= 1:
                self._moved = True
                self._navigator.pan(by_s)
                self._grip_at_s = time_s
        elif self._grip == "start":
            self._moved = True
            self._navigator.show(min(time_s, end_s), end_s)
        elif self._grip == "end":
            self._moved = True
            self._navigator.show(start_s, max(time_s, start_s))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Stop dragging; if the handle was not moved, this was a click."""
        if self._grip is not None and not self._moved:
            self.moment_chosen.emit(self._time(event.position().x()))
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom around the pointer."""
        event.accept()
        delta = event.angleDelta()
        if delta.x() and not delta.y():
            start_s, end_s = self._navigator.view
            self._navigator.pan(-delta.x() / 120 * (end_s - start_s) / 10)
            return
        self._navigator.zoom(_ZOOM ** (-delta.y() / 120), self._time(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the handle."""
        start_s, end_s = self._navigator.view
        moves: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Plus: lambda: self._navigator.zoom(1 / _ZOOM),
            Qt.Key.Key_Minus: lambda: self._navigator.zoom(_ZOOM),
            Qt.Key.Key_Home: lambda: self._navigator.pan(-end_s),
            Qt.Key.Key_End: self._navigator.back_to_live,
            Qt.Key.Key_Left: lambda: self._navigator.pan((start_s - end_s) / 10),
            Qt.Key.Key_Right: lambda: self._navigator.pan((end_s - start_s) / 10),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            event.ignore()
        else:
            move()
