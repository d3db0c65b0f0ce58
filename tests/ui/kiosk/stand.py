"""A kiosk window whose pipeline and clock a test has in its hand."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from emotion_desktop.audio.noise_gate import NoiseGate
from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.live_events import Failed, SessionStarted, SourceEnded
from emotion_desktop.domain.plot_data import PlotSnapshot, SoundTrack
from emotion_desktop.services.source_choice import MicrophoneChoice, SourceChoice
from emotion_desktop.ui.kiosk.operator_dialog import OperatorDialog
from emotion_desktop.ui.kiosk.window import KioskWindow

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
USB, BUILT_IN = MicrophoneChoice("USB", "ALSA"), MicrophoneChoice("Built-in", "ALSA")


class BridgeDouble(QObject):
    """The bridge of a pipeline that a test plays by hand."""

    session_started = Signal(SessionStarted)
    window_ready = Signal(object)
    utterance_ready = Signal(object)
    provisional_ready = Signal(object)
    source_noticed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    microphones_found = Signal(list)
    microphones_missing = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.microphones = [USB, BUILT_IN]
        self.started: list[SourceChoice] = []
        self.running = False
        self.sound = SoundTrack()

    def start(self, choice: SourceChoice) -> None:
        self.started.append(choice)
        self.running = True
        self.sound = SoundTrack()

    def stop(self) -> None:
        self.end(SourceEnded(None))

    def refresh_microphones(self) -> None:
        self.microphones_found.emit(self.microphones)

    def snapshot(self) -> PlotSnapshot:
        return PlotSnapshot(sound=self.sound)

    def begin(self) -> None:
        self.session_started.emit(SessionStarted("USB", datetime.now(UTC), 0.0, {}))

    def end(self, event: SourceEnded | Failed) -> None:
        self.running = False
        (self.ended if isinstance(event, SourceEnded) else self.failed).emit(event)


class Stand:
    """A kiosk window on a bridge and a clock in the test's hand."""

    def __init__(self, qtbot: QtBot, options: KioskOptions) -> None:
        self.now_s = 1000.0
        self.bridge = BridgeDouble()
        self.gate = NoiseGate()
        self.window = KioskWindow(self.bridge, self.gate, options, clock=lambda: self.now_s)
        qtbot.addWidget(self.window, before_close_func=lambda kiosk: kiosk.leave())
        self.window.enter()
        self.window.frames.stop()  # a test draws when it is told to

    def hear(self, *, speaking: bool, end_s: float = 5.0, after_s: float = 0.0) -> None:
        self.now_s += after_s
        self.bridge.sound = SoundTrack(end_s=end_s, level_dbfs=-20.0, speaking=speaking)
        self.window.frames.timeout.emit()

    @property
    def shown(self) -> QWidget:
        return self.window.views.currentWidget()

    @property
    def retry_s(self) -> float | None:
        timer = self.window.session.retry
        return timer.interval() / 1000 if timer.isActive() else None

    def let_retry(self) -> None:
        self.window.session.retry.timeout.emit()

    def open_operator_page(self) -> OperatorDialog:
        self.window.open_operator_page()
        page = self.window.operator
        assert page is not None
        page.frames.stop()
        return page
