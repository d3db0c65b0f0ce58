"""The status line: what is happening, the delay, and what was lost."""

import math
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.live_options import DEFAULT_WINDOW_S
from emotion_desktop.domain.plot_data import LiveCounters
from emotion_desktop.domain.session import RecorderState
from emotion_desktop.ui.live.status import Status
from emotion_desktop.ui.theme import set_text_color, theme_of, transparent
from emotion_desktop.ui.widgets.formatting import decimal
from emotion_desktop.ui.widgets.themed import Themed

_SIGNS: Final = {"idle": "○", "busy": "◔", "good": "●", "warning": "▲", "error": "✕"}
_STEPS: Final = 100


class StatusStrip(Themed, QFrame):
    """One coloured line of text, with a symbol for those who cannot tell the colours apart."""

    def __init__(self) -> None:
        super().__init__()
        self._status = Status("idle", "")
        self._shade = QColor(Qt.GlobalColor.transparent)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._sign = QLabel()
        self.text = QLabel()
        self.text.setAccessibleName(self.tr("Status"))
        self.text.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(160, 10)
        self.voice = QLabel()
        self.voice.setAccessibleName(self.tr("Voice"))
        self.voice.setTextFormat(Qt.TextFormat.PlainText)
        self.voice.hide()
        self.delay = QLabel()
        self.delay.setAccessibleName(self.tr("Delay"))
        # Wide enough for any delay, so that its neighbours do not move.
        widest = self.tr("Delay {time}").format(time="88888 ms")
        self.delay.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest))
        self.losses = QLabel()
        self.losses.setAccessibleName(self.tr("Losses"))
        self.losses.setToolTip(
            self.tr("What was lost in this session; lost audio is shaded in the plots")
        )
        self.recording_losses = QLabel()
        self.recording_losses.setAccessibleName(self.tr("Missing from the recording"))
        self.recording_losses.setToolTip(
            self.tr("Lost audio becomes silence in the recording, so that times stay correct.")
        )
        self._lay_out()
        self.show_recorder(RecorderState())
        self.show_counters(LiveCounters())
        self.show_window_length(DEFAULT_WINDOW_S)
        self.follow_theme()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addWidget(self.text, stretch=1)
        for widget in (self.progress, self.voice, self.delay, self.losses, self.recording_losses):
            row.addWidget(widget)

    @Slot(Status)
    def show_status(self, status: Status) -> None:
        """Show another status."""
        self._status = status
        self.text.setText(status.text)
        self.progress.setVisible(status.progress is not None)
        self.progress.setValue(round(_STEPS * (status.progress or 0.0)))
        self.apply_theme()

    def show_voice(self, name: str, *, used: bool) -> None:
        """Show the voice of the calibration, or why it is not used; empty for none."""
        self.voice.setVisible(bool(name))
        if used:
            self.voice.setText(self.tr("Calibrated to {name}").format(name=name))
            self.voice.setToolTip(self.tr("Estimates are adjusted to this speaker's neutral voice"))
        else:
            self.voice.setText(self.tr("▲ Not calibrated to {name}").format(name=name))
            self.voice.setToolTip(self.tr("The profile was made with different models"))

    def show_window_length(self, window_s: float) -> None:
        """Describe which delay is shown."""
        tip = self.tr("Time from the end of a window of {length} s to its estimate")
        self.delay.setToolTip(tip.format(length=decimal(window_s)))

    def show_counters(self, counters: LiveCounters) -> None:
        """Show the delay and any losses."""
        latency_s = counters.window_latency_s
        told = f"{1000 * latency_s:.0f} ms" if math.isfinite(latency_s) else "—"
        _set_text(self.delay, self.tr("Delay {time}").format(time=told))
        parts = []
        if counters.dropped_samples:
            lost = decimal(counters.dropped_samples / SAMPLE_RATE_HZ)
            parts.append(self.tr("{length} s of audio lost").format(length=lost))
        if counters.skipped_segments:
            text = self.tr("utterances skipped: {count}")
            parts.append(text.format(count=counters.skipped_segments))
        if counters.speech_only_segments:
            text = self.tr("without transcript: {count}")
            parts.append(text.format(count=counters.speech_only_segments))
        _set_text(self.losses, ", ".join(parts) or self.tr("Nothing lost"))

    def show_recorder(self, state: RecorderState) -> None:
        """Show what the running recording has lost, if anything."""
        parts = []
        if state.dropped_s > 0:
            text = self.tr("{length} s of audio")
            parts.append(text.format(length=decimal(state.dropped_s)))
        if state.dropped_events:
            parts.append(self.tr("results: {count}").format(count=state.dropped_events))
        text = self.tr("▲ Missing from the recording: {losses}")
        self.recording_losses.setText(text.format(losses=", ".join(parts)))
        self.recording_losses.setVisible(bool(parts) and state.phase in {"recording", "finishing"})

    def apply_theme(self) -> None:
        """Colour the symbol and the text, and tint the line if something is wrong."""
        theme = theme_of(self.palette())
        color = {
            "idle": theme.muted,
            "busy": theme.sound,
            "good": theme.good,
            "warning": theme.warning,
            "error": theme.error,
        }[self._status.kind]
        self._sign.setText(_SIGNS[self._status.kind])
        self._sign.setPalette(set_text_color(self.palette(), color))
        is_trouble = self._status.kind in ("warning", "error")
        self.recording_losses.setPalette(set_text_color(self.palette(), theme.warning))
        self.text.setPalette(set_text_color(self.palette(), color if is_trouble else theme.text))
        self._shade = transparent(color, 0.16 if is_trouble else 0.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Tint the line if something is wrong."""
        super().paintEvent(event)
        QPainter(self).fillRect(self.rect(), self._shade)


def _set_text(label: QLabel, text: str) -> None:
    """Update a label only if its text changes, as this is called thirty times a second."""
    if label.text() != text:
        label.setText(text)
