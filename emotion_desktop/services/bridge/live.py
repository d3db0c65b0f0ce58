"""The live pipeline for the window: its events as Qt signals.

A signal that a worker emits is queued only towards the `@Slot` method of a
QObject; a lambda would run on the worker itself. Sound and curves never go
through signals: the window pulls `LiveBridge.snapshot` on a timer.
"""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    LiveEvent,
    LoadChanged,
    LoadingStep,
    MarkerSet,
    ModelsLoaded,
    ModelsLoading,
    ProvisionalWords,
    SegmentSkipped,
    SessionStarted,
    SinkFailed,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
    WindowReady,
)
from emotion_desktop.domain.live_options import LiveOptions
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.domain.translatable import Message
from emotion_desktop.domain.voice_profile import VoiceProfile
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.bridge.worker import SerialWorker
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine
from emotion_desktop.services.live.pipeline import LivePipeline
from emotion_desktop.services.live.sinks import LiveSink
from emotion_desktop.services.source_choice import MicrophoneChoice, SourceChoice

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source

#: Shown to others who want the models meanwhile.
LISTENING: Final = Message("live listening")
KIOSK: Final = Message("kiosk mode")


class LiveBridge(QObject):
    """Runs one live pipeline at a time for the window.

    Parameters
    ----------
    engines : EngineCache
        Holds the models.
    open_source : callable
        Makes the source of a choice, without opening a device or reading a file yet;
        called off the GUI thread.
    find_microphones : callable
        Lists the microphones; called off the GUI thread.
    sinks : sequence of LiveSink
        Receive every session too; closed by `shut_down`.
    holder : Message
        `LISTENING` or `KIOSK`.

    Attributes
    ----------
    options : LiveOptions
        For the next session; may be set at any time.
    voice : VoiceProfile or None
        What the next session is calibrated to; may be set at any time.

    Notes
    -----
    `ended` or `failed` comes once per `start`, and nothing of that session after it.
    """

    models_awaited = Signal(object)
    """The models are in use elsewhere; a `Message` says by what."""
    models_progress = Signal(ModelsLoading)
    models_loaded = Signal(ModelsLoaded)
    models_failed = Signal(Failed)
    session_started = Signal(SessionStarted)
    window_ready = Signal(WindowReady)
    utterance_ready = Signal(UtteranceReady)
    provisional_ready = Signal(ProvisionalWords)
    segment_skipped = Signal(SegmentSkipped)
    source_noticed = Signal(SourceNotice)
    load_changed = Signal(LoadChanged)
    marker_set = Signal(MarkerSet)
    label_corrected = Signal(LabelCorrected)
    sink_failed = Signal(SinkFailed)
    ended = Signal(SourceEnded)
    failed = Signal(Failed)
    microphones_found = Signal(list)
    microphones_missing = Signal(str)

    def __init__(
        self,
        engines: EngineCache[LiveEngine],
        open_source: "Callable[[SourceChoice], Source]",
        find_microphones: Callable[[], list[MicrophoneChoice]],
        sinks: Sequence[LiveSink] = (),
        holder: Message = LISTENING,
    ) -> None:
        super().__init__()
        self.options = LiveOptions()
        self.voice: VoiceProfile | None = None
        self._sinks = tuple(sinks)
        self._engines = engines
        self._holder = holder
        self._open_source = open_source
        self._find_microphones = find_microphones
        self._pipeline: LivePipeline | None = None
        self._final: PlotSnapshot | None = None
        # Neither a hanging sound server nor loading holds up the others.
        self._stopping = SerialWorker("live-stop")
        self._loading = SerialWorker("model-loading")
        self._searching = SerialWorker("microphone-search")
        self.signals = {
            ModelsLoaded: self.models_loaded,
            SessionStarted: self.session_started,
            WindowReady: self.window_ready,
            UtteranceReady: self.utterance_ready,
            ProvisionalWords: self.provisional_ready,
            SegmentSkipped: self.segment_skipped,
            SourceNotice: self.source_noticed,
            LoadChanged: self.load_changed,
            MarkerSet: self.marker_set,
            LabelCorrected: self.label_corrected,
            SinkFailed: self.sink_failed,
            SourceEnded: self.ended,
            Failed: self.failed,
        }
        engines.add_listener(self._tell_step)
        self.ended.connect(self._forget)
        self.failed.connect(self._forget)

    @property
    def running(self) -> bool:
        """True from `start` until `ended` or `failed` is emitted."""
        return self._pipeline is not None

    def start(self, choice: SourceChoice) -> None:
        """Listen to `choice`; does nothing while a session is running.

        If the models are in use elsewhere, `models_awaited` says where, and listening starts
        once they are released.
        """
        if self._pipeline is not None:
            return
        self._final = None
        holder = self._engines.holder
        request = self._engines.request(self._holder)
        self._pipeline = LivePipeline(
            lambda: self._open_source(choice),
            request,
            on_event=self._tell,
            sinks=self._sinks,
            options=self.options,
            choose_voice=lambda: self.voice,
        )
        self._pipeline.start()
        if holder is not None:
            self.models_awaited.emit(holder)

    def stop(self) -> None:
        """Ask the pipeline to finish; `ended` is emitted when it has."""
        if self._pipeline is not None:
            self._stopping.submit(self._pipeline.stop)

    def add_marker(self, text: str) -> None:
        """Mark the current moment of the running session; does nothing without one."""
        if self._pipeline is not None:
            self._pipeline.add_marker(text)

    def correct_label(self, segment_id: int, label: str) -> None:
        """Correct the label of an utterance of the running session, if there is one."""
        if self._pipeline is not None:
            self._pipeline.correct_label(segment_id, label)

    def snapshot(self) -> PlotSnapshot | None:
        """Return the current or the last plot data; None if there was no session yet."""
        return self._pipeline.snapshot() if self._pipeline is not None else self._final

    def preload(self) -> None:
        """Load the models ahead of their first use."""
        self._loading.submit(
            lambda: ModelsLoaded(self._engines.models().description),
            self.models_loaded.emit,
            lambda error: self.models_failed.emit(Failed(error)),
        )

    def refresh_microphones(self) -> None:
        """Look for microphones; emits nothing for half a minute if the sound server hangs."""
        self._searching.submit(
            self._find_microphones,
            self.microphones_found.emit,
            lambda error: self.microphones_missing.emit(text_of(error)),
        )

    def shut_down(self, timeout_s: float = 15.0) -> bool:
        """Stop everything after the event loop has ended; True if no thread is left.

        The sinks come last, so that they receive the end of the session; one that hangs is
        abandoned.
        """
        deadline_s = time.monotonic() + timeout_s

        def left_s() -> float:
            return max(deadline_s - time.monotonic(), 0)

        if self._pipeline is not None:
            self._pipeline.stop(timeout_s, drain=False)
        closing = []
        for sink in self._sinks:
            closing.append(SerialWorker("sink-closing"))
            closing[-1].submit(sink.close)
        ended = [worker.shut_down(left_s()) for worker in (self._loading, self._searching)]
        ended += [worker.shut_down(left_s(), finish=True) for worker in (self._stopping, *closing)]
        return all(ended)

    def _tell(self, event: LiveEvent) -> None:
        self.signals[type(event)].emit(event)

    def _tell_step(self, step: LoadingStep) -> None:
        self.models_progress.emit(ModelsLoading(step))

    @Slot(object)
    def _forget(self, _event: object) -> None:
        if self._pipeline is not None:
            self._final = self._pipeline.snapshot()
            self._stopping.submit(self._pipeline.stop)  # joins the thread that just ended
            self._pipeline = None
