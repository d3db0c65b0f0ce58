"""The status of the whole queue, in words and as a bar."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from emotion_desktop.domain.analysis_queue import QueueStatus
from emotion_desktop.services.bridge.translation import translated
from emotion_desktop.ui.analyse.words import counts_text, phase_text
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed

_STEPS = 1000


class QueueSummary(Themed, QWidget):
    """What the queue is doing, how far it is, and the buttons that stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.phase = QLabel()
        self.phase.setWordWrap(True)
        self.counts = QLabel()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of all files"))
        self.pause_button = QPushButton(self.tr("Pause"))
        self.cancel_all_button = QPushButton(self.tr("Cancel all"))
        words = QHBoxLayout()
        words.addWidget(self.phase, stretch=1)
        words.addWidget(self.counts)
        row = QHBoxLayout()
        row.addWidget(self.bar, stretch=1)
        row.addWidget(self.pause_button)
        row.addWidget(self.cancel_all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.problem)
        column.addLayout(words)
        column.addLayout(row)
        self.follow_theme()

    @Slot(QueueStatus)
    def show_status(self, status: QueueStatus) -> None:
        """Show the status of the queue."""
        self.phase.setText(phase_text(status))
        self.counts.setText(counts_text(status))
        self.problem.setText("" if status.problem is None else translated(status.problem))
        self.problem.setVisible(status.problem is not None)
        self.bar.setUpdatesEnabled(False)  # Qt would paint the whole window at once
        self.bar.setValue(round(status.share * _STEPS))
        self.bar.setUpdatesEnabled(True)
        self.bar.setAccessibleDescription(f"{phase_text(status)} {counts_text(status)}")
        paused = status.phase == "paused"
        self.pause_button.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause_button.setEnabled(paused or status.n_open > 0)
        self.cancel_all_button.setEnabled(status.n_open > 0)

    def apply_theme(self) -> None:
        """Colour the problem."""
        color = theme_of(self.palette()).error
        self.problem.setPalette(set_text_color(self.palette(), color))
