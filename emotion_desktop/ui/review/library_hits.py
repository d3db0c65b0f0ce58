"""Search results of the library, with the matches marked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from emotion_desktop.ui.review.library_delegate import (
    bold,
    draw_background,
    draw_line,
    row_colors,
)
from emotion_desktop.ui.review.library_wording import entry_date, entry_title
from emotion_desktop.ui.theme import theme_of, transparent
from emotion_desktop.ui.widgets.clock import clock

if TYPE_CHECKING:
    from emotion_desktop.services.review.library import Found
    from emotion_desktop.storage.search import Hit

Index = QModelIndex | QPersistentModelIndex

HIT_ROLE: Final = Qt.ItemDataRole.UserRole
_NO_INDEX: Final = QModelIndex()
_MARGIN_PX: Final = 8
_GAP_PX: Final = 3
_SNIPPET_LINES: Final = 2
_WIDTH_PX: Final = 112
#: Of the background of matches.
_MARK_OPACITY: Final = 0.45


def kind_title(kind: str) -> str:
    """Return the title of a kind of passage."""
    translate = QCoreApplication.translate
    return {
        "utterance": translate("Library", "said"),
        "comment": translate("Library", "comment"),
        "marker": translate("Library", "marker"),
        "title": translate("Library", "title"),
        "note": translate("Library", "note"),
    }[kind]


class HitModel(QAbstractListModel):
    """Search results, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None

    @property
    def hits(self) -> "Sequence[Hit]":
        """All results, in order."""
        return self._found.hits if self._found else ()

    def show_found(self, found: "Found | None") -> None:
        """Show results, or none."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt's name)
        """See Qt."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if not index.isValid() or self._found is None:
            return None
        hit = self._found.hits[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return hit
            case Qt.ItemDataRole.DisplayRole:
                return self.heading(hit)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.heading(hit)}, {self.place(hit)}: {hit.text}"
        return None

    def heading(self, hit: "Hit") -> str:
        """Return the title of a result's session."""
        assert self._found is not None
        return entry_title(self._found.entries[hit.session_id])

    def place(self, hit: "Hit") -> str:
        """Return kind and position of a result within its session."""
        if hit.kind in {"title", "note"}:
            assert self._found is not None
            date = entry_date(self._found.entries[hit.session_id].started_at)
            return f"{kind_title(hit.kind)} · {date}"
        return f"{kind_title(hit.kind)} · {clock(hit.at_s)}"


class HitDelegate(QStyledItemDelegate):
    """A line about the session, and two lines of text around the match."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """See Qt."""
        lines_px = (1 + _SNIPPET_LINES) * QFontMetrics(option.font).height()
        return QSize(_WIDTH_PX, lines_px + _GAP_PX + 2 * _MARGIN_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        theme = theme_of(option.palette)
        colors = row_colors(option, theme)
        painter.save()
        draw_background(painter, option, theme)
        hit, model = index.data(HIT_ROLE), index.model()
        if hit is not None and isinstance(model, HitModel):
            area = option.rect.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
            height = QFontMetrics(option.font).height()
            line = QRect(area.left(), area.top(), area.width(), height)
            painter.setFont(option.font)
            used = draw_line(painter, line, model.place(hit), colors.muted, right=True)
            painter.setFont(bold(option.font))
            title = line.adjusted(0, 0, -used - _MARGIN_PX, 0)
            draw_line(painter, title, model.heading(hit), colors.text)
            painter.setFont(option.font)
            snippet = area.adjusted(0, height + _GAP_PX, 0, 0)
            mark = transparent(theme.heat, _MARK_OPACITY)
            _draw_marked(painter, snippet, hit, colors.text, mark)
        painter.restore()


def marks_in_qt(hit: "Hit") -> list[tuple[int, int]]:
    """Return start and length of the matches in UTF-16 code units, as Qt counts."""

    def length(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2

    return [(length(hit.text[:begin]), length(hit.text[begin:end])) for begin, end in hit.marks]


def _draw_marked(painter: QPainter, area: QRect, hit: "Hit", color: QColor, mark: QColor) -> None:
    """Draw the text around a match on two lines, with the match marked."""
    # Line breaks in the text count as blanks.
    layout = QTextLayout(hit.text.replace("\n", " "), painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    form = QTextCharFormat()
    form.setBackground(mark)
    form.setFontUnderline(True)  # visible without colour, too
    ranges = []
    for start, length in marks_in_qt(hit):
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, length, form
        ranges.append(one)
    layout.beginLayout()
    top = 0.0
    for _ in range(_SNIPPET_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        line.setPosition(QPointF(0.0, top))
        top += line.height()
    layout.endLayout()
    painter.setPen(color)
    painter.setClipRect(area)
    layout.draw(painter, QPointF(area.topLeft()), ranges)
