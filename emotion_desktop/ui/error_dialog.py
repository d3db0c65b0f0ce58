"""The dialog for unexpected errors."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.system.crash_log import ErrorReport


class ErrorDialog(QDialog):
    """Shows a report and copies it; deleted when it is closed.

    Parameters
    ----------
    report : ErrorReport
        What is shown.
    parent : QWidget
        Its window.
    """

    def __init__(self, report: ErrorReport, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Internal error"))
        self.resize(720, 420)
        about = QLabel(
            self.tr(
                "This is a bug in Emotion Desktop. The diagnostics say where it occurred "
                "and which versions are in use. They contain no audio, no text and no file "
                "contents, so they are safe to share."
            )
        )
        about.setWordWrap(True)
        self.text = QPlainTextEdit(report.text)
        self.text.setAccessibleName(self.tr("Diagnostics"))
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox()
        self.copy_button = QPushButton(self.tr("Copy diagnostics"))
        self.copy_button.clicked.connect(self._copy)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        close = QPushButton(self.tr("Close"))
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addWidget(self.text, stretch=1)
        column.addWidget(buttons)
        close.setFocus()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.text)
        self.copy_button.setText(self.tr("Copied"))
