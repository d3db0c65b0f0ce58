"""Offers to recover sessions that were interrupted while they were recorded."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QLocale, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.services.bridge.recovery import RecoveryBridge
from emotion_desktop.ui.widgets.clock import clock

if TYPE_CHECKING:
    from emotion_desktop.services.recording.recovery import Recovered, UnfinishedSession

_WIDTH_PX: Final = 620


class RecoveryRow(QFrame):
    """One session: its description, its actions and their result."""

    recover_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, session: "UnfinishedSession") -> None:
        super().__init__()
        self.session = session
        self.done = False
        self.setFrameShape(QFrame.Shape.StyledPanel)
        started = QDateTime.fromSecsSinceEpoch(round(session.started_at.timestamp()))
        when = QLocale().toString(started, QLocale.FormatType.ShortFormat)
        length = clock(session.duration_s)
        self.detail = QLabel(
            self.tr("{length} of audio from {source}").format(length=length, source=session.source)
            if session.source
            else self.tr("{length} of audio").format(length=length)
        )
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setWordWrap(True)
        self.folder = QLineEdit(str(session.folder))
        self.folder.setReadOnly(True)
        self.folder.setCursorPosition(0)  # if it is too long, its start is visible
        self.folder.setAccessibleName(self.tr("Folder"))
        self.recover_button = QPushButton(self.tr("Recover"))
        self.discard_button = QPushButton(self.tr("Discard…"))
        self.folder_button = QPushButton(self.tr("Show folder"))
        for button in (self.recover_button, self.discard_button, self.folder_button):
            button.setAccessibleDescription(when)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.recover_button.clicked.connect(lambda: self.recover_asked.emit(session))
        self.discard_button.clicked.connect(lambda: self.discard_asked.emit(session))
        self.folder_button.clicked.connect(self._show_folder)
        self._lay_out(when)

    def _lay_out(self, when: str) -> None:
        texts = QVBoxLayout()
        texts.addWidget(QLabel(f"<b>{when}</b>"))
        texts.addWidget(self.detail)
        texts.addWidget(self.folder)
        texts.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.addLayout(texts, stretch=1)
        row.addWidget(self.folder_button)
        row.addWidget(self.discard_button)
        row.addWidget(self.recover_button)
        for widget in (self.folder, self.folder_button):
            widget.setVisible(self.session.given_up)

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.folder)))

    def show_work(self) -> None:
        """Show that work is in progress."""
        self.bar.setValue(0)
        self.bar.show()
        self.recover_button.setEnabled(False)
        self.discard_button.setEnabled(False)

    def show_result(self, text: str, *, done: bool) -> None:
        """Show the result; what failed can be tried again."""
        self.done = done
        self.detail.setText(text)
        self.bar.hide()
        for button in (self.recover_button, self.discard_button):
            button.setEnabled(True)
            button.setVisible(not done)
        if done:  # nothing is left to do for a repaired session, and a discarded one has no folder
            self.folder.hide()
            self.folder_button.hide()


class RecoveryDialog(QDialog):
    """One row per session; closing the dialog leaves the rest for later.

    Parameters
    ----------
    recovery : RecoveryBridge
        Does the work.
    sessions : list of UnfinishedSession
        What is offered.
    """

    def __init__(
        self, recovery: RecoveryBridge, sessions: "list[UnfinishedSession]", parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._recovery = recovery
        self.rows = {session.id: RecoveryRow(session) for session in sessions}
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.reject)
        self.explanation = QLabel()
        self.explanation.setWordWrap(True)
        if all(session.given_up for session in sessions):
            self._explain_given_up()
        else:
            self._explain_unfinished()
        for row in self.rows.values():
            row.recover_asked.connect(self._on_recover)
            row.discard_asked.connect(self._on_discard)
        self._lay_out(parent.height())
        recovery.progressed.connect(self._on_progress)
        recovery.recovered.connect(self._on_recovered)
        recovery.discarded.connect(self._on_discarded)
        recovery.failed.connect(self._on_failed)

    def _explain_unfinished(self) -> None:
        self.setWindowTitle(self.tr("Interrupted sessions"))
        self.explanation.setText(
            self.tr(
                "The program ended while these sessions were being recorded. Recovery "
                "repairs their audio and results; until then, their files stay as they are."
            )
        )
        self.close_button.setText(self.tr("Later"))

    def _explain_given_up(self) -> None:
        self.setWindowTitle(self.tr("Sessions that could not be recovered"))
        self.explanation.setText(
            self.tr(
                "Recovery of these sessions has failed more than once, so it is no longer "
                "offered at startup. Their files are unchanged, and you can try again."
            )
        )
        self.close_button.setText(self.tr("Close"))

    def _lay_out(self, max_height_px: int) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        for row in self.rows.values():
            rows.addWidget(row)
        rows.addStretch()
        area = QScrollArea()
        area.setAccessibleName(self.windowTitle())
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.explanation)
        column.addWidget(area, stretch=1)
        column.addLayout(foot)
        height = inner.sizeHint().height() + self.explanation.sizeHint().height() + 100
        self.resize(_WIDTH_PX, min(height, max_height_px))

    @Slot(object)
    def _on_recover(self, session: "UnfinishedSession") -> None:
        self.rows[session.id].show_work()
        self._recovery.recover(session)

    @Slot(object)
    def _on_discard(self, session: "UnfinishedSession") -> None:
        answer = QMessageBox.question(
            self,
            self.tr("Discard"),
            self.tr("Delete the audio and results of this session? This cannot be undone."),
        )
        if answer == QMessageBox.StandardButton.Yes:
            self.rows[session.id].show_work()
            self._recovery.discard(session)

    @Slot(str, float)
    def _on_progress(self, session_id: str, share: float) -> None:
        if session_id in self.rows:
            self.rows[session_id].bar.setValue(round(100 * share))

    @Slot(object)
    def _on_recovered(self, done: "Recovered") -> None:
        text = self.tr("Recovered: {length} of audio.").format(length=clock(done.duration_s))
        if done.lost_s > 0:
            text += " " + self.tr("{seconds} s could not be read.").format(
                seconds=QLocale().toString(done.lost_s, "f", 1)
            )
        self._show(done.id, text, done=True)

    @Slot(str)
    def _on_discarded(self, session_id: str) -> None:
        self._show(session_id, self.tr("Discarded."), done=True)

    @Slot(str, str)
    def _on_failed(self, session_id: str, reason: str) -> None:
        self._show(session_id, reason, done=False)

    def _show(self, session_id: str, text: str, *, done: bool) -> None:
        if session_id in self.rows:
            self.rows[session_id].show_result(text, done=done)
        if all(row.done for row in self.rows.values()):
            self.close_button.setText(self.tr("Close"))
