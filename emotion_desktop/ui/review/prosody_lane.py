"""Pitch, level and speech rate on the time axis of the session."""

import math
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from emotion_desktop.domain.plot_data import PyramidLevel, finest
from emotion_desktop.domain.prosody import Prosody, SpeechRate, speech_rate
from emotion_desktop.ui.plots.plot_title import PlotTitle
from emotion_desktop.ui.plots.time_navigator import TimeNavigator
from emotion_desktop.ui.plots.time_plot import Curve, TimePlot
from emotion_desktop.ui.plots.timelines import PlotButton
from emotion_desktop.ui.theme import Theme, theme_of
from emotion_desktop.ui.widgets.formatting import decimal, percent

_LEAST_PX: Final = 46
#: Bins a pixel up to which a finer level is worth its cost.
_PER_PIXEL: Final = 2
_PITCHES_HZ: Final = (100, 200, 400)
_PITCH_RANGE_HZ: Final = (60.0, 650.0)
_LEVELS_DBFS: Final = (-60, -40, -20)
_LEVEL_RANGE_DBFS: Final = (-75.0, 3.0)
_RATES: Final = (100, 200)
_RATE_RANGE: Final = (0.0, 320.0)


class PitchPlot(TimePlot):
    """Fundamental frequency on a logarithmic axis, broken where there is no voice.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    """

    def __init__(self, navigator: TimeNavigator) -> None:
        super().__init__(self.tr("Pitch over time"), navigator)
        self._pitch_hz: tuple[PyramidLevel, ...] = ()
        self.curve = Curve(connect="finite")
        self.addItem(self.curve, ignoreBounds=True)
        self.setYRange(*(math.log2(hz) for hz in _PITCH_RANGE_HZ), padding=0)
        ticks = [(math.log2(hz), f"{hz} Hz") for hz in _PITCHES_HZ]
        self.getAxis("left").setTicks([ticks])
        self.apply(theme_of(self.palette()))

    def show_pitch(self, pitch_hz: tuple[PyramidLevel, ...]) -> None:
        """Draw the pitch as far as it is measured."""
        self._pitch_hz = pitch_hz
        self.redraw()

    def draw(self, start_s: float, end_s: float) -> None:
        """Draw the bins in view."""
        seen = finest(self._pitch_hz, start_s, end_s, _PER_PIXEL * self.pixels)
        _draw_level(self.curve, seen, in_octaves=True)

    def apply(self, theme: Theme) -> None:
        """Apply the colours of `theme`."""
        super().apply(theme)
        self.showGrid(y=True, alpha=0.15)
        self.curve.setPen(pg.mkPen(theme.sound, width=1))


class LevelPlot(TimePlot):
    """Level in dBFS over time.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    """

    def __init__(self, navigator: TimeNavigator) -> None:
        super().__init__(self.tr("Level over time"), navigator)
        self._level_dbfs: tuple[PyramidLevel, ...] = ()
        self.curve = Curve(connect="finite")
        self.addItem(self.curve, ignoreBounds=True)
        self.setYRange(*_LEVEL_RANGE_DBFS, padding=0)
        ticks = [(float(level), f"{decimal(level, 0)} dB") for level in _LEVELS_DBFS]
        self.getAxis("left").setTicks([ticks])
        self.apply(theme_of(self.palette()))

    def show_level(self, level_dbfs: tuple[PyramidLevel, ...]) -> None:
        """Draw the level as far as it is measured."""
        self._level_dbfs = level_dbfs
        self.redraw()

    def draw(self, start_s: float, end_s: float) -> None:
        """Draw the bins in view."""
        seen = finest(self._level_dbfs, start_s, end_s, _PER_PIXEL * self.pixels)
        _draw_level(self.curve, seen)

    def apply(self, theme: Theme) -> None:
        """Apply the colours of `theme`."""
        super().apply(theme)
        self.showGrid(y=True, alpha=0.15)
        self.curve.setPen(pg.mkPen(theme.wave, width=1))


class SpeechRatePlot(TimePlot):
    """Words per minute, a line for each utterance.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    """

    def __init__(self, navigator: TimeNavigator) -> None:
        super().__init__(self.tr("Speech rate over time"), navigator)
        self._rate = speech_rate(())
        self.curve = Curve(connect="pairs")
        self.addItem(self.curve, ignoreBounds=True)
        self.setYRange(*_RATE_RANGE, padding=0)
        self.getAxis("left").setTicks([[(float(rate), str(rate)) for rate in _RATES]])
        self.apply(theme_of(self.palette()))

    def show_rate(self, rate: SpeechRate) -> None:
        """Draw these rates."""
        self._rate = rate
        self.redraw()

    def draw(self, start_s: float, end_s: float) -> None:
        """Draw the utterances in view."""
        extents_s = self._rate.extents_s
        seen = (extents_s[:, 0] < end_s) & (extents_s[:, 1] > start_s)
        rates = np.minimum(self._rate.words_per_minute[seen], _RATE_RANGE[1])
        self.curve.setData(extents_s[seen].reshape(-1), np.repeat(rates, 2))

    def apply(self, theme: Theme) -> None:
        """Apply the colours of `theme`."""
        super().apply(theme)
        self.showGrid(y=True, alpha=0.15)
        self.curve.setPen(pg.mkPen(theme.words, width=1))


class ProsodyLane(QWidget):
    """Three plots with their values at the playback cursor, and the progress of measuring.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    """

    stop_asked = Signal()
    """The user wants measuring to stop."""
    go_on_asked = Signal()
    """The user wants measuring to continue."""

    def __init__(self, navigator: TimeNavigator) -> None:
        super().__init__()
        self._prosody = Prosody(0.0)
        self._rate = speech_rate(())
        self._position_s = 0.0
        self.pitch, self.level = PitchPlot(navigator), LevelPlot(navigator)
        self.rate = SpeechRatePlot(navigator)
        self.plots: tuple[TimePlot, ...] = (self.pitch, self.level, self.rate)
        self.values = QLabel()
        self.progress = QLabel()
        self.stop_button = PlotButton(self.tr("Stop"), self.tr("Stop measuring pitch and level"))
        self.go_on_button = PlotButton(
            self.tr("Continue"), self.tr("Continue measuring pitch and level")
        )
        self.stop_button.clicked.connect(self.stop_asked)
        self.go_on_button.clicked.connect(self.go_on_asked)
        self._lay_out()
        self.show_progress(1.0, measuring=False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for label in (self.values, self.progress):
            label.setWordWrap(True)
            head.addWidget(label, stretch=1)
        head.addWidget(self.stop_button)
        head.addWidget(self.go_on_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        titles = (self.tr("Pitch"), self.tr("Level"), self.tr("Words/min"))
        for plot, title in zip(self.plots, titles, strict=True):
            plot.hideAxis("bottom")
            plot.setMinimumHeight(_LEAST_PX)
            PlotTitle(title, plot)
            column.addWidget(plot)

    def set_shown(self, *, shown: bool) -> None:
        """Show or hide the lane; hidden plots draw nothing."""
        for plot in self.plots:
            plot.setVisible(shown)
        self.setVisible(shown)

    def show_rate(self, rate: SpeechRate) -> None:
        """Show the speech rate of the session's utterances."""
        self._rate = rate
        self.rate.show_rate(rate)
        self._show_values()

    def show_prosody(self, prosody: Prosody) -> None:
        """Show pitch and level as far as they are measured."""
        self._prosody = prosody
        self.pitch.show_pitch(prosody.pitch_hz)
        self.level.show_level(prosody.level_dbfs)
        self._show_values()

    def show_progress(self, share: float, *, measuring: bool) -> None:
        """Show how much of the view is measured, from 0 to 1."""
        stopped = share < 1.0 and not measuring
        self.stop_button.setVisible(measuring)
        self.go_on_button.setVisible(stopped)
        text = ""
        if measuring:
            text = self.tr("Measuring pitch and level: {share}").format(share=percent(share))
        elif stopped:
            text = self.tr("Measured: {share}").format(share=percent(share))
        self._tell(text)

    def show_problem(self, why: str) -> None:
        """Show why nothing is measured."""
        self.stop_button.hide()
        self.go_on_button.show()
        self._tell(why)

    def _tell(self, text: str) -> None:
        """Say something in place of the values; an empty text shows them again."""
        self.progress.setText(text)
        self.progress.setVisible(bool(text))
        self.values.setVisible(not text)

    def show_position(self, time_s: float) -> None:
        """Show the values at the playback cursor."""
        self._position_s = time_s
        if self.isVisible():
            self._show_values()

    def _show_values(self) -> None:
        pitch_hz, level_dbfs = self._prosody.at(self._position_s)
        rate = self._rate.at(self._position_s)
        texts = (
            self.tr("Pitch: {pitch} Hz").format(pitch=_shown(pitch_hz)),
            self.tr("Level: {level} dBFS").format(level=_shown(level_dbfs)),
            self.tr("Speech rate: {rate} words/min").format(rate=_shown(rate)),
        )
        self.values.setText(" · ".join(texts))


def _shown(value: float) -> str:
    return decimal(value, 0) if math.isfinite(value) else "—"


def _draw_level(curve: Curve, seen: PyramidLevel | None, *, in_octaves: bool = False) -> None:
    if seen is None:
        curve.setData([], [])
        return
    bins = np.arange(seen.first, seen.first + len(seen.values))
    values = seen.values.astype(np.float64)
    curve.setData((bins + 0.5) * seen.bin_s, np.log2(values) if in_octaves else values)
