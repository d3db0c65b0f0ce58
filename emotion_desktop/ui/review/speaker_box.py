"""Assigns, adds, renames and merges speakers."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.review_state import ReviewedSegment, ReviewState
from emotion_desktop.ui.widgets.formatting import percent


class SpeakerBox(QWidget):
    """The speaker of an utterance, and a menu of operations on speakers."""

    assigned = Signal(str)
    """Key of a speaker, or the name of a new one."""
    named = Signal(str, str)
    """Key of a speaker, and the new name."""
    merged = Signal(str, str)
    """Key of the speaker who is kept, and of the one merged into it."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []
        self._titles: list[str] = []
        self._speaker: str | None = None
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Speaker"))
        self.box.activated.connect(self._on_activated)
        self.more = QToolButton()
        self.more.setText("…")
        self.more.setAccessibleName(self.tr("Rename or merge speakers"))
        self.more.setToolTip(self.more.accessibleName())
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self.menu)
        self.proposal = QLabel()
        self.proposal.setWordWrap(True)
        self.proposal.setAccessibleName(self.tr("How sure the speaker is"))
        row = QHBoxLayout()
        row.addWidget(self.box, stretch=1)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.proposal)

    def show_segment(self, view: ReviewState, segment: ReviewedSegment | None) -> None:
        """Show the speaker of an utterance, and how sure a proposal is; None for none."""
        self._speaker = speaker = None if segment is None else segment.speaker
        sureness = None if segment is None else segment.speaker_confidence
        if sureness is not None:
            text = self.tr("Proposed from the voice ({share}). Choose it again to confirm.")
            self.proposal.setText(text.format(share=percent(sureness)))
        self.proposal.setVisible(sureness is not None)
        self._keys = list(view.speakers())
        self._titles = [view.speaker_name(key) or self.tr("Unnamed") for key in self._keys]
        self.box.clear()
        self.box.addItems([*self._titles, self.tr("New speaker…")])
        self.box.setCurrentIndex(self._keys.index(speaker) if speaker in self._keys else -1)
        self.setEnabled(speaker is not None)

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        before = self._speaker
        if row < len(self._keys):
            if self._keys[row] != before or not self.proposal.isHidden():  # or it is confirmed
                self.assigned.emit(self._keys[row])
            return
        self.box.setCurrentIndex(self._keys.index(before) if before in self._keys else -1)
        name = self._ask_for_name(self.tr("New speaker"), "")
        if name:
            known = dict(zip(self._titles, self._keys, strict=True))
            self.assigned.emit(known.get(name, name))

    @Slot()
    def _fill_menu(self) -> None:
        self.menu.clear()
        speaker = self._speaker
        if speaker is None:
            return
        name = self._titles[self._keys.index(speaker)]
        rename = self.menu.addAction(self.tr("Rename {name}…").format(name=name))
        rename.triggered.connect(self._rename)
        others = [key for key in self._keys if key != speaker]
        title = self.tr("{name} is the same person as")
        same = self.menu.addMenu(title.format(name=name))
        same.setEnabled(bool(others))
        for key in others:
            action = same.addAction(self._titles[self._keys.index(key)])
            action.triggered.connect(partial(self._merge, key))

    @Slot()
    def _rename(self) -> None:
        speaker = self._speaker
        if speaker is None:
            return
        before = self._titles[self._keys.index(speaker)]
        name = self._ask_for_name(self.tr("Rename speaker"), before)
        if name and name != before:
            self.named.emit(speaker, name)

    def _merge(self, kept: str, _checked: bool = False) -> None:
        if self._speaker is not None:
            self.merged.emit(kept, self._speaker)

    def _ask_for_name(self, title: str, before: str) -> str:
        label = self.tr("Name in this session")
        name, accepted = QInputDialog.getText(self, title, label, text=before)
        return " ".join(name.split()) if accepted else ""
