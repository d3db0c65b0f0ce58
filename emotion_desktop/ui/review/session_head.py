"""Title and facts of a session."""

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from emotion_desktop.domain.printable import printable
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.services.bridge.session import ShownSession
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.elided_label import ElidedLabel


class SessionHead(QWidget):
    """One line: title, date, duration, number of utterances, and a button to import."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.facts = ElidedLabel(), ElidedLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.import_annotations = QToolButton()
        self.import_annotations.setText(self.tr("Import annotations…"))
        self.import_annotations.setToolTip(
            self.tr("Import labels from ELAN, Praat or a table, as those of another rater")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title, stretch=1)
        row.addWidget(self.facts)
        row.addWidget(self.import_annotations)

    def show_session(self, session: ShownSession, state: ReviewState) -> None:
        """Show title and facts in their current state."""
        document = session.document
        source = document.session.source if document.session else document.audio.path.name
        self.title.setText(state.title or printable(source))
        facts = [clock(session.sound.end_s)]
        if document.session is not None:
            seconds = int(document.session.started_at.timestamp())
            started_at = QDateTime.fromSecsSinceEpoch(seconds)
            facts.insert(0, QLocale().toString(started_at, QLocale.FormatType.ShortFormat))
        if document.audio.channels > 1:
            facts.append(self.tr("{count} channels").format(count=document.audio.channels))
        count = len(state.segments)
        many = self.tr("{count} utterances").format(count=count)
        facts.append(self.tr("1 utterance") if count == 1 else many)
        if state.has_proposed_speakers:
            facts.append(self.tr("speakers: a proposal"))
        self.facts.setText(" · ".join(facts))
        if state.has_proposed_speakers:
            self.facts.setToolTip(
                self.tr("Speakers were told apart by their voices. Please check who said what.")
            )
