"""Delegates that paint the cells of the queue's table."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.ui.analyse.queue_model import ROW_ROLE
from emotion_desktop.ui.theme import theme_of

_MARGIN_PX: Final = 5
_RADIUS_PX: Final = 3
Index = QModelIndex | QPersistentModelIndex


class FileDelegate(QStyledItemDelegate):
    """Elides names in the middle: their ends tell takes of one recording apart."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 (Qt's name)
        """Elide in the middle."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class StateDelegate(QStyledItemDelegate):
    """Colours states in which a file is over."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Set the colour; selected rows keep the selection's own."""
        super().initStyleOption(option, index)
        row: QueueRow = index.data(ROW_ROLE)
        theme = theme_of(option.palette)
        color = {"failed": theme.error, "done": theme.good, "cancelled": theme.muted}.get(row.state)
        if color is not None:
            option.palette.setColor(QPalette.ColorRole.Text, color)


class ProgressDelegate(QStyledItemDelegate):
    """Paints the share that is done as a bar."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell as usual but without text, then the bar on top."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = cell.widget.style() if cell.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        row: QueueRow = index.data(ROW_ROLE)
        if not text:
            return
        theme = theme_of(cell.palette)
        bar = QRectF(cell.rect).adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        done = QRectF(bar)
        done.setWidth(bar.width() * row.share)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(bar, _RADIUS_PX, _RADIUS_PX)
        painter.setBrush(theme.sound)
        painter.setClipRect(done)
        painter.drawRoundedRect(bar, _RADIUS_PX, _RADIUS_PX)
        rest = QRectF(bar)
        rest.setLeft(done.right())
        for part, color in ((done, theme.surface), (rest, theme.text)):  # readable on both halves
            painter.setClipRect(part)
            painter.setPen(color)
            painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
