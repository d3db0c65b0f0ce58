"""Shares of time as stacked bars in the colours of the emotions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTableWidget

from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.ui.review.swatch import SWATCH, swatch
from emotion_desktop.ui.theme import Theme, theme_of
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent
from emotion_desktop.ui.widgets.themed import PaintedWidget

_BAR_PX: Final = 16
_GAP_PX: Final = 8
_TITLE_SHARE: Final = 0.34
# Minimum width for a number inside a part.
_LEAST_FOR_NUMBER_PX: Final = 34


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One bar.

    Attributes
    ----------
    title : str
        What the shares are of.
    shares : mapping of str to float
        Share of each of `EMOTIONS` and of `UNCLEAR`; empty if there are none.
    """

    title: str
    shares: Mapping[str, float] = field(default_factory=dict)


class ShareBars(PaintedWidget):
    """One bar per row; parts in the order of the emotions, with "unclear" hatched.

    Parameters
    ----------
    title : str
        Name for screen readers.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._rows: list[ShareRow] = []
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[ShareRow]) -> None:
        """Show some rows."""
        self._rows = list(rows)
        self.setAccessibleDescription("\n".join(map(self.text_of, self._rows)))
        self.setToolTip(self.accessibleDescription())
        self.updateGeometry()
        self.update()

    def text_of(self, row: ShareRow) -> str:
        """Describe a row in words."""
        titles = share_titles()
        shares = ", ".join(
            f"{titles[name]} {percent(share)}" for name, share in row.shares.items() if share > 0
        )
        return f"{row.title}: {shares or '—'}"

    def _row_px(self) -> int:
        return max(_BAR_PX, self.fontMetrics().height()) + _GAP_PX

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return room for every bar."""
        return QSize(360, max(1, len(self._rows)) * self._row_px())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint titles and bars."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = _TITLE_SHARE * self.width()
        metrics = self.fontMetrics()
        for i, row in enumerate(self._rows):
            place = QRectF(0, i * self._row_px(), self.width(), self._row_px() - _GAP_PX)
            title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, int(left) - 8)
            painter.setPen(theme.text)
            painter.drawText(
                QRectF(0, place.top(), left, place.height()), Qt.AlignmentFlag.AlignVCenter, title
            )
            bar = QRectF(left, place.top(), self.width() - left, place.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.track)
            painter.drawRect(bar)
            self._paint_bar(painter, bar, row, theme)

    def _paint_bar(self, painter: QPainter, bar: QRectF, row: ShareRow, theme: Theme) -> None:
        x = bar.left()
        for name in (*EMOTIONS, UNCLEAR):
            share = row.shares.get(name, 0.0)
            part = QRectF(x, bar.top(), share * bar.width(), bar.height())
            x = part.right()
            if part.width() < 1.0:
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            if name == UNCLEAR:
                painter.setBrush(QBrush(theme.muted, Qt.BrushStyle.BDiagPattern))
            else:
                painter.setBrush(theme.emotion(name))
            painter.drawRect(part.adjusted(0, 0, -1, 0))
            if name != UNCLEAR and part.width() >= _LEAST_FOR_NUMBER_PX:
                painter.setPen(theme.surface)
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, percent(share))


def show_share_colors(table: QTableWidget, theme: Theme) -> None:
    """Show the colour of each emotion, and of "unclear", in the heads of the first columns."""
    table.horizontalHeader().setIconSize(SWATCH)
    for column, name in enumerate((*EMOTIONS, UNCLEAR)):
        header = table.horizontalHeaderItem(column)
        if header is not None:
            header.setIcon(
                swatch(theme.muted, Qt.BrushStyle.BDiagPattern)
                if name == UNCLEAR
                else swatch(theme.emotion(name))
            )


def share_titles() -> dict[str, str]:
    """Return the titles of the emotions and of "unclear", in the order of a bar."""
    return emotion_titles() | {UNCLEAR: QCoreApplication.translate("Emotions", "Unclear")}
