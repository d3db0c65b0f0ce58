"""The live page: wires the bridge's signals to the widgets that show them."""

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live import (
    Failed,
    ModelsLoaded,
    SegmentSkipped,
    SourceEnded,
    UtteranceReady,
)
from emotion_desktop.domain.tracks import LiveCounters
from emotion_desktop.services.bridge.live import LiveBridge
from emotion_desktop.services.source_choice import RecordingChoice
from emotion_desktop.ui.legend_row import LegendRow
from emotion_desktop.ui.probability_plot import ProbabilityPlot
from emotion_desktop.ui.source_bar import SourceBar
from emotion_desktop.ui.state_panel import StatePanel
from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.transcript_list import TranscriptList
from emotion_desktop.ui.waveform_plot import WaveformPlot

_FRAME_MS = 33
NOTICE = "A machine estimates which emotion a voice expresses. It cannot know what a person feels."


class LivePage(QWidget):
    """Everything that is seen while a voice is heard.

    Parameters
    ----------
    bridge : LiveBridge
        Runs the pipeline.
    demo : RecordingChoice
        The demo recording.
    """

    def __init__(self, bridge: LiveBridge, demo: RecordingChoice) -> None:
        super().__init__()
        self._bridge = bridge
        self._models_ready = False
        self._is_error = False
        self.source_bar = SourceBar(demo)
        self.legend = LegendRow()
        self.probabilities = ProbabilityPlot()
        self.waveform = WaveformPlot()
        self.waveform.setXLink(self.probabilities)
        self.transcript = TranscriptList()
        self.state = StatePanel()
        self.status = QLabel()
        self.status.setAccessibleName("Status")
        self.status.setWordWrap(True)
        self.losses = QLabel()
        self.losses.setAccessibleName("Delay and losses")
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._draw)
        self._lay_out()
        self._connect()
        self._say("Loading the models…")
        self.source_bar.button.setFocus()

    def _lay_out(self) -> None:
        times = QWidget()
        left = QVBoxLayout(times)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(QLabel("What the sound expresses, last minute (grey band: uncertain)"))
        left.addWidget(self.legend)
        left.addWidget(self.probabilities, stretch=5)
        left.addWidget(QLabel("Sound; the warmer, the more the network attended to it"))
        left.addWidget(self.waveform, stretch=3)
        left.addWidget(QLabel("What was said"))
        left.addWidget(self.transcript, stretch=4)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.addWidget(times)
        middle.addWidget(self.state)
        middle.setStretchFactor(0, 1)
        middle.setSizes([840, 380])
        foot = QHBoxLayout()
        foot.addWidget(self.status, stretch=1)
        foot.addWidget(self.losses)
        column = QVBoxLayout(self)
        column.addWidget(self.source_bar)
        column.addWidget(middle, stretch=1)
        column.addLayout(foot)
        column.addWidget(QLabel(NOTICE))

    def _connect(self) -> None:
        self.source_bar.start_asked.connect(self.start)
        self.source_bar.stop_asked.connect(self.stop)
        self.legend.toggled.connect(self.probabilities.set_shown)
        self._bridge.models_loaded.connect(self._on_models_loaded)
        self._bridge.models_failed.connect(self._on_failed)
        self._bridge.utterance_ready.connect(self._on_utterance)
        self._bridge.segment_skipped.connect(self._on_skipped)
        self._bridge.ended.connect(self._on_ended)
        self._bridge.failed.connect(self._on_failed)
        self._bridge.microphones_found.connect(self.source_bar.set_microphones)

    @Slot()
    def start(self) -> None:
        """Listen to the chosen source, from an empty page."""
        for part in (self.probabilities, self.waveform, self.state):
            part.clear_all()
        self.transcript.clear()
        self.source_bar.set_running(running=True)
        self._say("Listening" if self._models_ready else "Loading the models…")
        self._bridge.start(self.source_bar.choice)
        self._frames.start()

    @Slot()
    def stop(self) -> None:
        """Finish what was said, then stop."""
        self.source_bar.set_stopping()
        self._say("Finishing what was said…")
        self._bridge.stop()

    @Slot()
    def _draw(self) -> None:
        snapshot = self._bridge.snapshot()
        if snapshot is None:
            return
        self.source_bar.show_snapshot(snapshot)
        self.probabilities.show_track(snapshot.estimates)
        self.waveform.show_tracks(snapshot.sound, snapshot.estimates)
        self.probabilities.show_until(snapshot.sound.end_s)
        self.losses.setText(_losses(snapshot.counters))

    @Slot(ModelsLoaded)
    def _on_models_loaded(self, _event: ModelsLoaded) -> None:
        self._models_ready = True
        self._say("Listening" if self._bridge.running else "Ready. Space starts and stops.")

    @Slot(UtteranceReady)
    def _on_utterance(self, event: UtteranceReady) -> None:
        self.state.show_utterance(event.utterance)
        self.probabilities.show_utterance(event.utterance)
        self.transcript.add_utterance(event)

    @Slot(SegmentSkipped)
    def _on_skipped(self, event: SegmentSkipped) -> None:
        self.transcript.add_skipped(event)

    @Slot(SourceEnded)
    def _on_ended(self, event: SourceEnded) -> None:
        self._rest()
        if event.reason is None:
            self._say("Stopped. Space starts again.")
        else:
            self._say(f"{event.reason.rstrip('.')}. Space starts again.", error=True)

    @Slot(Failed)
    def _on_failed(self, event: Failed) -> None:
        self._rest()
        if isinstance(event.error, UserFacingError):
            self._say(str(event.error), error=True)
        else:
            kind = type(event.error).__name__
            self._say(f"This should not have happened: {kind}: {event.error}", error=True)

    def _rest(self) -> None:
        self._draw()
        self._frames.stop()
        self.source_bar.set_running(running=False)
        self.source_bar.meter.set_level(float("-inf"), clipping=False)

    def _say(self, text: str, *, error: bool = False) -> None:
        self._is_error = error
        self.status.setText(text)
        theme = theme_of(self.palette())
        self.status.setPalette(set_text_color(self.palette(), theme.error if error else theme.text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Hand the colours of a new palette to the plots, which have none of their own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_frames"):
            theme = theme_of(self.palette())
            self.probabilities.apply(theme)
            self.waveform.apply(theme)
            self._say(self.status.text(), error=self._is_error)


def _losses(counters: LiveCounters) -> str:
    """Write the delay, and what was lost where anything was."""
    parts = []
    if counters.window_latency_s == counters.window_latency_s:  # not nan: there was a window
        parts.append(f"Delay {1000 * counters.window_latency_s:.0f} ms")
    if counters.dropped_samples:
        parts.append(f"{counters.dropped_samples / 16_000:.1f} s of sound lost")
    if counters.speech_only_segments:
        parts.append(f"{counters.speech_only_segments} without words")
    if counters.skipped_segments:
        parts.append(f"{counters.skipped_segments} utterances skipped")
    return "   ".join(parts)
