"""A matrix of counts by emotion, painted, with a text equivalent."""

from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.ui.theme import Theme, theme_of, transparent
from emotion_desktop.ui.widgets.formatting import emotion_titles
from emotion_desktop.ui.widgets.themed import PaintedWidget

_GAP_PX: Final = 6
_LEAST_CELL_PX: Final = 26
_MOST_CELL_PX: Final = 72


class MatrixPicture(PaintedWidget):
    """Rows and columns in the order of the emotions; cells are shaded by their share of the row.

    Parameters
    ----------
    title : str
        Name for screen readers.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._counts = np.zeros((len(EMOTIONS), len(EMOTIONS)), np.int64)
        self._rows_title = self._columns_title = ""
        self._titles = list(emotion_titles().values())
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(
        self, counts: npt.NDArray[np.int64], rows_title: str, columns_title: str
    ) -> None:
        """Show counts of shape (7, 7), with titles of rows and columns."""
        self._counts = counts
        self._rows_title, self._columns_title = rows_title, columns_title
        self.setAccessibleDescription(self.text)
        self.update()

    @property
    def text(self) -> str:
        """The counts in words, one line per non-empty row."""
        lines = [
            self.tr("Rows: {rows}. Columns: {columns}.").format(
                rows=self._rows_title, columns=self._columns_title
            )
        ]
        for title, row in zip(self._titles, self._counts, strict=True):
            said = ", ".join(
                f"{other} {count}" for other, count in zip(self._titles, row, strict=True) if count
            )
            if said:
                lines.append(f"{title}: {said}")
        return "\n".join(lines)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return room for every number, and for the names of the columns, which may be upright."""
        line = self.fontMetrics().height()
        rows_px = len(EMOTIONS) * max(_LEAST_CELL_PX, line + 8)
        return QSize(380, line + self._heads_px + 2 * _GAP_PX + rows_px)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the size below which numbers would touch."""
        return QSize(300, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Ask for another height where the names of the columns no longer fit."""
        super().resizeEvent(event)
        self.updateGeometry()

    @property
    def _names_px(self) -> int:
        """Width of the names of the rows."""
        title_px = min(self.fontMetrics().horizontalAdvance(self._rows_title), 140)
        return max(self._longest_px + 2 * _GAP_PX, title_px + _GAP_PX)

    @property
    def _cell_px(self) -> float:
        """Width of a column."""
        most_px = max(_MOST_CELL_PX, self._longest_px + 2 * _GAP_PX)
        return float(min((self.width() - self._names_px) / len(EMOTIONS), most_px))

    @property
    def _longest_px(self) -> int:
        """Width of the longest name."""
        return max(map(self.fontMetrics().horizontalAdvance, self._titles))

    @property
    def are_heads_upright(self) -> bool:
        """Whether the names of the columns are written from below to above."""
        return self._longest_px > self._cell_px - 2

    @property
    def _heads_px(self) -> int:
        """Height of the names of the columns."""
        return self._longest_px if self.are_heads_upright else self.fontMetrics().height()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the titles, and a cell for each pair."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        line = self.fontMetrics().height()
        names_px, cell_px = self._names_px, self._cell_px
        top = line + self._heads_px + 2 * _GAP_PX
        row_px = (self.height() - top) / len(EMOTIONS)
        self._paint_heads(painter, theme, names_px, cell_px)
        totals = self._counts.sum(axis=1)
        for i, name in enumerate(EMOTIONS):
            y = top + i * row_px
            painter.setPen(theme.text)
            painter.drawText(
                QRectF(0, y, names_px - _GAP_PX, row_px),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self._titles[i],
            )
            for j, count in enumerate(self._counts[i]):
                cell = QRectF(names_px + j * cell_px, y, cell_px - 1, row_px - 1)
                painter.fillRect(cell, theme.track)
                if count:
                    share = float(count / totals[i])
                    painter.fillRect(cell, transparent(theme.emotion(name), 0.15 + 0.5 * share))
                painter.setPen(theme.text if count else theme.muted)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_heads(
        self, painter: QPainter, theme: Theme, names_px: float, cell_px: float
    ) -> None:
        metrics = self.fontMetrics()
        line = metrics.height()
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(theme.muted)
        columns = metrics.elidedText(f"{self._columns_title} →", elide, int(7 * cell_px))
        painter.drawText(
            QRectF(names_px, 0, 7 * cell_px, line), Qt.AlignmentFlag.AlignLeft, columns
        )
        rows = metrics.elidedText(f"{self._rows_title} ↓", elide, int(names_px - _GAP_PX))
        painter.drawText(
            QRectF(0, self._heads_px + _GAP_PX, names_px - _GAP_PX, line),
            Qt.AlignmentFlag.AlignRight,
            rows,
        )
        painter.setPen(theme.text)
        for j, title in enumerate(self._titles):
            left = names_px + j * cell_px
            if not self.are_heads_upright:
                place = QRectF(left, line + _GAP_PX, cell_px - 2, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, title)
                continue
            painter.save()
            painter.translate(left, line + _GAP_PX + self._heads_px)
            painter.rotate(-90)
            place = QRectF(0, 0, self._heads_px, cell_px - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)
            painter.restore()
