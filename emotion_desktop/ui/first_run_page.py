"""The first-run page: what the program is, an audio source, and its level."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.services.bridge.level import LevelBridge
from emotion_desktop.services.source_choice import AudioFileChoice, MicrophoneChoice, SourceChoice
from emotion_desktop.ui.icons import icon
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.level_meter import LevelMeter
from emotion_desktop.ui.widgets.microphone_chooser import SourceChooser
from emotion_desktop.ui.widgets.themed import Themed

_COLUMN_PX: Final = 620
_FRAME_MS: Final = 50
_ICON_PX: Final = 64
#: Above this level, a microphone is assumed to pick up a voice.
_HEARD_DBFS: Final = -45.0


class FirstRunPage(Themed, QWidget):
    """Lets the user choose a source and see its level, and explains the program.

    Parameters
    ----------
    levels : LevelBridge
        Measures the level of the source.
    demo : AudioFileChoice
        The demo audio.
    """

    start_asked = Signal(object)
    """Listen to this source; it is not open any more."""
    skipped = Signal()
    """Look around without listening."""

    def __init__(self, levels: LevelBridge, demo: AudioFileChoice) -> None:
        super().__init__()
        self._levels = levels
        self._found: list[MicrophoneChoice] | None = None
        self._leaving: SourceChoice | None = None
        self._trouble = ""
        self._heard = False
        self.chooser = SourceChooser(demo)
        self.meter = LevelMeter()
        self.advice = QLabel(self.tr("Looking for microphones…"))
        self.advice.setWordWrap(True)
        self.advice.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.advice.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.start_button = QPushButton(self.tr("Start"))
        self.start_button.setDefault(True)
        self.skip_button = QPushButton(self.tr("Look around first"))
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._draw)
        self._lay_out()
        self._connect()
        self.follow_theme()

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Which emotion does a voice express?"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        title.setFont(font)
        title.setWordWrap(True)
        self._form = form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("&Listen to"), self.chooser)
        form.addRow(self.tr("Input level"), self.meter)
        form.addRow("", self.advice)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.skip_button)
        buttons.addWidget(self.start_button)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addStretch(2)
        picture = QLabel()
        text_color = theme_of(self.palette()).text
        picture.setPixmap(icon("app", text_color).pixmap(_ICON_PX, _ICON_PX))
        column.addWidget(picture)
        column.addWidget(title)
        for text in self._notices():
            label = QLabel(text)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(10)
        column.addLayout(form)
        column.addSpacing(10)
        column.addLayout(buttons)
        column.addStretch(3)
        inner = QWidget()
        inner.setMaximumWidth(_COLUMN_PX)
        inner.setLayout(column)
        row = QHBoxLayout(self)
        row.addStretch()
        row.addWidget(inner, stretch=100)
        row.addStretch()

    def _notices(self) -> tuple[str, str]:
        return (
            self.tr(
                "This program listens to a voice and estimates, from speech and text, which "
                "of seven emotions it <b>expresses</b>. It cannot know what a person feels."
            ),
            self.tr(
                "<b>Everything stays on this computer.</b> Nothing is sent anywhere, and "
                "nothing is stored unless you record. Ask people before you listen to them."
            ),
        )

    def _connect(self) -> None:
        self.chooser.chosen.connect(self._listen)
        self.start_button.clicked.connect(self._on_start)
        self.skip_button.clicked.connect(self._on_skip)
        self._levels.failed.connect(self._on_failure)
        self._levels.released.connect(self._on_released)

    @Slot(list)
    def set_microphones(self, found: list[MicrophoneChoice]) -> None:
        """Offer these microphones before the demo audio, and listen to the first."""
        if found == self._found:
            return
        self._found = found
        self.chooser.set_microphones(found)
        self._listen()

    @Slot(str)
    def set_no_microphones(self, message: str) -> None:
        """Explain why there are no microphones, and offer the demo audio."""
        self.set_microphones([])
        self._trouble = message
        self.apply_theme()

    @property
    def choice(self) -> SourceChoice:
        """The current choice."""
        choice = self.chooser.choice
        assert choice is not None  # the demo is always there
        return choice

    @Slot()
    def _listen(self) -> None:
        """Show the level of the chosen source while the page is visible."""
        self._trouble, self._heard = "", False
        if self.isVisible() and self._leaving is None:
            # The demo audio is silent here: its level would say nothing about this computer.
            is_microphone = isinstance(self.choice, MicrophoneChoice)
            self._levels.watch(self.choice if is_microphone else None)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Update the advice in the colours of the theme."""
        theme = theme_of(self.palette())
        color = theme.muted
        if self._trouble:
            text, color = self._trouble, theme.error
        elif isinstance(self.choice, AudioFileChoice):
            text = self.tr("Five sentences by Jane Austen, played as if they were being read now.")
            if not self._found:
                text = self.tr("No microphone was found.") + " " + text
        elif self._heard:
            text, color = self.tr("Your voice comes through well."), theme.good
        else:
            text = self.tr("Say something: the level meter should move.")
        self.start_button.setText(
            self.tr("Play the demo")
            if isinstance(self.choice, AudioFileChoice)
            else self.tr("Start listening")
        )
        self._form.setRowVisible(self.meter, isinstance(self.choice, MicrophoneChoice))
        self.advice.setPalette(set_text_color(self.palette(), color))
        self.advice.setText(text)

    @Slot()
    def _draw(self) -> None:
        level_dbfs = self._levels.level_dbfs
        self.meter.set_level(level_dbfs, clipping=self._levels.clipping)
        if level_dbfs > _HEARD_DBFS and not self._heard:
            self._heard = True
            self.apply_theme()

    @Slot(str)
    def _on_failure(self, message: str) -> None:
        if self.isVisible() and isinstance(self.choice, MicrophoneChoice):
            self._trouble = message
            self.apply_theme()

    @Slot()
    def _on_start(self) -> None:
        # Some devices can be opened only once: start when this page has released its own.
        self._leaving = self.choice
        self.start_button.setEnabled(False)
        self._levels.watch(None)

    @Slot()
    def _on_released(self) -> None:
        if self._leaving is not None:
            choice, self._leaving = self._leaving, None
            self.start_button.setEnabled(True)
            self.start_asked.emit(choice)

    @Slot()
    def _on_skip(self) -> None:
        self._levels.watch(None)
        self.skipped.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Start showing the level."""
        super().showEvent(event)
        self._frames.start()
        self._listen()
        self.start_button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Stop listening."""
        super().hideEvent(event)
        self._frames.stop()
        self._levels.watch(None)
