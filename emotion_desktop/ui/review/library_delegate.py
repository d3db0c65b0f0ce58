"""Paints the rows of the session list: title, date, length, speakers, emotions and tags."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.library import RIBBON_SILENCE, RIBBON_UNCLEAR, LibraryEntry
from emotion_desktop.ui.review.library_model import ENTRY_ROLE
from emotion_desktop.ui.review.library_wording import (
    entry_details,
    entry_status,
    entry_title,
    strongest_share,
)
from emotion_desktop.ui.theme import Theme, theme_of

Index = QModelIndex | QPersistentModelIndex

_MARGIN_PX: Final = 8
_GAP_PX: Final = 3
_RIBBON_PX: Final = 112
_RIBBON_HEIGHT_PX: Final = 8


@dataclass(frozen=True, slots=True)
class RowColors:
    """Text colours of a row."""

    text: QColor
    muted: QColor
    good: QColor


def row_colors(option: QStyleOptionViewItem, theme: Theme) -> RowColors:
    """Return the text colours of a row; a selected row has a single one."""
    if option.state & QStyle.StateFlag.State_Selected:
        chosen = option.palette.color(QPalette.ColorRole.HighlightedText)
        return RowColors(chosen, chosen, chosen)
    return RowColors(theme.text, theme.muted, theme.good)


def draw_background(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Draw the background of a row, and a line below it."""
    style = option.widget.style() if option.widget else QApplication.style()
    style.drawPrimitive(
        QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
    )
    painter.setPen(theme.track)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(theme.text)
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def bold(font: QFont) -> QFont:
    """Return a font in bold."""
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy


def draw_line(
    painter: QPainter,
    area: QRect,
    text: str,
    color: QColor,
    *,
    right: bool = False,
) -> int:
    """Draw a line of text, elided if necessary; return its width."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setPen(color)
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def _ribbon_width(line: QRect) -> int:
    """Return the width of the ribbon, which is smaller in a narrow list."""
    return min(_RIBBON_PX, line.width() // 3)


class SessionDelegate(QStyledItemDelegate):
    """Three lines per row, all rows of one height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """See Qt."""
        lines_px = 3 * QFontMetrics(option.font).height()
        return QSize(_RIBBON_PX, lines_px + 2 * _GAP_PX + 2 * _MARGIN_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        theme = theme_of(option.palette)
        painter.save()
        draw_background(painter, option, theme)
        entry = index.data(ENTRY_ROLE)
        if entry is not None:
            self._paint_entry(painter, option, entry, theme)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: LibraryEntry, theme: Theme
    ) -> None:
        colors = row_colors(option, theme)
        first, second, third = self._lines(option)
        painter.setFont(option.font)
        color = colors.good if entry.status == "reviewed" else colors.muted
        used = draw_line(painter, first, entry_status(entry), color, right=True)
        painter.setFont(bold(option.font))
        room = first.adjusted(0, 0, -used - _MARGIN_PX if used else 0, 0)
        draw_line(painter, room, entry_title(entry), colors.text)
        painter.setFont(option.font)
        draw_line(painter, second, entry_details(entry), colors.muted)
        if entry.ribbon:
            self._paint_ribbon(painter, third, entry.ribbon, theme)
        rest = third.adjusted(_ribbon_width(third) + _MARGIN_PX, 0, 0, 0)
        used = draw_line(painter, rest, strongest_share(entry), colors.text)
        tags = rest.adjusted(used + 2 * _MARGIN_PX, 0, 0, 0)
        if entry.tags and tags.width() > _MARGIN_PX:
            draw_line(painter, tags, ", ".join(entry.tags), colors.muted, right=True)

    @staticmethod
    def _paint_ribbon(painter: QPainter, line: QRect, ribbon: bytes, theme: Theme) -> None:
        top = line.center().y() - _RIBBON_HEIGHT_PX // 2
        area = QRect(line.left(), top, _ribbon_width(line), _RIBBON_HEIGHT_PX)
        # A border in the surface colour sets it off from the selection.
        painter.fillRect(area.adjusted(-1, -1, 1, 1), theme.surface)
        at = 0
        for value, run in groupby(ribbon):
            begin, at = at, at + len(list(run))
            if value == RIBBON_SILENCE:
                continue
            left = area.left() + begin * area.width() // len(ribbon)
            right = area.left() + at * area.width() // len(ribbon)
            known = value < RIBBON_UNCLEAR
            color = theme.emotion(EMOTIONS[value]) if known else theme.track
            painter.fillRect(left, area.top(), right - left, area.height(), color)

    @staticmethod
    def _lines(option: QStyleOptionViewItem) -> tuple[QRect, QRect, QRect]:
        area = option.rect.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        height = QFontMetrics(option.font).height()
        first, second, third = (
            QRect(area.left(), area.top() + i * (height + _GAP_PX), area.width(), height)
            for i in range(3)
        )
        return first, second, third

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        """Edit the title in place."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Title"))
        entry = index.data(ENTRY_ROLE)
        if entry is not None:
            editor.setPlaceholderText(entry.source)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Show the title, unless it is being edited."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Pass on what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, " ".join(editor.text().split()))

    def updateEditorGeometry(  # noqa: N802
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        """See Qt."""
        line = self._lines(option)[0]
        tall = editor.sizeHint().height()
        editor.setGeometry(line.left(), line.top() - _GAP_PX, line.width(), tall)
