"""Utterances as blocks on the time axis, one lane per speaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from emotion_desktop.services.review.borders import Edge
from emotion_desktop.ui.plots.time_band import paint_row, premultiplied
from emotion_desktop.ui.plots.time_navigator import TimeNavigator
from emotion_desktop.ui.plots.time_plot import TimePlot
from emotion_desktop.ui.review.shown_segments import ShownSegment
from emotion_desktop.ui.theme import Theme, theme_of, transparent

_LANE_PX: Final = 34
_LEAST_LANE_PX: Final = 18
_MOST_PX: Final = 150
#: Room for the speaker's name on the left.
_NAME_PX: Final = 46
#: Narrower blocks have the beginning of the label, or no text, ...
_TEXT_PX: Final = 34
#: ... and if the average block is narrower than this, only colours are drawn.
_NARROW_PX: Final = 8
_COMMENTED: Final = "  ❝"
_GAP_PX: Final = 2
_EDGE_PX: Final = 4.0
_MARGIN_PX: Final = 5
#: So near to a boundary of the selected utterance it is the boundary that is dragged.
_GRIP_PX: Final = 5


@dataclass(slots=True)
class _Lane:
    """The utterances of one speaker, sorted by time."""

    segments: Sequence[ShownSegment]
    extents_s: npt.NDArray[np.float64]  # shape (n, 2)
    latest_s: npt.NDArray[np.float64]  # end of the latest one so far: it never falls
    colors: npt.NDArray[np.uint32]  # where there is only room for a colour

    @classmethod
    def of(cls, segments: Sequence[ShownSegment], theme: Theme) -> Self:
        """Return a lane in the colours of `theme`."""
        kinds = [(one.colored, one.uncertain) for one in segments]
        by_kind = {
            kind: premultiplied(transparent(one.color(theme), 0.45 if one.uncertain else 0.9))
            for kind, one in dict(zip(kinds, segments, strict=True)).items()
        }
        extents_s = np.array([(one.start_s, one.end_s) for one in segments]).reshape(-1, 2)
        latest_s = np.maximum.accumulate(extents_s[:, 1])
        colors = np.array([by_kind[kind] for kind in kinds], np.uint32)
        return cls(segments, extents_s, latest_s, colors)

    def between(self, start_s: float, end_s: float) -> "_Lane":
        """Return a view of the utterances that touch an interval."""
        low = int(np.searchsorted(self.latest_s, start_s, side="right"))
        seen = slice(low, int(np.searchsorted(self.extents_s[:, 0], end_s)))
        return _Lane(
            self.segments[seen], self.extents_s[seen], self.latest_s[seen], self.colors[seen]
        )

    def row(self, start_s: float, end_s: float, pixels: int) -> npt.NDArray[np.uint32]:
        """Return the colour at each pixel of an interval; of several, the last one's."""
        bounds = ((self.extents_s - start_s) * (pixels / (end_s - start_s))).astype(int)
        lefts = np.clip(bounds[:, 0], 0, pixels - 1)
        widths = np.clip(bounds[:, 1], lefts + 1, pixels) - lefts
        firsts = np.cumsum(widths) - widths
        row = np.zeros(pixels, np.uint32)
        at = np.repeat(lefts - firsts, widths) + np.arange(widths.sum())
        row[at] = np.repeat(self.colors, widths)
        return row


class _Blocks(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """Paints the visible blocks in pixels, so that text and hatching are not stretched."""

    def __init__(self) -> None:
        super().__init__()
        self._place = QRectF()
        self._lanes: list[_Lane] = []
        self._selected: ShownSegment | None = None
        self._theme: Theme | None = None
        self._texts: dict[int, _Texts] = {}
        self._brushes: dict[tuple[str, bool], tuple[QBrush, ...]] = {}

    def forget_texts(self) -> None:
        """Measure all texts again: utterances or font have changed."""
        self._texts.clear()

    def show_blocks(
        self, lanes: list[_Lane], place: QRectF, selected: ShownSegment | None, theme: Theme
    ) -> None:
        """Set the lanes with what is visible of them."""
        if place != self._place:
            self.prepareGeometryChange()
        if theme != self._theme:
            self._brushes.clear()
        self._lanes, self._place, self._selected, self._theme = lanes, place, selected, theme
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 (Qt's name)
        """Return the visible area."""
        return self._place

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the blocks."""
        if self._theme is None or self._place.isEmpty():
            return
        transform = painter.worldTransform()
        area = transform.mapRect(self._place)
        painter.save()
        painter.resetTransform()
        per_s = area.width() / self._place.width()
        lane_px = area.height() / max(len(self._lanes), 1)
        for number, lane in enumerate(self._lanes):
            place = QRectF(area.left(), area.top() + number * lane_px, area.width(), lane_px)
            place.adjust(0, _GAP_PX, 0, -_GAP_PX)
            blocks = lane.segments
            if len(blocks) * _NARROW_PX > place.width():
                self._paint_colors(painter, place, lane)
                chosen = self._selected
                blocks = [chosen] if chosen is not None and chosen.lane == number else []
            for block in blocks:
                left = area.left() + (block.start_s - self._place.left()) * per_s
                width = max((block.end_s - block.start_s) * per_s - 1, 1.0)
                rect = QRectF(left, place.top(), width, place.height())
                self._paint_block(painter, rect, block, area)
        painter.restore()

    def _brushes_of(self, block: ShownSegment, theme: Theme) -> tuple[QBrush, ...]:
        """Return what fills a block, and last what fills its edge."""
        kind = (block.colored, block.uncertain)
        if kind not in self._brushes:
            color = block.color(theme)
            brushes = [QBrush(transparent(color, 0.28)), QBrush(color)]
            if block.uncertain:
                hatched = QBrush(transparent(color, 0.55), Qt.BrushStyle.BDiagPattern)
                brushes.insert(1, hatched)
            self._brushes[kind] = tuple(brushes)
        return self._brushes[kind]

    def _paint_colors(self, painter: QPainter, place: QRectF, lane: _Lane) -> None:
        """Paint one row of pixels with the colour of the utterance at each."""
        pixels = max(int(place.width()), 1)
        paint_row(painter, place, lane.row(self._place.left(), self._place.right(), pixels))

    def _paint_block(
        self, painter: QPainter, rect: QRectF, block: ShownSegment, area: QRectF
    ) -> None:
        theme = self._theme
        assert theme is not None
        brushes = self._brushes_of(block, theme)
        for brush in brushes[:-1]:
            painter.fillRect(rect, brush)
        edge = QRectF(rect.left(), rect.top(), min(_EDGE_PX, rect.width()), rect.height())
        painter.fillRect(edge, brushes[-1])
        if block is self._selected:
            painter.setPen(QPen(theme.text, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        seen = rect.intersected(area).adjusted(_MARGIN_PX + 1, 0, -2, 0)
        metrics = painter.fontMetrics()
        if seen.height() < metrics.height() - 2:
            return
        if block.id not in self._texts:
            self._texts[block.id] = _Texts(block, metrics)
        text = self._texts[block.id].fitted(seen.width())
        if text:
            painter.setPen(theme.text)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(seen, flags, text)


class _Texts:
    """The text of a block in several lengths, measured once."""

    def __init__(self, block: ShownSegment, metrics: QFontMetrics) -> None:
        self._title, self._metrics = block.title, metrics
        # The note is the first to go.
        texts = [f"{block.title}  {block.note}", block.title]
        if block.commented:
            texts = [texts[0] + _COMMENTED, texts[1] + _COMMENTED, *texts]
        self._whole = [(text, metrics.horizontalAdvance(text)) for text in texts]
        shorts = [block.title[: len(block.sign) + 2], block.sign.strip()]
        if block.origin == "hidden":  # that nothing was said needs no words
            shorts = []
        self._short = [(text, metrics.horizontalAdvance(text)) for text in shorts]

    def fitted(self, width: float) -> str:
        """Return the longest text that fits."""
        for text, needed in self._whole:
            if needed <= width:
                return text
        if width >= _TEXT_PX and self._short:
            return self._metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, int(width))
        return next((text for text, needed in self._short if needed <= width), "")


class SegmentLanes(TimePlot):
    """Clickable blocks; unclear ones are hatched, labelled ones carry a sign.

    Only the selected one can be dragged by its boundaries: panning must never move any.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    """

    segment_chosen = Signal(int)
    """The user clicked on this utterance; its id."""
    border_moved = Signal(int, str, float)
    """The user dragged a boundary: id of the utterance, `start` or `end`, and where to in seconds.

    Emitted once, at the end of the drag."""

    def __init__(self, navigator: TimeNavigator) -> None:
        super().__init__(self.tr("Utterances over time, one lane per speaker"), navigator)
        self._segments: Sequence[ShownSegment] = ()
        self._lanes: list[_Lane] = []
        self._names: list[str] = []
        self._selected: ShownSegment | None = None
        self._blocks = _Blocks()
        self._blocks.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.addItem(self._blocks, ignoreBounds=True)
        self._dragged: Edge | None = None
        self.drag_line = pg.InfiniteLine(angle=90)
        self.drag_line.hide()
        self.addItem(self.drag_line, ignoreBounds=True)
        self.hideAxis("bottom")
        self.invertY()
        self._box.takes_drag = self._drag_border
        self._box.clicked.connect(self._on_place)
        self.show_segments((), [])
        self.apply(theme_of(self.palette()))
        self._on_view(*navigator.view)

    def show_segments(self, segments: Sequence[ShownSegment], names: Sequence[str]) -> None:
        """Show utterances in order of their start, and the name of each lane."""
        self._segments, self._names = segments, list(names)
        self._sort()
        self._selected = self._by_id(self._selected.id if self._selected else None)
        self._blocks.forget_texts()
        n_lanes = len(self._lanes)
        self.setYRange(0, n_lanes, padding=0)
        self.setFixedHeight(max(min(n_lanes * _LANE_PX, _MOST_PX), n_lanes * _LEAST_LANE_PX) + 4)
        self._write_names()
        self.redraw()

    def _sort(self) -> None:
        """Sort the utterances into lanes, in the colours of the theme."""
        lanes: list[list[ShownSegment]] = [[] for _ in range(max(len(self._names), 1))]
        for one in self._segments:
            lanes[one.lane].append(one)
        theme = self._theme or theme_of(self.palette())
        self._lanes = [_Lane.of(lane, theme) for lane in lanes]

    def _by_id(self, segment_id: int | None) -> ShownSegment | None:
        return next((one for one in self._segments if one.id == segment_id), None)

    def select(self, segment_id: int | None) -> None:
        """Outline an utterance; None outlines none."""
        self._selected = self._by_id(segment_id)
        self.redraw()

    def draw(self, start_s: float, end_s: float) -> None:
        """Draw the visible blocks."""
        place = QRectF(start_s, 0.0, end_s - start_s, len(self._lanes))
        in_view = [lane.between(start_s, end_s) for lane in self._lanes]
        # While colours change, the palette may still be the old one.
        theme = self._theme or theme_of(self.palette())
        self._blocks.show_blocks(in_view, place, self._selected, theme)

    def apply(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().apply(theme)
        self.drag_line.setPen(pg.mkPen(theme.sound, width=2))
        self._sort()
        self.redraw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Measure texts in the new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_blocks"):
            self._blocks.forget_texts()
            self._write_names()

    @property
    def in_view(self) -> list[ShownSegment]:
        """The visible utterances."""
        view = self._navigator.view
        return [one for lane in self._lanes for one in lane.between(*view).segments]

    def _write_names(self) -> None:
        modes = (Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle)
        by_mode = [
            [self.fontMetrics().elidedText(name, mode, _NAME_PX) for name in self._names]
            for mode in modes
        ]
        # "channel 1" and "channel 2" differ at the end only.
        short = next((one for one in by_mode if len(set(one)) == len(one)), by_mode[-1])
        ticks = [(number + 0.5, name) for number, name in enumerate(short)]
        self.getAxis("left").setTicks([ticks])

    @Slot(QPointF)
    def _on_place(self, place: QPointF) -> None:
        number = int(place.y())
        if 0 <= number < len(self._lanes):
            for block in reversed(self._lanes[number].between(place.x(), place.x()).segments):
                if block.start_s <= place.x() < block.end_s:
                    self.segment_chosen.emit(block.id)
                    return

    # ---- boundaries ----

    def _border_at(self, place: QPointF) -> Edge | None:
        """Return which boundary of the selected utterance is at a place; None for none."""
        one = self._selected
        if one is None or not one.lane <= place.y() < one.lane + 1:
            return None
        start_s, end_s = self._navigator.view
        near_s = _GRIP_PX * (end_s - start_s) / self.pixels
        if one.end_s - one.start_s < 3 * near_s:  # no room to tell one from the other
            return None
        if abs(place.x() - one.start_s) <= near_s:
            return "start"
        return "end" if abs(place.x() - one.end_s) <= near_s else None

    def _drag_border(self, event: Any) -> bool:
        """Show where a dragged boundary would go, and move it at the end of the drag."""
        begin = self._box.mapToView(event.buttonDownPos())
        if event.isStart():
            is_left = event.button() == Qt.MouseButton.LeftButton
            self._dragged = self._border_at(begin) if is_left else None
        one, edge = self._selected, self._dragged
        if one is None or edge is None:
            self.drag_line.hide()
            return False
        to_s = one.start_s if edge == "start" else one.end_s
        to_s += self._box.mapToView(event.pos()).x() - begin.x()
        self.drag_line.setValue(to_s)
        self.drag_line.setVisible(not event.isFinish())
        if event.isFinish():
            self._dragged = None
            self.border_moved.emit(one.id, edge, to_s)
        return True

    @Slot(QPointF)
    def _on_pointer(self, position: QPointF) -> None:
        super()._on_pointer(position)
        if self._border_at(self._box.mapSceneToView(position)) is None:
            self.viewport().unsetCursor()
            self._box.setToolTip("")
        else:
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            self._box.setToolTip(self.tr("Drag to move the boundary"))
