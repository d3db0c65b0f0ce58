"""A window on a double of the models; a Qt warning fails the test that caused it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from emotion_desktop import composition
from emotion_desktop.audio.file_source import FileSource
from emotion_desktop.audio.player import Player
from emotion_desktop.composition import Application, demo_recording
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.services.bridge.annotations import AnnotationBridge
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.level import LevelBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.services.bridge.prosody import ProsodyBridge
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.bridge.session import SessionBridge
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.source_choice import AudioFileChoice
from emotion_desktop.ui import stay_awake
from emotion_desktop.ui.language import install_language
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.plots.timelines import Timelines
from emotion_desktop.ui.review.assembly import ReviewAssembly, ReviewBridges
from emotion_desktop.ui.settings_store import SettingsStore
from tests.engine_double import EngineDouble
from tests.ui.live_events import snapshot_of
from tests.unit.audio.output_double import OutputDouble

HERE = Path(__file__).parent
MakeProgram = Callable[[LaunchOptions], Application]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # What Qt's offscreen platform says of any window with a smallest size.
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(autouse=True)
def garbage_waits_for_the_gui_thread() -> Iterator[None]:
    """Let no other thread destroy what is left of a window; see `GarbageCollector`."""
    gc.disable()
    yield
    gc.enable()


def open_eight_times_as_fast(choice: AudioFileChoice) -> FileSource:
    return FileSource(choice.path, speed=8.0)


@pytest.fixture
def engine() -> EngineDouble:
    return EngineDouble()


@pytest.fixture
def engines(engine: EngineDouble) -> EngineCache[EngineDouble]:
    return EngineCache(lambda: engine)


@pytest.fixture
def bridge(engines: EngineCache[EngineDouble], qapp: object) -> Iterator[LiveBridge]:
    bridge = LiveBridge(engines, open_eight_times_as_fast, list)
    yield bridge
    assert bridge.shut_down()


@pytest.fixture
def stored(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def store(stored: QSettings) -> SettingsStore:
    """Settings of somebody who has seen the first-run page."""
    store = SettingsStore(stored)
    store.set_welcomed()
    return store


@pytest.fixture
def levels(qapp: object) -> Iterator[LevelBridge]:
    levels = LevelBridge(open_eight_times_as_fast)
    yield levels
    assert levels.shut_down()


@pytest.fixture
def analysis(engines: EngineCache[EngineDouble], tmp_path: Path) -> Iterator[AnalysisBridge]:
    """Return a queue that is not started yet."""
    analysis = AnalysisBridge(engines, tmp_path / "data")
    yield analysis
    assert analysis.shut_down()


@pytest.fixture
def make_review(
    stored: QSettings, tmp_path: Path, qapp: object
) -> Iterator[Callable[[], ReviewAssembly]]:
    """Make the Review page of a library that does not exist yet."""
    folder = tmp_path / "data"
    exports = ExportBridge(folder)
    bridges = ReviewBridges(
        LibraryBridge(folder),
        exports,
        SessionBridge(folder),
        PlayerBridge(),
        ReviewBridge(folder),
        AnnotationBridge(),
        ProsodyBridge(),
    )
    made: list[ReviewAssembly] = []

    def make() -> ReviewAssembly:
        made.append(ReviewAssembly(bridges, SettingsStore(stored)))
        return made[-1]

    yield make
    for review in made:
        if isValid(review.page):
            review.close()
    assert bridges.shut_down()
    assert exports.shut_down()


@pytest.fixture
def make_window(
    store: SettingsStore,
    levels: LevelBridge,
    analysis: AnalysisBridge,
    make_review: Callable[[], ReviewAssembly],
    qtbot: QtBot,
) -> Callable[[LiveBridge], MainWindow]:
    def make(bridge: LiveBridge) -> MainWindow:
        review = make_review()
        window = MainWindow(
            bridge, demo_recording(), store, levels, analysis=analysis, review=review.page
        )
        window.resize(1280, 800)
        qtbot.addWidget(window)
        return window

    return make


@pytest.fixture
def window(
    bridge: LiveBridge, make_window: Callable[[LiveBridge], MainWindow], qtbot: QtBot
) -> MainWindow:
    window = make_window(bridge)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    return window


@pytest.fixture
def output() -> OutputDouble:
    """Return a loudspeaker without a sound card."""
    return OutputDouble()


@pytest.fixture
def player(output: OutputDouble, qapp: object) -> Iterator[PlayerBridge]:
    def make(on_state: object) -> Player:
        output.player = Player(on_state, output.open, output.clock)
        return output.player

    bridge = PlayerBridge(make)
    yield bridge
    assert bridge.shut_down(30)


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    locale = QLocale()
    assert install_language(qapp, "de") == "de"
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)


@pytest.fixture
def make_program(
    store: SettingsStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[MakeProgram]:
    monkeypatch.setattr(composition, "data_folder", lambda _settings: tmp_path / "data")
    monkeypatch.setattr(composition, "load_engine", lambda *_: EngineDouble())
    monkeypatch.setattr(composition, "find_microphones", list)
    programs = []

    def make(launch_options: LaunchOptions) -> Application:
        programs.append(Application(store, launch_options))
        return programs[-1]

    yield make
    for program in programs:
        assert program.shut_down()
        program.destroy()


@pytest.fixture
def awake(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return one reason for each hold on the computer that exists now."""
    holds: list[str] = []

    @contextmanager
    def hold(_program: str, reason: str) -> Iterator[None]:
        holds.append(reason)
        yield
        holds.remove(reason)

    monkeypatch.setattr(stay_awake, "_awake", hold)
    return holds


@pytest.fixture(scope="session")
def minutes() -> PlotSnapshot:
    return snapshot_of(300)


@pytest.fixture
def times(qtbot: QtBot) -> Iterator[Timelines]:
    times = Timelines()
    qtbot.addWidget(times)
    times.resize(820, 700)
    with qtbot.waitExposed(times):
        times.show()
    return times
