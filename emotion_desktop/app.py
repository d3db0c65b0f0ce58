"""The composition root of the window: the one place where its objects are wired together."""

import logging
import signal
import sys
from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QObject, QTimerEvent
from PySide6.QtWidgets import QApplication

from emotion_desktop.domain.live import LoadingStep
from emotion_desktop.domain.paths import resources_dir
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.engine_cache import EngineCache
from emotion_desktop.services.estimator import LiveEngine
from emotion_desktop.services.source_choice import (
    RecordingChoice,
    find_microphones,
    open_source,
)
from emotion_desktop.ui.main_window import MainWindow


def load_engine(on_step: Callable[[LoadingStep], None] = lambda _step: None) -> LiveEngine:
    """Load the default models; imports torch, so it is called on the inference thread."""
    on_step("libraries")
    from emotion_desktop.inference.engine import EmotionEngine  # noqa: PLC0415

    engine: LiveEngine = EmotionEngine.load(on_step=on_step)
    return engine


def demo_recording() -> RecordingChoice:
    """Return the recording that ships with the program.

    Raises
    ------
    UserFacingError
        Where the installation is incomplete.
    """
    return RecordingChoice(resources_dir() / "demo" / "demo.flac", "Demo recording")


def build_window() -> tuple[MainWindow, LiveBridge]:
    """Wire the window; there must be a `QApplication`."""
    pg.setConfigOptions(antialias=False)  # smooth lines are much slower to draw
    engines = EngineCache(lambda: load_engine(engines.report))
    bridge = LiveBridge(engines, open_source, find_microphones)
    return MainWindow(bridge, demo_recording()), bridge


class Interrupts(QObject):
    """Ends the program in an orderly way on Ctrl-C and on a request to terminate.

    Python sees a signal only when it runs, and in Qt's event loop it may not run for
    minutes; a slow timer makes it.
    """

    _WAKE_MS = 250

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, _frame: app.exit(128 + received))
        self.startTimer(self._WAKE_MS)

    def timerEvent(self, _event: QTimerEvent) -> None:  # noqa: N802
        """Let Python run."""


def run_window(demo: bool = False) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    demo : bool
        Start with the demo recording, as soon as the models are there.

    Returns
    -------
    int
        Exit status.
    """
    logging.basicConfig(level=logging.WARNING)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Emotion Desktop")
    app.setStyle("Fusion")
    Interrupts(app)
    window, bridge = build_window()
    if demo:
        window.live.source_bar.choose(demo_recording())
        window.first_painted.connect(window.live.start)
    else:
        window.first_painted.connect(bridge.preload)
    window.first_painted.connect(bridge.refresh_microphones)
    window.show()
    status = app.exec()
    bridge.shut_down()
    return status
