"""Unexpected errors for the window; Qt's own messages go to the log."""

import logging
from typing import Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from emotion_desktop.system.crash_log import CrashLog, ErrorReport
from emotion_desktop.system.discreet import Harmless

_log = logging.getLogger(__name__)

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

#: How Qt reports that a windowing system such as Wayland lacks a feature: not an error.
_LACKING: Final = "This plugin does not support"


class ErrorBridge(QObject):
    """Emits a signal for each unexpected error, from any thread.

    Parameters
    ----------
    log : CrashLog
        Takes them.
    """

    happened = Signal(ErrorReport)

    def __init__(self, log: CrashLog) -> None:
        super().__init__()
        self.crash = log.crash
        log.add_listener(self.happened.emit)


def log_qt_messages() -> None:
    """Send Qt's messages to the log; they are about widgets and screens only."""
    qInstallMessageHandler(_on_qt_message)


def leave_qt_messages() -> None:
    """Let Qt print its messages again: no Python may run once the interpreter ends."""
    qInstallMessageHandler(None)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    lacking = message.startswith(_LACKING)
    level = logging.DEBUG if lacking else _LEVELS.get(kind, logging.WARNING)
    _log.log(level, "Qt (%s): %s", Harmless(context.category or "default"), Harmless(message))
