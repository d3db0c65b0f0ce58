"""Offers to recover interrupted sessions, and keeps unrecoverable ones in view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from emotion_desktop.services.bridge.recovery import RecoveryBridge
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.recovery.dialog import RecoveryDialog

if TYPE_CHECKING:
    from emotion_desktop.services.recording.recovery import UnfinishedSession


class RecoveryController(QObject):
    """Connects recovery to the window.

    Parameters
    ----------
    window : MainWindow
        Where messages and questions are shown.
    bridge : RecoveryBridge
        Finds and recovers.
    """

    def __init__(self, window: MainWindow, bridge: RecoveryBridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._given_up: list[UnfinishedSession] = []
        self._told: set[str] = set()
        self._notice = ""
        bridge.found.connect(self._on_found)
        bridge.given_up.connect(self._on_given_up)
        bridge.noticed.connect(window.notice.tell)
        bridge.failed.connect(self._on_failed)
        window.settings.results.given_up_asked.connect(self._show_given_up)
        window.notice.accepted.connect(self._show_given_up)

    @Slot(list)
    def _on_found(self, sessions: "list[UnfinishedSession]") -> None:
        self._make_dialog(sessions).show()

    @Slot(list)
    def _on_given_up(self, sessions: "list[UnfinishedSession]") -> None:
        self._given_up = sessions
        self._window.settings.results.show_given_up(len(sessions))
        ids = {session.id for session in sessions}
        if not ids:
            self._window.notice.withdraw(self._notice)
        elif ids - self._told:
            self._told |= ids
            text = self.tr(
                "Sessions that could not be recovered: {count}. Their files are unchanged."
            )
            self._notice = text.format(count=len(sessions))
            self._window.notice.offer(self._notice)

    @Slot()
    def _show_given_up(self) -> None:
        self._make_dialog(self._given_up).open()

    @Slot(str, str)
    def _on_failed(self, session_id: str, reason: str) -> None:
        if not session_id:  # the dialog reports on those that it shows
            self._window.notice.tell(reason)

    def _make_dialog(self, sessions: "list[UnfinishedSession]") -> RecoveryDialog:
        dialog = RecoveryDialog(self._bridge, sessions, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog
