"""The contents of the window: navigation rail, pages, shortcuts, first run."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.settings import Settings
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.services.bridge.level import LevelBridge
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import AudioFileChoice, SourceChoice
from emotion_desktop.ui.about_dialog import AboutDialog
from emotion_desktop.ui.actions import (
    Key,
    ShortcutsDialog,
    analyse_keys,
    kiosk_keys,
    live_keys,
    make_shortcuts,
    window_keys,
)
from emotion_desktop.ui.analyse.page import AnalysePage
from emotion_desktop.ui.dropped_files import dropped_files
from emotion_desktop.ui.first_run_page import FirstRunPage
from emotion_desktop.ui.live.microphone_watch import MicrophoneWatch
from emotion_desktop.ui.live.page import LivePage
from emotion_desktop.ui.live.source_memory import SourceMemory
from emotion_desktop.ui.navigation_rail import NavigationRail
from emotion_desktop.ui.notice_bar import NoticeBar
from emotion_desktop.ui.review.correction_keys import correction_keys
from emotion_desktop.ui.review.library_keys import library_keys
from emotion_desktop.ui.review.session_keys import session_keys
from emotion_desktop.ui.settings.page import SettingsPage
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.widgets.own_keys import OwnKeys


class MainWindow(QWidget):
    """Holds the pages, and the first-run page before them, inside a `Frame`.

    Parameters
    ----------
    bridge : LiveBridge
        Runs the live pipeline; asked to stop when the window closes.
    demo : AudioFileChoice
        The demo audio.
    store : SettingsStore
        What people chose; the window edits it.
    levels : LevelBridge
        Shows the level of a source before anything is listened to.
    analysis : AnalysisBridge
        The queue of audio files to analyse.
    review : QWidget
        The Review page.
    """

    first_painted = Signal()
    files_dropped = Signal(list)
    """Paths of files and folders that somebody dropped anywhere on the window."""
    kiosk_asked = Signal()

    def __init__(
        self,
        bridge: LiveBridge,
        demo: AudioFileChoice,
        store: SettingsStore,
        levels: LevelBridge,
        *,
        analysis: AnalysisBridge,
        review: QWidget,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._store = store
        self._painted = False
        self.live = LivePage(bridge, demo)
        self.analyse = AnalysePage(analysis)
        self.review = review
        self.settings = SettingsPage(store)
        self.first_run = FirstRunPage(levels, demo)
        self.rail = NavigationRail()
        self.notice = NoticeBar()
        self._pages: dict[str, QWidget] = {}
        self._titles: list[tuple[str, str]] = []
        self.pages = QStackedWidget()
        self.memory = SourceMemory(bridge, self.live.source_bar, store, demo)
        self.microphone_watch = MicrophoneWatch(bridge, self)
        self._lay_out()
        self._connect()
        self._make_keys()
        OwnKeys(self)
        self.setAcceptDrops(True)
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # or a file dropped on it would become its text
        self._restore()

    def _lay_out(self) -> None:
        self._add_page("live", self.tr("Live"), self.live)
        self._add_page("analyse", self.tr("Analyse"), self.analyse)
        self._add_page("review", self.tr("Review"), self.review)
        self._add_page("settings", self.tr("Settings"), self.settings)
        self._keys_button = self.rail.add_help("keys", self.tr("Shortcuts"), "F1")
        self._about_button = self.rail.add_help("about", self.tr("About"), "")
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.pages, stretch=1)
        row.addLayout(column, stretch=1)
        self._root = QStackedWidget()
        self._root.addWidget(shell)
        self._root.addWidget(self.first_run)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._root)

    def _add_page(self, name: str, title: str, page: QWidget) -> None:
        self._pages[name] = page
        self._titles.append((name, title))
        self.pages.addWidget(page)
        self.rail.add_page(name, title, f"Ctrl+{len(self._pages)}")

    def _connect(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self._keys_button.clicked.connect(self.show_keys)
        self._about_button.clicked.connect(self.show_about)
        self.first_run.start_asked.connect(self._on_first_start)
        self.first_run.skipped.connect(self._welcome)
        self.first_painted.connect(self.microphone_watch.begin)
        self._store.changed.connect(self._on_settings)
        self._on_settings(self._store.settings)
        self.live.times.smooth.toggled.connect(self._on_smoothing)
        self._bridge.microphones_found.connect(self.settings.set_microphones)
        self._bridge.microphones_found.connect(self.first_run.set_microphones)
        self._bridge.microphones_missing.connect(self.first_run.set_no_microphones)

    def _make_keys(self) -> None:
        actions: dict[str, Callable[[], object]] = {
            f"page-{name}": self._page_opener(name) for name in self._pages
        }
        actions["settings"] = self._page_opener("settings")
        actions["kiosk"] = self.kiosk_asked.emit
        actions["keys"] = self.show_keys
        actions["quit"] = self._quit
        make_shortcuts(window_keys(self._titles), self, actions)

    def _quit(self) -> None:
        self.window().close()

    def _page_opener(self, name: str) -> Callable[[], None]:
        return lambda: self.show_page(name)

    def _restore(self) -> None:
        page = self._store.page
        self.show_page(page if page in self._pages else "live")
        if not self._store.welcomed:
            self._root.setCurrentWidget(self.first_run)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Show a page."""
        self._root.setCurrentIndex(0)
        page = self._pages[name]
        self.pages.setCurrentWidget(page)
        self.rail.show_page(name)
        (page.focusWidget() or page).setFocus()

    @property
    def page(self) -> str:
        """Name of the visible page."""
        current = self.pages.currentWidget()
        return next(name for name, page in self._pages.items() if page is current)

    @Slot(Settings)
    def _on_settings(self, settings: Settings) -> None:
        self.live.times.smooth.setChecked(settings.smoothing)

    @Slot(bool)
    def _on_smoothing(self, smooth: bool) -> None:
        self._store.update(smoothing=smooth)

    @Slot()
    def show_keys(self) -> None:
        """Show the list of keyboard shortcuts."""
        _open(ShortcutsDialog(self.key_groups(), self))

    def key_groups(self) -> list[tuple[str, list[Key]]]:
        """Return all shortcuts, grouped by where they work."""
        return [
            (self.tr("Live"), live_keys()),
            (self.tr("Analyse"), analyse_keys()),
            (self.tr("Review: session"), session_keys()),
            (self.tr("Review: corrections"), correction_keys()),
            (self.tr("Review: library"), library_keys()),
            (self.tr("Everywhere"), window_keys(self._titles)),
            (self.tr("Kiosk mode"), kiosk_keys()),
        ]

    @Slot()
    def show_about(self) -> None:
        """Show the About dialog."""
        _open(AboutDialog(self))

    @Slot(object)
    def _on_first_start(self, choice: SourceChoice) -> None:
        self.memory.remember(choice)
        self._welcome()
        self.live.source_bar.chooser.choose(choice)
        self.live.start()

    @Slot()
    def _welcome(self) -> None:
        self._store.set_welcomed()
        self.show_page("live")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Take files and folders of this machine, whatever page is seen."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell what was dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(dropped_files(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Emit a signal at the first paint, after which heavy work may start."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop listening; threads are joined after the event loop has ended."""
        self._store.remember_window(self.window().saveGeometry(), self.page)
        self.microphone_watch.end()
        self._bridge.stop()
        super().closeEvent(event)


def _open(dialog: QDialog) -> None:
    """Show a dialog and delete it when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
