"""The live page: connects the bridge's signals to the widgets that show them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.live_events import (
    Failed,
    LabelCorrected,
    MarkerSet,
    ProvisionalWords,
    SegmentSkipped,
    SessionStarted,
    SourceEnded,
    SourceNotice,
    UtteranceReady,
)
from emotion_desktop.domain.session import RecorderState
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import AudioFileChoice
from emotion_desktop.ui.actions import live_keys, make_shortcuts
from emotion_desktop.ui.live.source_bar import SourceBar
from emotion_desktop.ui.live.status import LiveStatus
from emotion_desktop.ui.live.status_strip import StatusStrip
from emotion_desktop.ui.live.utterance_panel import UtterancePanel
from emotion_desktop.ui.plots.timelines import Timelines

_FRAME_MS = 33
_PANEL_PX = 360
#: Below this width the plots need the room more than the panel's columns do.
_FOLD_BELOW_PX = 1000


class LivePage(QWidget):
    """The page that shows a live session.

    Parameters
    ----------
    bridge : LiveBridge
        Runs the pipeline.
    demo : AudioFileChoice
        The demo audio.
    """

    record_asked = Signal(bool)
    """A person wants a recording to begin, or to end."""

    def __init__(self, bridge: LiveBridge, demo: AudioFileChoice) -> None:
        super().__init__()
        self._bridge = bridge
        self._newest_segment: int | None = None
        self.source_bar = SourceBar(demo)
        self.status = LiveStatus(bridge)
        self.strip = StatusStrip()
        self.times = Timelines()
        self.state = UtterancePanel()
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self.draw_frame)
        self._lay_out()
        self._connect()
        make_shortcuts(live_keys(), self, self._actions())
        self.strip.show_status(self.status.status)
        self.source_bar.button.setFocus()

    def _lay_out(self) -> None:
        middle = self._middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.times)
        middle.addWidget(self.state)
        middle.setStretchFactor(0, 1)
        self._fold(folded=False)
        notice = QLabel(
            self.tr(
                "A computer model estimates which emotion a voice expresses. It cannot know "
                "what a person feels."
            )
        )
        notice.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(self.source_bar)
        column.addWidget(self.strip)
        column.addWidget(middle, stretch=1)
        column.addWidget(notice)

    def _fold(self, *, folded: bool) -> None:
        """Shrink the panel to its minimum, or restore it."""
        self._folded = folded
        panel_px = 1 if folded else _PANEL_PX
        self._middle.setSizes([max(self._middle.width() - panel_px, 1), panel_px])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Shrink the panel on a small screen; keep a width that the user has set."""
        super().resizeEvent(event)
        if (self.width() < _FOLD_BELOW_PX) != self._folded:
            self._fold(folded=not self._folded)

    def _connect(self) -> None:
        self.source_bar.start_asked.connect(self.start)
        self.source_bar.stop_asked.connect(self.stop)
        self.source_bar.record_asked.connect(self.record_asked)
        self.status.changed.connect(self.strip.show_status)
        bridge = self._bridge
        bridge.microphones_found.connect(self.source_bar.chooser.set_microphones)
        bridge.session_started.connect(self._on_session)
        bridge.utterance_ready.connect(self._on_utterance)
        bridge.provisional_ready.connect(self._on_provisional)
        bridge.segment_skipped.connect(self._on_skipped)
        bridge.source_noticed.connect(self._on_notice)
        bridge.marker_set.connect(self._on_marker)
        bridge.label_corrected.connect(self._on_correction)
        bridge.ended.connect(self._on_rest)
        bridge.failed.connect(self._on_rest)

    def _actions(self) -> dict[str, Callable[[], object]]:
        actions: dict[str, Callable[[], object]] = {
            f"correct-{name}": partial(self.correct, index) for index, name in enumerate(EMOTIONS)
        }
        actions["toggle"] = self.toggle
        actions["record"] = self.toggle_recording
        actions["open"] = self.open_recording
        actions["marker"] = self.add_marker
        return actions

    @Slot()
    def start(self) -> None:
        """Start listening to the chosen source on an empty page."""
        self._newest_segment = None
        self.times.clear_all()
        self.state.clear_all()
        self.source_bar.set_running(running=True)
        self.status.started(self.source_bar.choice)
        self.strip.show_voice("", used=False)
        self.strip.show_window_length(self._bridge.options.window_s)
        self._bridge.start(self.source_bar.choice)
        if self._bridge.running:
            self._frames.start()

    @Slot()
    def stop(self) -> None:
        """Finish the last utterance, then stop."""
        self.source_bar.set_stopping()
        self.status.stopping()
        self._bridge.stop()

    @Slot()
    def toggle(self) -> None:
        """Start or stop; does nothing while the last utterance is being finished."""
        self.source_bar.toggle()

    @Slot()
    def open_recording(self) -> None:
        """Let the user choose an audio file."""
        self.source_bar.ask_for_recording()

    @Slot()
    def add_marker(self) -> None:
        """Mark the current moment; does nothing outside a session."""
        self._bridge.add_marker("")

    @Slot(int)
    def correct(self, index: int) -> None:
        """Correct the latest utterance's label to the one at this index in `EMOTIONS`."""
        if self._newest_segment is not None:
            self._bridge.correct_label(self._newest_segment, EMOTIONS[index])

    @Slot()
    def toggle_recording(self) -> None:
        """Start or stop recording, if recording is available."""
        if self.source_bar.record_button.isVisibleTo(self):
            self.source_bar.record_button.click()

    @Slot(RecorderState)
    def show_recorder_state(self, state: RecorderState) -> None:
        """Show the state of the recorder; the first call makes recording available."""
        self.source_bar.show_recording(recording=state.phase in {"armed", "recording"})
        self.strip.show_recorder(state)

    @Slot()
    def draw_frame(self) -> None:
        """Draw the latest snapshot."""
        snapshot = self._bridge.snapshot()
        if snapshot is not None:
            self.source_bar.show_snapshot(snapshot)
            self.strip.show_counters(snapshot.counters)
            self.times.show_snapshot(snapshot)

    @Slot(SessionStarted)
    def _on_session(self, event: SessionStarted) -> None:
        voice = event.models.get("voice_profile")
        if isinstance(voice, dict):
            self.strip.show_voice(voice["name"], used=voice["used"])

    @Slot(UtteranceReady)
    def _on_utterance(self, event: UtteranceReady) -> None:
        self._newest_segment = event.utterance.segment_id
        self.state.show_utterance(event.utterance)
        self.times.show_utterance(event)

    @Slot(ProvisionalWords)
    def _on_provisional(self, event: ProvisionalWords) -> None:
        self.times.transcript.show_provisional(event)

    @Slot(SegmentSkipped)
    def _on_skipped(self, event: SegmentSkipped) -> None:
        self.times.transcript.add_skipped(event)

    @Slot(SourceNotice)
    def _on_notice(self, notice: SourceNotice) -> None:
        self.times.transcript.add_notice(notice)

    @Slot(MarkerSet)
    def _on_marker(self, event: MarkerSet) -> None:
        self.times.show_marker(event)

    @Slot(LabelCorrected)
    def _on_correction(self, event: LabelCorrected) -> None:
        self.times.transcript.correct(event)
        if event.segment_id == self._newest_segment:
            self.state.show_correction(event.label)

    @Slot(SourceEnded)
    @Slot(Failed)
    def _on_rest(self, _event: object) -> None:
        self.draw_frame()
        self._frames.stop()
        self.source_bar.set_running(running=False)
        self.source_bar.meter.set_level(float("-inf"), clipping=False)
