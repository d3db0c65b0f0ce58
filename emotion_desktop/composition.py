"""The composition root: the only place where the window's objects are connected."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot

from emotion_desktop.audio.noise_gate import NoiseGate
from emotion_desktop.domain.analysis_queue import QueueStatus
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.kiosk import KioskOptions
from emotion_desktop.domain.library import PACKED_SUFFIX
from emotion_desktop.domain.live_events import LoadingStep
from emotion_desktop.domain.session import RecorderState
from emotion_desktop.domain.settings import Settings
from emotion_desktop.launch import LaunchOptions
from emotion_desktop.services.bridge.analysis import AnalysisBridge
from emotion_desktop.services.bridge.annotations import AnnotationBridge
from emotion_desktop.services.bridge.calibration import CalibrationBridge
from emotion_desktop.services.bridge.encryption import EncryptionBridge
from emotion_desktop.services.bridge.exporting import ExportBridge
from emotion_desktop.services.bridge.garbage import GarbageCollector
from emotion_desktop.services.bridge.level import LevelBridge
from emotion_desktop.services.bridge.library import LibraryBridge
from emotion_desktop.services.bridge.live import KIOSK, LiveBridge
from emotion_desktop.services.bridge.player import PlayerBridge
from emotion_desktop.services.bridge.prosody import ProsodyBridge
from emotion_desktop.services.bridge.recorder import RecorderBridge
from emotion_desktop.services.bridge.recovery import RecoveryBridge
from emotion_desktop.services.bridge.review import ReviewBridge
from emotion_desktop.services.bridge.session import SessionBridge
from emotion_desktop.services.bridge.streaming import StreamingBridge
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.source_choice import (
    AudioFileChoice,
    MicrophoneChoice,
    SourceChoice,
    find_microphones,
    open_source,
)
from emotion_desktop.services.switchable_streams import SwitchableOutlets
from emotion_desktop.storage.settings_file import data_folder
from emotion_desktop.streaming.opening import open_outlets
from emotion_desktop.streaming.options import LOOPBACK, Address, OutletOptions, parse_address
from emotion_desktop.system.gc_pause import gc_paused
from emotion_desktop.system.paths import resources_dir
from emotion_desktop.ui.analysis_controller import AnalysisController
from emotion_desktop.ui.calibration_controller import CalibrationController
from emotion_desktop.ui.idle_lock import IdleLock
from emotion_desktop.ui.kiosk.window import KioskWindow
from emotion_desktop.ui.kiosk_controller import KioskController
from emotion_desktop.ui.live.recorder_notices import RecorderNotices
from emotion_desktop.ui.main_window import MainWindow
from emotion_desktop.ui.recovery_controller import RecoveryController
from emotion_desktop.ui.review.assembly import ReviewAssembly, ReviewBridges
from emotion_desktop.ui.settings_store import SettingsStore
from emotion_desktop.ui.startup_frame import Frame
from emotion_desktop.ui.stay_awake import StayAwake

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source

#: Each time that the window's thread wants to run Python, it waits so long for each busy thread;
#: painting a table does so dozens of times. Python's own 5 ms would be seen.
_SWITCH_INTERVAL_S: Final = 0.001


def load_engine(
    on_step: Callable[[LoadingStep], None] = lambda _step: None, settings: Settings | None = None
) -> LiveEngine:
    """Load the chosen models, which takes a while: call it on the inference thread."""
    on_step("libraries")
    chosen = settings or Settings()
    with gc_paused():
        from emotion_desktop.inference.engine import EmotionEngine  # noqa: PLC0415

        engine: LiveEngine = EmotionEngine.load(
            device=chosen.device,
            asr_model=chosen.asr_model or None,
            language=chosen.spoken_language,
            uncertain_below=chosen.uncertain_below,
            on_step=on_step,
        )
    return engine


def demo_recording() -> AudioFileChoice:
    """Return the demo audio that ships with the program.

    Raises
    ------
    UserFacingError
        If the installation is incomplete.
    """
    title = QCoreApplication.translate("Sources", "Demo audio")
    return AudioFileChoice(resources_dir() / "demo" / "demo.flac", title)


def outlets_of(settings: Settings, requested: OutletOptions) -> OutletOptions:
    """Return the streams turned on by the settings or by the command line.

    Raises
    ------
    UserFacingError
        If the settings contain an invalid address.
    """
    osc, websocket = requested.osc, requested.websocket
    if osc is None and settings.osc:
        osc = parse_address(settings.osc_address)
    if websocket is None and settings.websocket:
        websocket = Address(LOOPBACK, settings.websocket_port)
    return OutletOptions(
        lsl=requested.lsl or settings.lsl == "machine",
        lsl_network=requested.lsl_network or settings.lsl == "network",
        osc=osc,
        websocket=websocket,
    )


class Application(QObject):
    """The window and everything it uses; requires a `QApplication`.

    Parameters
    ----------
    store : SettingsStore
        The user's options.
    launch_options : LaunchOptions
        What the command line asks for.
    """

    def __init__(self, store: SettingsStore, launch_options: LaunchOptions | None = None) -> None:
        super().__init__()
        self._garbage = GarbageCollector()
        sys.setswitchinterval(_SWITCH_INTERVAL_S)
        pg.setConfigOptions(antialias=False)  # smooth lines are much slower to draw
        self._store = store
        self._launch_options = launch_options or LaunchOptions()
        at_start = store.settings
        self.engines: EngineCache[LiveEngine] = EngineCache(
            lambda: load_engine(self.engines.report, at_start)
        )
        self._data_folder = data_folder(at_start)
        self._gate = NoiseGate()
        self._kiosk_bridge: LiveBridge | None = None
        self._frame: Frame | None = None
        self.asked_to = ""
        """What is to be done once everything is closed: `lock`, `encrypt` or nothing."""
        self._make_bridges()
        self.review = ReviewAssembly(self.review_bridges, store)
        self.window = MainWindow(
            self.bridge,
            demo_recording(),
            store,
            self.levels,
            analysis=self.analysis,
            review=self.review.page,
        )
        self._make_controllers()
        self._connect()

    def _make_bridges(self) -> None:
        """Make what runs on other threads."""
        self.recorder = RecorderBridge(self._data_folder)
        self.recovery = RecoveryBridge(self._data_folder)
        self.encryption = EncryptionBridge(self._data_folder)
        outlets = SwitchableOutlets(open_outlets)
        self.outlets = StreamingBridge(outlets)
        self.bridge = LiveBridge(
            self.engines,
            self._open_source,
            find_microphones,
            sinks=[self.recorder.sink, outlets],
        )
        self.levels = LevelBridge(self._open_source)
        self.voice_bridge = CalibrationBridge(
            self.engines, self._open_for_voice, self._data_folder / "voices"
        )
        self.analysis = AnalysisBridge(self.engines, self._data_folder)
        self.exports = ExportBridge(self._data_folder)
        self.review_bridges = ReviewBridges(
            LibraryBridge(self._data_folder),
            self.exports,
            SessionBridge(self._data_folder),
            PlayerBridge(),
            ReviewBridge(self._data_folder),
            AnnotationBridge(),
            ProsodyBridge(),
        )

    def _make_controllers(self) -> None:
        """Make what connects the window to the bridges."""
        self.idle_lock = IdleLock(self._is_busy)
        self.recorder_notices = RecorderNotices(self.window.notice, self._data_folder)
        self.recoveries = RecoveryController(self.window, self.recovery)
        self.voices = CalibrationController(
            self.window, self.bridge, self.voice_bridge, self._store
        )
        self.kiosk_controller = KioskController(self.window, self.bridge, self._make_kiosk)
        self.analyses = AnalysisController(
            self.window, self.analysis, self.exports, self.kiosk_controller, self._store
        )
        listening = QCoreApplication.translate("StayAwake", "Listening to a voice")
        self.awake_in_session = StayAwake(listening)
        self.awake_in_kiosk = StayAwake(listening)
        self.awake_in_analysis = StayAwake(
            QCoreApplication.translate("StayAwake", "Analysing audio files")
        )

    def _connect(self) -> None:
        self._store.changed.connect(self._on_settings)
        self.outlets.failed.connect(self.window.settings.show_outlet_failure)
        self.outlets.failed.connect(self.window.notice.tell)
        self.window.settings.watch_outlets(lambda: self.outlets.troubles)
        self.outlets.opened.connect(self._on_outlets)
        self.window.live.record_asked.connect(self.recorder.switch)
        self.window.live.source_bar.consent_noted.connect(self.recorder.note_consent)
        self.window.live.show_recorder_state(RecorderState())
        self.recorder.state_changed.connect(self.window.live.show_recorder_state)
        self.recorder.state_changed.connect(self.recorder_notices.show_state)
        self.bridge.session_started.connect(self.awake_in_session.hold)
        self.bridge.ended.connect(self.awake_in_session.release)
        self.bridge.failed.connect(self.awake_in_session.release)
        self.kiosk_controller.entered.connect(self.awake_in_kiosk.hold)
        self.kiosk_controller.ended.connect(self.awake_in_kiosk.release)
        self.analysis.status_changed.connect(self._on_analysis)
        self.analysis.session_added.connect(self.review.library.take_added)
        self.window.analyse.session_opened.connect(self._open_session)
        self.window.settings.results.encryption.set_bridge(self.encryption)
        self.window.settings.results.encryption.encrypt_asked.connect(self._encrypt)
        self.window.settings.results.encryption.decrypt_asked.connect(self._decrypt)
        self.window.settings.results.encryption.lock_asked.connect(self._lock)
        self.idle_lock.lock_asked.connect(self._lock)
        self.window.notice.session_opened.connect(self._open_session)
        self.window.first_painted.connect(self._begin)

    def fill(self, frame: Frame) -> None:
        """Fill the frame, or enter kiosk mode if requested."""
        self._frame = frame
        if self._launch_options.kiosk:
            self.kiosk_controller.ended.connect(self._quit)
            self.kiosk_controller.enter(self._launch_options.screen)
            return
        self.kiosk_controller.ended.connect(self.kiosk_controller.return_to_window)
        if self._launch_options.demo:
            self.window.show_page("live")  # the demo comes before the first-run page
            self.window.memory.choose_for_now(demo_recording())
        frame.fill(self.window)

    @Slot()
    def _begin(self) -> None:
        """Start what must not delay the first paint."""
        self._on_settings(self._store.settings)
        self.voice_bridge.look()
        if self._launch_options.demo:
            self.window.live.start()
        else:
            self.bridge.preload()
        self.recovery.look()
        self.analysis.start()
        self.review_bridges.library.start(self._store.settings.keep_days)
        self.review.controller.look()
        self._open_files(self._launch_options.files)

    def _open_files(self, files: Sequence[Path]) -> None:
        """Analyse audio files, and add packed sessions to the library."""
        packed = [path for path in files if path.suffix.lower() == PACKED_SUFFIX]
        for path in packed:
            self.review_bridges.library.unpack(path)
        if packed:
            self.window.show_page("review")
        if sounds := [path for path in files if path not in packed]:
            self.window.files_dropped.emit(sounds)

    @Slot(str)
    def _open_session(self, session_id: str) -> None:
        self.window.show_page("review")
        self.review.open(session_id)

    @Slot(Settings)
    def _on_settings(self, settings: Settings) -> None:
        self.bridge.options = settings.live
        self.idle_lock.start(settings.lock_after_min if self.encryption.is_encrypted else None)
        try:
            self.outlets.apply(outlets_of(settings, self._launch_options.outlets))
        except UserFacingError as error:
            self.window.settings.show_outlet_failure(text_of(error))

    @Slot(QueueStatus)
    def _on_analysis(self, status: QueueStatus) -> None:
        if status.phase in {"running", "waiting"}:  # it waits for a moment between two files, too
            self.awake_in_analysis.hold()
        else:
            self.awake_in_analysis.release()

    def _is_busy(self) -> bool:
        working = self.analysis.status.phase == "running" or self.recovery.busy
        heard = self.bridge.running or self.review_bridges.player.state.phase == "playing"
        return working or heard or self.kiosk_controller.kiosk is not None

    @Slot()
    def _lock(self) -> None:
        self._close_to("lock")

    @Slot()
    def _encrypt(self) -> None:
        self._close_to("encrypt")

    @Slot()
    def _decrypt(self) -> None:
        self._close_to("decrypt")

    def _close_to(self, ask: str) -> None:
        """Close everything: the program starts anew afterwards, and knows no passphrase."""
        self.asked_to = ask
        if self._frame is not None:
            self._frame.close()
        self._quit()

    @Slot(OutletOptions)
    def _on_outlets(self, _options: OutletOptions) -> None:
        self.window.settings.show_outlet_failure("")

    def _open_source(self, choice: SourceChoice) -> "Source":
        if isinstance(choice, MicrophoneChoice):
            choice = replace(choice, channel=self._store.settings.channel)
        return open_source(choice)

    def _open_for_voice(self, choice: SourceChoice) -> "Source":
        if isinstance(choice, AudioFileChoice):
            return open_source(choice, as_if_live=False)
        return self._open_source(choice)

    def _make_kiosk(self) -> KioskWindow:
        if self._kiosk_bridge is None:
            # Without sinks: nothing that visitors say is stored or streamed.
            self._kiosk_bridge = LiveBridge(
                self.engines,
                self._gate.around(self._open_source),
                find_microphones,
                holder=KIOSK,
            )
        # Visitors take turns: nobody is compared with those before.
        self._kiosk_bridge.options = replace(
            self._store.settings.live, compare_with_speaker=False, two_speakers=False
        )
        kiosk = KioskWindow(
            self._kiosk_bridge,
            self._gate,
            self._store.settings.kiosk,
            recording=demo_recording() if self._launch_options.demo else None,
        )
        kiosk.options_changed.connect(self._on_kiosk_options)
        return kiosk

    @Slot(KioskOptions)
    def _on_kiosk_options(self, options: KioskOptions) -> None:
        self._store.replace(self._store.settings.with_kiosk(options))

    @Slot()
    def _quit(self) -> None:
        QCoreApplication.exit(0)  # quit() would ask the kiosk window, which refuses

    def shut_down(self) -> bool:
        """Stop every thread, after the event loop has ended; True if all have ended."""
        self.review.close()
        parts = (
            self.bridge,
            self.analysis,
            self.review_bridges,
            self.exports,
            self.levels,
            self.recovery,
            self.encryption,
            self.voice_bridge,
            self.outlets,
            self.awake_in_session,
            self.awake_in_kiosk,
            self.awake_in_analysis,
        )
        ended = [part.shut_down() for part in parts]
        if self._kiosk_bridge is not None:
            ended.append(self._kiosk_bridge.shut_down())
        self._garbage.shut_down()
        return all(ended)

    def destroy(self) -> None:
        """Destroy the window while the `QApplication` exists; Qt may crash otherwise."""
        if self.kiosk_controller.kiosk is not None:
            self.kiosk_controller.kiosk.deleteLater()
        self.window.deleteLater()
        if self._frame is not None:
            self._frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
