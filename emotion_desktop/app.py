"""Starts the window: an empty frame at once, then everything that fills it."""

import logging
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QTimerEvent, Slot
from PySide6.QtWidgets import QApplication

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.errors import (
    ErrorBridge,
    leave_qt_messages,
    log_qt_messages,
)
from emotion_desktop.storage.settings_file import data_folder
from emotion_desktop.system.crash_log import CrashLog
from emotion_desktop.system.data_folder import default_data_folder
from emotion_desktop.system.environment import EXIT_SOME_FAILED
from emotion_desktop.system.leaving import leave_at_once
from emotion_desktop.ui.settings_store import SettingsStore, stored_settings
from emotion_desktop.ui.startup_frame import Frame

if TYPE_CHECKING:
    from emotion_desktop.composition import Application
    from emotion_desktop.domain.settings import ThemeName
    from emotion_desktop.launch import LaunchOptions
    from emotion_desktop.services.bridge.encryption import EncryptionBridge


class SignalHandler(QObject):
    """Shuts the program down cleanly on Ctrl+C and on SIGTERM.

    Python handles signals only while it runs, and in Qt's event loop it may not run for
    minutes; a slow timer makes it run.
    """

    _WAKE_MS = 250

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, _frame: app.exit(128 + received))
        self.startTimer(self._WAKE_MS)

    def timerEvent(self, _event: QTimerEvent) -> None:  # noqa: N802
        """Let Python handle pending signals."""


class Startup(QObject):
    """Fills the frame after its first paint: its contents take longer to import than to show.

    Parameters
    ----------
    frame : Frame
        Already shown, or about to be.
    store : SettingsStore
        The user's settings.
    launch_options : LaunchOptions or None
        The options of this run.
    crash_log : CrashLog
        Receives unexpected errors; the window reports them.
    """

    def __init__(
        self,
        frame: Frame,
        store: SettingsStore,
        launch_options: "LaunchOptions | None",
        crash_log: CrashLog,
    ) -> None:
        super().__init__()
        self._crash_log = crash_log
        self._errors = ErrorBridge(crash_log)
        self._frame = frame
        self._store = store
        self._launch_options = launch_options
        self._application: Application | None = None
        self._encryption: EncryptionBridge | None = None
        self.error: UserFacingError | None = None

    @Slot()
    def fill(self) -> None:
        """Unlock the data folder if it is encrypted, then import and build everything."""
        from emotion_desktop.services.bridge.encryption import EncryptionBridge  # noqa: PLC0415
        from emotion_desktop.ui.appearance import Appearance  # noqa: PLC0415
        from emotion_desktop.ui.icons import icon  # noqa: PLC0415
        from emotion_desktop.ui.language import install_language  # noqa: PLC0415
        from emotion_desktop.ui.theme import theme_of  # noqa: PLC0415

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        appearance = Appearance(app, self._store.settings.theme)
        self._store.changed.connect(appearance.follow)
        install_language(app, self._store.settings.language)
        app.setWindowIcon(icon("app", theme_of(app.palette()).text))
        kiosk = self._launch_options is not None and self._launch_options.kiosk
        self._encryption = encryption = EncryptionBridge(data_folder(self._store.settings))
        if not encryption.is_locked or kiosk:  # which stores nothing, and shows nothing
            self._build()
            return
        encryption.recalled.connect(self._on_recalled)
        encryption.failed.connect(self._on_not_recalled)
        encryption.recall()

    @Slot(bool)
    def _on_recalled(self, unlocked: bool) -> None:
        if unlocked:
            self._build()
            return
        from PySide6.QtCore import Qt  # noqa: PLC0415 (a hundred enumerations)

        from emotion_desktop.ui.passphrase.unlock import UnlockDialog  # noqa: PLC0415

        assert self._encryption is not None
        self._encryption.failed.disconnect(self._on_not_recalled)
        dialog = UnlockDialog(self._encryption, self._frame)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._build)
        dialog.rejected.connect(self._frame.close)
        dialog.open()

    @Slot()
    def _on_not_recalled(self) -> None:
        self._on_recalled(False)

    @Slot()
    def _build(self) -> None:
        """Import and build everything; on failure, exit and keep the `error`."""
        from emotion_desktop.composition import Application  # noqa: PLC0415

        try:
            self._application = Application(self._store, self._launch_options)
            self._application.fill(self._frame)
        except UserFacingError as error:
            self.error = error
            QApplication.exit(1)
        except Exception as error:  # an empty frame would tell the user nothing
            self._give_up(error)
        else:
            self._watch_errors(self._application)

    def _watch_errors(self, application: "Application") -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 (a hundred enumerations)

        notice = application.window.notice
        # Queued: an error may come on another thread, or while something is painted.
        self._errors.happened.connect(notice.show_report, Qt.ConnectionType.QueuedConnection)
        if self._errors.crash is not None:
            notice.show_report(self._errors.crash)

    def _give_up(self, error: Exception) -> None:
        from emotion_desktop.ui.error_dialog import ErrorDialog  # noqa: PLC0415

        dialog = ErrorDialog(self._crash_log.report(error), self._frame)
        dialog.finished.connect(lambda _result: QApplication.exit(EXIT_SOME_FAILED))
        dialog.open()

    @property
    def asked_to(self) -> str:
        """What is to be done once the library is closed: `lock`, `encrypt` or nothing."""
        return self._application.asked_to if self._application is not None else ""

    def end(self) -> bool:
        """Stop all threads and destroy the window; True if all have ended."""
        ended = self._encryption is None or self._encryption.shut_down()
        if self._application is not None:
            ended &= self._application.shut_down()
            self._application.destroy()
        return ended


def _color_frame(app: QApplication, theme: "ThemeName") -> None:
    """Apply a theme that was chosen; Qt itself follows the system.

    `Appearance` does the rest after the first paint: it needs the namespace `Qt`, whose
    enumerations take as long to load as the frame takes to appear.
    """
    if theme != "system":
        from emotion_desktop.ui.theme import dark_palette, light_palette  # noqa: PLC0415

        app.setPalette(dark_palette() if theme == "dark" else light_palette())


def run_window(launch_options: "LaunchOptions | None" = None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    launch_options : LaunchOptions
        The options of this run.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    UserFacingError
        If the installation is incomplete.
    """
    logging.basicConfig(level=logging.WARNING)
    # Not in the chosen session folder: it may be on a disk that is not connected.
    crash_log = CrashLog(default_data_folder())
    crash_log.install()
    log_qt_messages()
    # Named here, a style needs no Python class; `setStyle` would make one.
    app = QApplication([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("Emotion Desktop")
    app.setDesktopFileName("emotion-desktop")
    store = SettingsStore(stored_settings())
    _color_frame(app, store.settings.theme)
    SignalHandler(app)
    frame = Frame(store.geometry)
    startup = Startup(frame, store, launch_options, crash_log)
    if launch_options is not None and launch_options.kiosk:
        QTimer.singleShot(0, startup.fill)
    else:
        frame.painted.connect(startup.fill)
        frame.show()
    return _leave(app.exec(), startup, store, crash_log)


def _leave(status: int, startup: Startup, store: SettingsStore, crash_log: CrashLog) -> int:
    """End what the window began, and do what it was closed for; return the exit status."""
    ended = startup.end()
    leave_qt_messages()
    crash_log.uninstall()
    if startup.error is not None:
        raise startup.error
    if startup.asked_to in {"encrypt", "decrypt"}:
        _convert(store, startup.asked_to)
    if startup.asked_to:
        from emotion_desktop.system.relaunch import relaunch  # noqa: PLC0415 (seldom)

        return relaunch()
    if not ended:  # models that take long to load, on a slow computer
        leave_at_once(status)
    return status


def _convert(store: SettingsStore, asked_to: str) -> None:
    """Encrypt or decrypt the data folder, which nothing has open any more."""
    from emotion_desktop.services.bridge.encryption import EncryptionBridge  # noqa: PLC0415
    from emotion_desktop.ui.passphrase.change import EncryptDialog  # noqa: PLC0415
    from emotion_desktop.ui.passphrase.decrypt import DecryptDialog  # noqa: PLC0415

    bridge = EncryptionBridge(data_folder(store.settings))
    dialog = EncryptDialog if asked_to == "encrypt" else DecryptDialog
    dialog(bridge, None).exec()
    bridge.shut_down()
