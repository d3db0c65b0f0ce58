"""Several sessions side by side over time, and the agreement of their raters."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.summary import SessionSummary, SpeakerSummary
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.ui.review.agreement_panel import AgreementPanel
from emotion_desktop.ui.review.library_wording import entry_date
from emotion_desktop.ui.review.share_bars import (
    ShareBars,
    ShareRow,
    share_titles,
    show_share_colors,
)
from emotion_desktop.ui.review.summary_export import SummaryExportBar
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.formatting import decimal, percent
from emotion_desktop.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from emotion_desktop.services.review.comparison import SessionComparison

_SIZE_PX: Final = (960, 620)


class ComparisonDialog(Themed, QDialog):
    """Emotions over time of everyone or of one speaker, and the pooled agreement.

    Parameters
    ----------
    bridge : LibraryBridge
        Compares.
    exports : ExportBridge
        Saves the figures.
    session_ids : sequence of str
        Which sessions.
    parent : QWidget
        Its window.
    """

    def __init__(
        self,
        bridge: LibraryBridge,
        exports: ExportBridge,
        session_ids: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare over time"))
        self.resize(*_SIZE_PX)
        self._sessions: Sequence[SessionSummary] = ()
        self.message = QLabel(self.tr("Comparing the sessions…"))
        self.message.setWordWrap(True)
        self.speaker = QComboBox()
        self.speaker.setAccessibleName(self.tr("Speaker"))
        self.bars = ShareBars(self.tr("Share of time"))
        self.table = QTableWidget(0, 0)
        self.agreement = AgreementPanel()
        self.export_bar = SummaryExportBar()
        self._make_table()
        self._lay_out()
        self.speaker.currentIndexChanged.connect(self._show_speaker)
        self.export_bar.serve(exports, lambda: self._sessions)
        bridge.compared.connect(self._on_compared)
        bridge.comparing_failed.connect(self._on_failed)
        bridge.compare(session_ids)

    def _make_table(self) -> None:
        titles = [*share_titles().values(), self.tr("Spoken"), self.tr("Words/min")]
        self.table.setColumnCount(len(titles))
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setAccessibleName(self.tr("Share of time in figures"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setTabKeyNavigation(False)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Show what each colour of the bars means."""
        show_share_colors(self.table, theme_of(self.palette()))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Speaker"), self.speaker)
        scrolled = QScrollArea()
        scrolled.setWidget(self.bars)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setAccessibleName(self.tr("Share of time"))
        emotions = QWidget()
        column = QVBoxLayout(emotions)
        column.addLayout(form)
        column.addWidget(scrolled, stretch=1)
        column.addWidget(self.table, stretch=1)
        column.addWidget(self.export_bar)
        self.tabs = QTabWidget()
        self.tabs.addTab(emotions, self.tr("Emotions"))
        self.tabs.addTab(self.agreement, self.tr("Agreement"))
        self.tabs.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.addWidget(self.message)
        whole.addWidget(self.tabs, stretch=1)
        whole.addWidget(buttons)

    @Slot(object)
    def _on_compared(self, comparison: "SessionComparison") -> None:
        self._sessions = comparison.sessions
        self.message.setVisible(comparison.is_blind)
        self.message.setText(
            self.tr(
                "While you rate blind, only your own labels count; all else is shown as unclear."
            )
        )
        names = {name for one in self._sessions for name in one.summary.speakers if name}
        self.speaker.clear()
        self.speaker.addItem(self.tr("Everyone"), "")
        for name in sorted(names):
            self.speaker.addItem(name, name)
        self.agreement.begin(blind=comparison.is_blind)
        self.agreement.show_agreement(comparison.agreement)
        self.tabs.show()

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        self.message.setText(why)

    @Slot()
    def _show_speaker(self) -> None:
        """Show each session in which the chosen speaker is heard."""
        name = self.speaker.currentData()
        rows, speakers = [], []
        for one in self._sessions:
            speaker = one.summary.speakers.get(name) if name else None
            if name and speaker is None:
                continue
            rows.append(ShareRow(_title(one), speaker.shares if speaker else one.summary.shares))
            speakers.append([speaker] if speaker else list(one.summary.speakers.values()))
        self.bars.show_rows(rows)
        self.table.setRowCount(len(rows))
        self.table.setVerticalHeaderLabels([row.title for row in rows])
        for i, (row, of_it) in enumerate(zip(rows, speakers, strict=True)):
            for j, text in enumerate(_cells(row.shares, of_it)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(i, j, item)


def _title(one: SessionSummary) -> str:
    when = entry_date(one.started_at) if one.started_at is not None else ""
    return f"{when} {one.title}".strip()


def _cells(shares: Mapping[str, float], speakers: Sequence[SpeakerSummary]) -> list[str]:
    spoken_s = sum(one.spoken_s for one in speakers)
    cells = [percent(shares[name], 1) if name in shares else "—" for name in (*EMOTIONS, UNCLEAR)]
    rate = speakers[0].words_per_minute if len(speakers) == 1 else None
    return [*cells, f"{decimal(spoken_s)} s", "—" if rate is None else decimal(rate, 0)]
