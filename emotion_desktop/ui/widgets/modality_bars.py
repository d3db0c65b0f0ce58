"""Shows the predictions of the modalities side by side: speech, text and fused."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.estimate import FusedEstimate
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.ui.theme import Theme, theme_of
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent
from emotion_desktop.ui.widgets.themed import PaintedWidget

_GAP = 10
#: Where there is less room than for three columns, only the last one is shown: both.
_NARROW_PX = 280


class ModalityBars(PaintedWidget):
    """One row per emotion and one column per modality; rows keep their order.

    If it is narrow, only the fused column is painted; all three remain in the description.
    """

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[FloatArray | None] = [None, None, None]
        self._headings = (self.tr("Speech"), self.tr("Text"), self.tr("Fused"))
        self._titles = emotion_titles()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Probabilities from speech, from text, and fused"))
        self._describe()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a size at which every number is readable."""
        return QSize(360, 8 * (self.fontMetrics().height() + 20))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the size below which rows would touch."""
        return QSize(180, 8 * (self.fontMetrics().height() + 4))

    def set_estimate(self, estimate: FusedEstimate | None) -> None:
        """Show an utterance's predictions; None clears them."""
        if estimate is None:
            self._columns = [None, None, None]
        else:
            speech, text = estimate.speech, estimate.text
            self._columns = [
                speech.probabilities if speech else None,
                text.probabilities if text else None,
                estimate.probabilities,
            ]
        self._describe()
        self.update()

    def _describe(self) -> None:
        lines = []
        for title, column in zip(self._headings, self._columns, strict=True):
            if column is None:
                lines.append(self.tr("{column}: no result").format(column=title))
            else:
                shares = ", ".join(
                    f"{self._titles[name]} {percent(share)}"
                    for name, share in zip(EMOTIONS, column, strict=True)
                )
                lines.append(f"{title}: {shares}")
        self.setAccessibleDescription("; ".join(lines))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint a header and seven rows."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        names = max(map(metrics.horizontalAdvance, self._titles.values())) + _GAP
        row = min(self.height() / (len(EMOTIONS) + 1), 3 * metrics.height())
        folded = self.width() < _NARROW_PX
        headings = self._headings[-1:] if folded else self._headings
        columns = self._columns[-1:] if folded else self._columns
        width = (self.width() - names) / len(columns)
        for column, title in enumerate(headings):
            left = names + column * width
            painter.setPen(theme.muted)
            painter.drawText(QRectF(left, 0, width, row), Qt.AlignmentFlag.AlignVCenter, title)
        for index, name in enumerate(EMOTIONS):
            top = (index + 1) * row
            painter.setPen(theme.text)
            painter.drawText(
                QRectF(0, top, names, row), Qt.AlignmentFlag.AlignVCenter, self._titles[name]
            )
            for column, values in enumerate(columns):
                cell = QRectF(names + column * width, top, width - _GAP, row)
                self._paint_cell(
                    painter, cell, None if values is None else float(values[index]), name, theme
                )

    def _paint_cell(
        self, painter: QPainter, cell: QRectF, share: float | None, name: str, theme: Theme
    ) -> None:
        number = self.fontMetrics().horizontalAdvance("100") + 4
        height = min(cell.height() - 4, 22)
        bar = QRectF(
            cell.left(),
            cell.center().y() - height / 2,
            cell.width() - number,
            height,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track)
        painter.drawRoundedRect(bar, 3, 3)
        text = "—"
        if share is not None:
            painter.setBrush(QColor(theme.emotion(name)))
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), bar.width() * share, height), 3, 3
            )
            text = f"{100 * share:.0f}"
        painter.setPen(theme.text if share is not None else theme.muted)
        right = QRectF(bar.right(), cell.top(), number, cell.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
