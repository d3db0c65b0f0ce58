"""A notice above the pages that stays until it is dismissed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from emotion_desktop.system.crash_log import ErrorReport
from emotion_desktop.ui.error_dialog import ErrorDialog
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed


class NoticeBar(Themed, QFrame):
    """A bar for one notice, hidden when there is none."""

    accepted = Signal()
    """Somebody wants to see what was offered."""
    session_opened = Signal(str)
    """Somebody wants to open the session with this id."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._is_error = False
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setAccessibleName(self.tr("Notice"))
        self.button = QPushButton(self.tr("Dismiss"))
        self.button.clicked.connect(self.hide)
        self.offer_button = QPushButton(self.tr("Show…"))
        self.offer_button.clicked.connect(self.hide)
        self.offer_button.clicked.connect(self.accepted)
        self.open_button = QPushButton(self.tr("Open in Review"))
        self.open_button.clicked.connect(self.hide)
        self.open_button.clicked.connect(self._open)
        self._session_id = ""
        self.details_button = QPushButton(self.tr("Show details"))
        self.details_button.clicked.connect(self._show_details)
        self.copy_button = QPushButton(self.tr("Copy diagnostics"))
        self.copy_button.clicked.connect(self._copy)
        self._report: ErrorReport | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.label, stretch=1)
        for button in (*self._offers, self.button):
            row.addWidget(button)
        self.follow_theme()
        self.hide()

    @property
    def _offers(self) -> tuple[QPushButton, ...]:
        return (self.offer_button, self.open_button, self.details_button, self.copy_button)

    @Slot(str)
    def tell(self, text: str) -> None:
        """Show a problem, replacing the last notice."""
        self._show(text, is_error=True)

    def tell_good(self, text: str) -> None:
        """Show a success, replacing the last notice."""
        self._show(text, is_error=False)

    def tell_saved(self, text: str, session_id: str) -> None:
        """Show that a session was saved, and offer to open it."""
        self._show(text, is_error=False)
        self._session_id = session_id
        self.open_button.show()

    def offer(self, text: str) -> None:
        """Show a problem and offer details; `accepted` is emitted if they are wanted."""
        self._show(text, is_error=True)
        self.offer_button.show()

    @Slot(ErrorReport)
    def show_report(self, report: ErrorReport) -> None:
        """Report an internal error, and offer its diagnostics."""
        if report.crashed:
            text = self.tr("The program closed unexpectedly the last time it ran.")
        else:
            text = self.tr("An internal error occurred.")
        self._show(text, is_error=True)
        self._report = report
        self.copy_button.setText(self.tr("Copy diagnostics"))
        self.details_button.show()
        self.copy_button.show()

    @Slot()
    def _open(self) -> None:
        self.session_opened.emit(self._session_id)

    @Slot()
    def _show_details(self) -> None:
        if self._report is not None:
            ErrorDialog(self._report, self.window()).open()

    @Slot()
    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report.text)
            self.copy_button.setText(self.tr("Copied"))

    def withdraw(self, text: str) -> None:
        """Remove a notice that no longer applies, if it is the one shown."""
        if self.label.text() == text:
            self.hide()

    def _show(self, text: str, *, is_error: bool) -> None:
        self._is_error = is_error
        for button in self._offers:
            button.hide()
        self.apply_theme()
        self.label.setText(text)
        self.show()

    def apply_theme(self) -> None:
        """Update the colours of the notice."""
        theme = theme_of(self.palette())
        color = theme.error if self._is_error else theme.text
        self.label.setPalette(set_text_color(self.palette(), color))
