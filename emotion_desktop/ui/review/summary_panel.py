"""A session in figures: shares of time, transitions, stretches, pauses, other sessions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.labels import EMOTIONS, UNCLEAR
from emotion_desktop.domain.summary import Pauses, SessionSummary, Summary
from emotion_desktop.services.review.desk import ReviewSnapshot
from emotion_desktop.ui.review.matrix_picture import MatrixPicture
from emotion_desktop.ui.review.share_bars import (
    ShareBars,
    ShareRow,
    share_titles,
    show_share_colors,
)
from emotion_desktop.ui.review.summary_export import SummaryExportBar
from emotion_desktop.ui.review.times import moment
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.formatting import decimal, percent
from emotion_desktop.ui.widgets.themed import Themed

if TYPE_CHECKING:
    from emotion_desktop.services.review.sessions_of_speaker import SessionOfSpeaker

_LISTED = 6


class SummaryPanel(Themed, QWidget):
    """Summarises the open session, limited to what the rater may see."""

    wanted = Signal()
    """The panel became visible and needs current figures."""
    seek_asked = Signal(float)
    """Position to seek to, in seconds."""
    select_asked = Signal(int)
    """Id of the utterance to select."""
    person_chosen = Signal(str)
    """Name of the speaker whose sessions to find."""

    def __init__(self) -> None:
        super().__init__()
        self._snapshot: ReviewSnapshot | None = None
        self._summary: Summary | None = None
        self.export_bar = SummaryExportBar()
        self.message = QLabel(self.tr("Open a session to see its summary."))
        self.message.setWordWrap(True)
        self.bars = ShareBars(self.tr("Share of time"))
        self.table = QTableWidget(0, len(EMOTIONS) + 3)
        self.transitions = MatrixPicture(self.tr("Transitions"))
        self.moments = QListWidget()
        self.moments.setAccessibleName(self.tr("Moments that stand out"))
        self.moments.itemActivated.connect(self._on_activated)
        self.pauses = QLabel()
        self.pauses.setWordWrap(True)
        self.person = QComboBox()
        self.person.setAccessibleName(self.tr("Person"))
        self.person.activated.connect(self._on_person)
        self.sessions = ShareBars(self.tr("Sessions of one person"))
        self.sessions_note = QLabel()
        self.sessions_note.setWordWrap(True)
        self._make_table()
        self._lay_out()
        self.show_nothing()
        self.follow_theme()

    def _make_table(self) -> None:
        titles = [*share_titles().values(), self.tr("Spoken"), self.tr("Words/min")]
        self.table.setColumnCount(len(titles))
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setAccessibleName(self.tr("Share of time in figures"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.table.setTabKeyNavigation(False)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        who = QHBoxLayout()
        who.addWidget(QLabel(self.tr("Sessions of")))
        who.addWidget(self.person, stretch=1)
        for heading, part in (
            (self.tr("Share of time"), self.bars),
            ("", self.table),
            ("", self.export_bar),
            (self.tr("Moments that stand out"), self.moments),
            (self.tr("Transitions within one speaker"), self.transitions),
            (self.tr("Pauses"), self.pauses),
            (self.tr("One person over time"), who),
            ("", self.sessions),
            ("", self.sessions_note),
        ):
            if heading:
                column.addWidget(_heading(heading))
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(self._content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Summary"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.message)
        whole.addWidget(area, stretch=1)

    def apply_theme(self) -> None:
        """Show the colour of each emotion beside its name."""
        show_share_colors(self.table, theme_of(self.palette()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Request current figures."""
        super().showEvent(event)
        self.wanted.emit()

    def show_nothing(self) -> None:
        """Show that no session is open."""
        self._snapshot = self._summary = None
        self.message.setText(self.tr("Open a session to see its summary."))
        self.message.show()
        self._content.hide()
        self.person.clear()
        self.show_sessions([])

    def show_snapshot(self, snapshot: ReviewSnapshot) -> None:
        """Set the session that is summarised."""
        self._snapshot = snapshot
        names = sorted(
            name for key in snapshot.view.speakers() if (name := snapshot.view.speaker_name(key))
        )
        if names != [self.person.itemText(i) for i in range(self.person.count())]:
            self.person.clear()
            self.person.addItems(names)
            self.person.setCurrentIndex(-1)
            self.show_sessions([])
        self.person.setEnabled(bool(names))
        if not names:
            self.sessions_note.setText(
                self.tr("Name a speaker to compare the sessions of one person.")
            )

    @Slot(object)
    def show_summary(self, summary: Summary) -> None:
        """Show the figures."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        self._summary = summary
        self.message.setVisible(snapshot.blind)
        self.message.setText(
            self.tr(
                "While you rate blind, only your own labels count; all else is shown as unclear."
            )
        )
        self._content.setVisible(True)
        rows = self._rows(summary)
        self.bars.show_rows(rows)
        self._fill_table(rows, summary)
        self._list_moments(summary)
        counts = np.zeros((len(EMOTIONS), len(EMOTIONS)), np.int64)
        for (before, after), count in summary.transitions.items():
            counts[EMOTIONS.index(before), EMOTIONS.index(after)] = count
        self.transitions.show_counts(counts, self.tr("from"), self.tr("to"))
        self.pauses.setText(self._pauses_text(summary.pauses))

    def summarised(self) -> list[SessionSummary]:
        """Return the session that is shown, if any."""
        snapshot, summary = self._snapshot, self._summary
        if snapshot is None or summary is None:
            return []
        session = snapshot.document.session
        title = snapshot.view.title or snapshot.document.audio.path.name
        started_at = None if session is None else session.started_at
        return [SessionSummary(snapshot.session_id, title, started_at, summary)]

    def _rows(self, summary: Summary) -> list[ShareRow]:
        rows = [ShareRow(self.tr("Session"), summary.shares)]
        rows += [
            ShareRow(name or self.tr("Unnamed"), one.shares)
            for name, one in summary.speakers.items()
        ]
        titles = {
            "speech": self.tr("Models: speech"),
            "text": self.tr("Models: text"),
            "fused": self.tr("Models: fused"),
        }
        return rows + [ShareRow(titles[name], one) for name, one in summary.by_modality.items()]

    def _fill_table(self, rows: Sequence[ShareRow], summary: Summary) -> None:
        self.table.setRowCount(len(rows))
        self.table.setVerticalHeaderLabels([row.title for row in rows])
        speakers = list(summary.speakers.values())
        for i, row in enumerate(rows):
            cells = [
                percent(row.shares[name], 1) if name in row.shares else "—"
                for name in (*EMOTIONS, UNCLEAR)
            ]
            if 0 < i <= len(speakers):
                one = speakers[i - 1]
                rate = one.words_per_minute
                cells += [f"{decimal(one.spoken_s)} s", "—" if rate is None else decimal(rate, 0)]
            for j, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(i, j, item)
        height = self.table.horizontalHeader().sizeHint().height()
        height += sum(self.table.rowHeight(i) for i in range(len(rows)))
        self.table.setFixedHeight(height + 2 * self.table.frameWidth() + 18)

    def _list_moments(self, summary: Summary) -> None:
        self.moments.clear()
        titles = share_titles()
        longest = self.tr("Long stretch: {emotion}, {start} to {end} ({speaker})")
        for stretch in summary.stretches:
            text = longest.format(
                emotion=titles[stretch.label],
                start=moment(stretch.start_s),
                end=moment(stretch.end_s),
                speaker=stretch.speaker or self.tr("Unnamed"),
            )
            self._add_moment(text, stretch.start_s, stretch.segment_ids[0])
        changes = self.tr("The mix of emotions changes at {time}")
        segments = self._snapshot.view.segments if self._snapshot is not None else ()
        for at_s in summary.change_points_s:
            segment_id = next((one.id for one in segments if one.start_s == at_s), None)
            self._add_moment(changes.format(time=moment(at_s)), at_s, segment_id)
        shown = min(max(self.moments.count(), 1), _LISTED)
        line = self.moments.sizeHintForRow(0) if self.moments.count() else 20
        self.moments.setFixedHeight(shown * line + 2 * self.moments.frameWidth() + 4)

    def _add_moment(self, text: str, at_s: float, segment_id: int | None) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, (at_s, segment_id))
        self.moments.addItem(item)

    def _pauses_text(self, pauses: Pauses) -> str:
        if not pauses.count:
            return self.tr("No pauses of 0.1 s or longer.")
        text = self.tr(
            "Pauses between utterances: {count}, {total} s in total (median {median} s, "
            "longest {longest} s)."
        )
        return text.format(
            count=pauses.count,
            total=decimal(pauses.total_s),
            median=decimal(pauses.median_s),
            longest=decimal(pauses.longest_s),
        )

    @Slot(list)
    def show_sessions(self, sessions: "list[SessionOfSpeaker]") -> None:
        """Show one person's sessions in chronological order."""
        rows = [ShareRow(_session_title(one), one.summary.shares) for one in sessions]
        self.sessions.show_rows(rows)
        self.sessions.setVisible(bool(rows))
        alone = self.person.currentIndex() >= 0 and len(rows) < 2
        note = self.tr("No other session has a speaker of this name.") if alone else ""
        self.sessions_note.setText(note)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        at_s, segment_id = item.data(Qt.ItemDataRole.UserRole)
        if segment_id is not None:
            self.select_asked.emit(segment_id)
        self.seek_asked.emit(at_s)

    @Slot(int)
    def _on_person(self, row: int) -> None:
        self.person_chosen.emit(self.person.itemText(row))


def _session_title(one: "SessionOfSpeaker") -> str:
    started = QDateTime.fromSecsSinceEpoch(round(one.started_at.timestamp()))
    when = QLocale().toString(started, QLocale.FormatType.ShortFormat)
    return f"{when} {one.title}".strip()


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, 8, 0, 0)
    return label
