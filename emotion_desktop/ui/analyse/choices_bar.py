"""The choices that apply to files when they are added."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from emotion_desktop.domain.analysis_queue import AnalysisChoices
from emotion_desktop.domain.sound_files import MOST_SPEAKERS, Speakers


class ChoicesBar(QWidget):
    """Lets the user choose channels, and whether the library copies the audio."""

    copying_changed = Signal(bool)
    """The user chose whether the library copies the audio."""

    def __init__(self) -> None:
        super().__init__()
        self.channel = QComboBox()
        for title, channel in (
            (self.tr("All, mixed"), "mix"),
            (self.tr("Left"), "left"),
            (self.tr("Right"), "right"),
            (self.tr("Each as a speaker"), "each"),
        ):
            self.channel.addItem(title, channel)
        self.speakers = QComboBox()
        for title, speakers in (
            (self.tr("Not told apart"), "off"),
            (self.tr("Find the number"), "auto"),
            *((str(number), number) for number in range(2, MOST_SPEAKERS + 1)),
        ):
            self.speakers.addItem(title, speakers)
        self.speakers.setToolTip(
            self.tr(
                "Tells people who share a channel apart by their voices. This is a proposal: "
                "check it in Review. State the number if you know it."
            )
        )
        self.copying = QCheckBox(self.tr("Copy audio into the library"))
        self.note = QLabel()
        self.note.setWordWrap(True)
        label = QLabel(self.tr("Channels"))
        label.setBuddy(self.channel)
        self.channel.setAccessibleName(self.tr("Channels"))
        speakers_label = QLabel(self.tr("Speakers"))
        speakers_label.setBuddy(self.speakers)
        self.speakers.setAccessibleName(self.tr("Speakers"))
        self.speakers.setAccessibleDescription(self.speakers.toolTip())
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.channel)
        row.addSpacing(16)
        row.addWidget(speakers_label)
        row.addWidget(self.speakers)
        row.addSpacing(16)
        row.addWidget(self.copying)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.note)
        self.copying.clicked.connect(self.copying_changed)
        self.copying.toggled.connect(self._explain)
        self.channel.currentIndexChanged.connect(self._follow_channel)
        self._explain()

    @property
    def choices(self) -> AnalysisChoices:
        """The choices for files that are added now."""
        speakers: Speakers = self.speakers.currentData() if self.speakers.isEnabled() else "off"
        return AnalysisChoices(self.channel.currentData(), self.copying.isChecked(), speakers)

    @Slot()
    def _follow_channel(self) -> None:
        """Each channel is a speaker already, if so chosen."""
        self.speakers.setEnabled(self.channel.currentData() != "each")

    @Slot()
    def _explain(self) -> None:
        if self.copying.isChecked():
            text = self.tr(
                "The library keeps a lossless copy (FLAC) of each file: it takes up space, but "
                "does not depend on the original."
            )
        else:
            text = self.tr(
                "Files stay where they are: nothing is stored twice, and you decide where "
                "recordings of people are kept. The library recognises them by their contents, "
                "even if they are moved or renamed."
            )
        models = self.tr("Models and speech recogniser: as in Settings.")
        self.note.setText(f"{text} {models}")
        self.copying.setAccessibleDescription(text)
