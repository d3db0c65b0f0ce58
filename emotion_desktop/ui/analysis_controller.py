"""Connects the analysis queue to the rest of the window."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot

from emotion_desktop.domain.settings import Settings
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.ui.kiosk_controller import KioskController
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.widgets.export_dialog import ExportDialog

#: The most notices that are shown in full.
_MOST_SHOWN: Final = 3


class AnalysisController(QObject):
    """Adds files that are dropped on the window to the queue, and exports results.

    Parameters
    ----------
    window : MainWindow
        Holds the page.
    bridge : AnalysisBridge
        The queue.
    exports : ExportBridge
        Exports sessions.
    kiosk : KioskController
        Nothing is analysed in kiosk mode.
    store : SettingsStore
        Stores whether the library copies the audio.
    """

    def __init__(
        self,
        window: MainWindow,
        bridge: AnalysisBridge,
        exports: ExportBridge,
        kiosk: KioskController,
        store: SettingsStore,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._exports = exports
        self._store = store
        self._notices: list[str] = []
        self._paused_for_kiosk = False
        window.files_dropped.connect(self._on_dropped)
        window.analyse.added.connect(self._notices.clear)
        window.analyse.export_asked.connect(self._on_export)
        window.analyse.choices.copying_changed.connect(self._on_copying)
        bridge.noticed.connect(self._on_notice)
        kiosk.entered.connect(self._on_kiosk)
        kiosk.ended.connect(self._on_kiosk_ended)
        store.changed.connect(self._on_settings)
        self._on_settings(store.settings)

    @Slot(list)
    def _on_dropped(self, paths: list[Path]) -> None:
        self._window.show_page("analyse")
        self._window.analyse.add(paths)

    @Slot(dict)
    def _on_export(self, sessions: dict[str, str]) -> None:
        dialog = ExportDialog(self._exports, sessions, [], self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(str)
    def _on_notice(self, notice: str) -> None:
        self._notices.append(notice)
        shown = "\n".join(self._notices[:_MOST_SHOWN])
        if (n_more := len(self._notices) - _MOST_SHOWN) > 0:
            shown += "\n" + self.tr("and {n} more").format(n=n_more)
        self._window.notice.tell(shown)

    @Slot()
    def _on_kiosk(self) -> None:
        self._paused_for_kiosk = self._bridge.status.phase != "paused"
        self._bridge.pause()

    @Slot()
    def _on_kiosk_ended(self) -> None:
        if self._paused_for_kiosk:
            self._bridge.resume()
        self._paused_for_kiosk = False

    @Slot(bool)
    def _on_copying(self, copies: bool) -> None:
        self._store.update(copies_audio=copies)

    @Slot(Settings)
    def _on_settings(self, settings: Settings) -> None:
        self._window.analyse.choices.copying.setChecked(settings.copies_audio)
