"""Title, status, tags, note and consent of the session."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from emotion_desktop.domain.review import ReviewStatus
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.review.desk import ReviewSnapshot
from emotion_desktop.ui.review.consent_entry import ConsentEntry
from emotion_desktop.ui.review.entries import LineEntry, TagsEntry, TextEntry, tags_of

_STATUSES: Final[tuple[ReviewStatus, ...]] = ("new", "in_review", "reviewed")


class SessionEditor(QWidget):
    """Edits what is shared by all raters; every edit is saved at once.

    Parameters
    ----------
    bridge : ReviewBridge
        Makes the edits.
    """

    def __init__(self, bridge: ReviewBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.title = LineEntry()
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("No title"))
        self.title.entered.connect(self._on_title)
        self.status = QComboBox()
        self.status.setAccessibleName(self.tr("Status"))
        self.status.addItems([self.tr("Not reviewed"), self.tr("In review"), self.tr("Reviewed")])
        self.status.activated.connect(self._on_status)
        self.tags = TagsEntry()
        self.tags.setAccessibleName(self.tr("Tags of the session"))
        self.tags.entered.connect(self._on_tags)
        self.note = TextEntry(8, at_pauses=True)
        self.note.setAccessibleName(self.tr("Note on the session"))
        self.note.entered.connect(self._on_note)
        self.consent = ConsentEntry()
        self.consent.entered.connect(self._bridge.set_consent)
        explanation = QLabel(
            self.tr("Title, status, tags, note and consent are shared by all raters.")
        )
        explanation.setWordWrap(True)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("Title"), self.title)
        form.addRow(self.tr("Status"), self.status)
        form.addRow(self.tr("Tags"), self.tags)
        form.addRow(self.tr("Note"), self.note)
        form.addRow(self.tr("Consent"), self.consent)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(explanation)
        column.addStretch(1)
        self.show_session(None)

    def show_session(self, snapshot: ReviewSnapshot | None) -> None:
        """Show the present state of a session; None for none."""
        key = None if snapshot is None else snapshot.session_id
        view = None if snapshot is None else snapshot.view
        self.title.show_text(key, view.title if view else "")
        self.tags.show_tags(key, view.tags if view else ())
        self.note.show_text(key, view.note if view else "")
        self.consent.show_stored(key, view.consent if view else None)
        self.status.setEnabled(view is not None)
        self.status.setCurrentIndex(_STATUSES.index(view.status) if view else -1)

    def commit(self) -> None:
        """Save text that is typed and not saved yet."""
        for entry in (self.title, self.tags, self.note, self.consent):
            entry.commit()

    def fail(self) -> None:
        """Keep what was typed after an edit failed."""
        for entry in (self.title, self.tags, self.note, self.consent):
            entry.fail()

    @Slot(object, str)
    def _on_title(self, _session: str, title: str) -> None:
        self._bridge.set_title(title)

    @Slot(object, str)
    def _on_tags(self, _session: str, tags: str) -> None:
        self._bridge.set_session_tags(tags_of(tags))

    @Slot(object, str, str)
    def _on_note(self, _session: str, text: str, gesture: str) -> None:
        self._bridge.set_note(text, gesture)

    @Slot(int)
    def _on_status(self, row: int) -> None:
        snapshot = self._bridge.snapshot
        if snapshot is not None and snapshot.view.status != _STATUSES[row]:
            self._bridge.set_status(_STATUSES[row])
