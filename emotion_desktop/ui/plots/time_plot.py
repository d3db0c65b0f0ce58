"""Base class of the plots over time."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPen, QShowEvent
from PySide6.QtWidgets import QGraphicsItem

from emotion_desktop.ui.plots.clock_axis import ClockAxis, DirectAxis
from emotion_desktop.ui.plots.place_line import PlaceLine
from emotion_desktop.ui.plots.time_band import TimeBand
from emotion_desktop.ui.plots.time_navigator import TimeNavigator
from emotion_desktop.ui.theme import Theme, transparent

#: Width of both left axes in pixels, so that the time axes are aligned.
_LEFT_AXIS: Final = 52
#: How much more or less one step of the wheel or one key shows.
_ZOOM: Final = 1.25
_LEAST_MOVE_PX: Final = 0.5
#: Part of the view by which one step of the wheel pans.
_WHEEL_PAN: Final = 0.1


class TimeViewBox(pg.ViewBox):  # type: ignore[misc] # pyqtgraph has no types
    """Passes wheel and drag events to the navigator, which moves all plots together.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    """

    clicked = Signal(QPointF)
    """The user clicked here, in plot coordinates."""
    stretch_dragged = Signal(float, float)
    """The user drags with Shift over this range, in seconds."""

    def __init__(self, navigator: TimeNavigator) -> None:
        super().__init__(enableMenu=False)
        self._navigator = navigator
        self.selects = False
        """Whether dragging with Shift marks a range, and the wheel with Shift pans."""
        self.takes_drag: Callable[[Any], bool] = lambda _event: False
        """Takes a drag event for something else than panning; returns whether it did."""

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:  # noqa: ARG002, N802
        """Zoom around the pointer, or pan."""
        event.accept()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.selects and (shift or event.orientation() == Qt.Orientation.Horizontal):
            start_s, end_s = self._navigator.view
            self._navigator.pan(-event.delta() / 120 * (end_s - start_s) * _WHEEL_PAN)
            return
        at_s = self.mapSceneToView(event.scenePos()).x()
        self._navigator.zoom(_ZOOM ** (-event.delta() / 120), at_s)

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:  # noqa: ARG002, N802
        """Pan or mark a range."""
        if self.selects and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            places = (event.buttonDownPos(), event.pos())
            self.stretch_dragged.emit(*sorted(self.mapToView(place).x() for place in places))
            event.accept()
            return
        if self.takes_drag(event):
            event.accept()
            return
        start_s, end_s = self._navigator.view
        moved_px = event.pos().x() - event.lastPos().x()
        self._navigator.pan(-moved_px * (end_s - start_s) / max(self.width(), 1.0))
        event.accept()

    def mouseClickEvent(self, event: Any) -> None:  # noqa: N802
        """Emit the clicked place."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.mapToView(event.pos()))
            event.accept()


class Curve(pg.PlotCurveItem):  # type: ignore[misc]
    """A line of the plots; nobody asks for its bounds, which cost a search for each."""

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """Return the visible area, of which the line may fill any part."""
        # `viewRect` keeps its first answer: a plot's curve does not tell it of moves.
        box = self.getViewBox()
        return QRectF() if box is None else QRectF(box.viewRect())


class TimePlot(pg.PlotWidget):  # type: ignore[misc]
    """A plot of part of the session; subclasses implement `draw`.

    Arrow keys pan, plus and minus zoom, Home goes to the start, End back to the newest.

    Parameters
    ----------
    name : str
        Accessible name.
    navigator : TimeNavigator
        Says which part is shown.
    """

    hovered = Signal(float)
    """The pointer rests at this time."""
    unhovered = Signal()
    moment_chosen = Signal(float)
    """The user clicked at this time, in seconds."""
    stretch_chosen = Signal(float, float)
    """The user marked this range in seconds; see `set_selectable`."""

    def __init__(self, name: str, navigator: TimeNavigator) -> None:
        box = TimeViewBox(navigator)
        axes = {"left": DirectAxis("left"), "bottom": ClockAxis()}
        super().__init__(viewBox=box, axisItems=axes)
        self._box = box
        self._navigator = navigator
        self._stale = False
        self._theme: Theme | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            self.tr(
                "Arrow keys pan, plus and minus zoom, Home jumps to the start, End to the present"
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hideButtons()
        self.disableAutoRange()
        left = self.getAxis("left")
        left.setWidth(_LEFT_AXIS)
        # It stays as it is while the time moves, and its text and grid take long to paint.
        left.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        for side in ("left", "bottom"):
            self.getAxis(side).enableAutoSIPrefix(False)  # it would repeat the layout on every move
        for side in ("top", "right"):
            self.getAxis(side).unlinkFromView()  # never shown, but they would follow every move
        self.gap_band = TimeBand()
        self.gap_band.setZValue(15)
        self.addItem(self.gap_band, ignoreBounds=True)
        self._selection_band = TimeBand()
        self._selection_band.setZValue(-20)  # behind the curves
        self._selection: tuple[float, float] | None = None
        self.addItem(self._selection_band, ignoreBounds=True)
        self.marker_lines = Curve(connect="pairs")
        self.place_line = PlaceLine()
        self.place_line.hide()
        for line in (self.marker_lines, self.place_line):
            line.setZValue(20)
            self.addItem(line, ignoreBounds=True)
        self.scene().sigMouseMoved.connect(self._on_pointer)
        box.clicked.connect(self._on_click)
        box.stretch_dragged.connect(self.stretch_chosen)
        navigator.changed.connect(self._on_view)

    def draw(self, start_s: float, end_s: float) -> None:
        """Draw an interval of the latest tracks."""
        raise NotImplementedError

    @property
    def pixels(self) -> int:
        """Width of the plot in pixels; more bins than that are not visible."""
        return max(int(self.width()) - _LEFT_AXIS, 1)

    def redraw(self) -> None:
        """Draw everything again; a hidden plot draws once it is shown again."""
        self._stale = self._put_away
        if self._stale:
            return
        self.draw(*self._navigator.view)
        if self._selection is not None:
            self._draw_selection()
        self.scene().prepareForPaint()  # in painting it would move the items, and paint twice

    def refresh(self) -> None:
        """Draw new data, if there are any."""
        if self._stale:
            self.redraw()

    @property
    def _put_away(self) -> bool:
        chosen = self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        return bool(chosen and self.isHidden())

    @Slot(float, float)
    def _on_view(self, start_s: float, end_s: float) -> None:
        if self._put_away:
            self._stale = True
            return
        self.setXRange(start_s, end_s, padding=0)
        self.redraw()

    def show_markers(self, times_s: Sequence[float]) -> None:
        """Draw a line at each marker."""
        low, high = self.viewRange()[1]
        times = np.repeat(np.asarray(times_s, np.float64), 2)
        self.marker_lines.setData(times, np.tile([low, high], len(times_s)))

    def draw_gaps(self, gaps_s: npt.NDArray[np.float64], start_s: float, end_s: float) -> None:
        """Shade lost audio, shape (n, 2)."""
        low, high = self.viewRange()[1]
        self.gap_band.draw(gaps_s, QRectF(start_s, low, end_s - start_s, high - low), self.pixels)

    def set_selectable(self) -> None:
        """Let the user mark a range by dragging with Shift."""
        self._box.selects = True

    def show_selection(self, selection: tuple[float, float] | None) -> None:
        """Shade a marked range; None shades nothing."""
        if selection != self._selection:
            self._selection = selection
            self._draw_selection()

    def _draw_selection(self) -> None:
        start_s, end_s = self._navigator.view
        low, high = self.viewRange()[1]
        extents = [] if self._selection is None else [self._selection]
        place = QRectF(start_s, low, end_s - start_s, high - low)
        self._selection_band.draw(extents, place, self.pixels)

    def show_place(self, time_s: float | None) -> None:
        """Show the cursor at a moment, or hide it."""
        if time_s is not None:
            start_s, end_s = self._navigator.view
            moved_px = abs(time_s - self.place_line.value()) / (end_s - start_s) * self.pixels
            if self.place_line.isVisible() and moved_px < _LEAST_MOVE_PX:
                return  # nobody would see it, but all curves would be painted again
            self.place_line.setValue(time_s)
        self.place_line.setVisible(time_s is not None)

    def apply(self, theme: Theme) -> None:
        """Apply the colours of `theme`; subclasses add those of their curves."""
        self._theme = theme
        self.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(transparent(theme.muted, 0.6))
            axis.setTextPen(theme.muted)
        marker = QPen(theme.text, 1, Qt.PenStyle.DashLine)
        marker.setCosmetic(True)
        self.marker_lines.setPen(marker)
        self.place_line.setPen(pg.mkPen(theme.text, width=1))
        self.gap_band.set_colors(transparent(theme.error, 0.22))
        self._selection_band.set_colors(transparent(theme.sound, 0.25))
        self._show_focus()

    def _show_focus(self) -> None:
        if self._theme is not None:
            focused = self.hasFocus()
            self._box.setBorder(pg.mkPen(self._theme.sound) if focused else None)

    @Slot(QPointF)
    def _on_click(self, place: QPointF) -> None:
        self.moment_chosen.emit(max(place.x(), 0.0))

    @Slot(QPointF)
    def _on_pointer(self, position: QPointF) -> None:
        if self._box.sceneBoundingRect().contains(position):
            self.hovered.emit(self._box.mapSceneToView(position).x())
        else:
            self.unhovered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Pan and zoom with the keyboard."""
        start_s, end_s = self._navigator.view
        span_s = end_s - start_s
        large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step_s = span_s if large else span_s / 10
        moves = {
            Qt.Key.Key_Left: lambda: self._navigator.pan(-step_s),
            Qt.Key.Key_Right: lambda: self._navigator.pan(step_s),
            Qt.Key.Key_Plus: lambda: self._navigator.zoom(1 / _ZOOM),
            Qt.Key.Key_Minus: lambda: self._navigator.zoom(_ZOOM),
            Qt.Key.Key_Home: lambda: self._navigator.pan(-end_s),
            Qt.Key.Key_End: self._navigator.back_to_live,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            event.ignore()
        else:
            move()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Draw what changed while the plot was hidden."""
        super().showEvent(event)
        if self._stale:
            self._on_view(*self._navigator.view)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Report that the pointer has left."""
        super().leaveEvent(event)
        self.unhovered.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the keyboard focus."""
        super().focusInEvent(event)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the keyboard focus."""
        super().focusOutEvent(event)
        self._show_focus()
