"""The audio as waveform or spectrogram, shaded by the network's attention."""

from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QColor

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.domain.plot_data import MEL_BANDS, EstimateTrack, SoundTrack, finest
from emotion_desktop.ui.plots.time_navigator import STEP, TimeNavigator
from emotion_desktop.ui.plots.time_plot import Curve, TimePlot
from emotion_desktop.ui.plots.word_heat import WordHeat
from emotion_desktop.ui.theme import Theme, theme_of

#: Attention that is drawn at full strength; 1 is even attention.
_FULL_HEAT: Final = 3.0
#: Bins a pixel up to which a finer level is worth its cost.
_PER_PIXEL: Final = 5
#: The spectrogram's quietest third is room noise: it is left blank.
_BLANK: Final = 85
_TICKS_HZ: Final = (250, 500, 1000, 2000, 4000)
#: If the others would overlap.
_FEW_TICKS_HZ: Final = (500, 2000)
_ROOM_FOR_TICKS_PX: Final = 130

SoundView = Literal["waveform", "spectrogram"]


class SoundPlot(TimePlot):
    """Shows one view of the audio at a time, with attention over both.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    """

    def __init__(self, navigator: TimeNavigator) -> None:
        super().__init__(self.tr("Audio over time, shaded by attention"), navigator)
        self._sound, self._estimates = SoundTrack(), EstimateTrack()
        self._word_heat: WordHeat | None = None
        self._drawn_until_s = 0.0
        self.heat = pg.ImageItem(axisOrder="row-major")
        self.mels = pg.ImageItem(axisOrder="row-major")
        self.wave = Curve(connect="finite")
        for depth, item in enumerate((self.mels, self.heat, self.wave)):
            item.setZValue(depth - 10)
            self.addItem(item, ignoreBounds=True)
        self.sound_view: SoundView = "waveform"
        self.apply(theme_of(self.palette()))
        self.set_view("waveform")
        self._box.sigResized.connect(self._on_size)
        self._on_view(*navigator.view)

    def apply(self, theme: Theme) -> None:
        """Apply the colours of `theme`."""
        super().apply(theme)
        self.wave.setPen(pg.mkPen(theme.wave, width=1))
        self.heat.setLookupTable(_fading(theme.heat, 190))
        self.mels.setLookupTable(_blending(theme.surface, theme.text))

    def set_view(self, view: SoundView) -> None:
        """Show the waveform or the spectrogram."""
        self.sound_view = view
        self._labelled_low = self._is_low()
        ticks_hz = _FEW_TICKS_HZ if self._labelled_low else _TICKS_HZ
        is_waveform = view == "waveform"
        self.wave.setVisible(is_waveform)
        self.mels.setVisible(not is_waveform)
        if is_waveform:
            self.setYRange(-1.1, 1.1, padding=0)
            ticks = [(-1.0, "-1"), (0.0, "0"), (1.0, "1")]
        else:
            self.setYRange(0, MEL_BANDS, padding=0)
            ticks = [(_band_of(hz), _in_hz(hz)) for hz in ticks_hz]
        self.getAxis("left").setTicks([ticks])
        self.redraw()

    @Slot(object)
    def _on_size(self, _box: object) -> None:
        """Label as many frequencies as fit."""
        if self._is_low() != self._labelled_low:
            self.set_view(self.sound_view)

    def _is_low(self) -> bool:
        return bool(self.height() < _ROOM_FOR_TICKS_PX)

    def show_tracks(self, sound: SoundTrack, estimates: EstimateTrack) -> None:
        """Set the latest tracks; `refresh` or the next move draws them."""
        start_s, end_s = self._navigator.view
        reaches_view = self._drawn_until_s < end_s
        grew = sound.end_s - self._drawn_until_s >= STEP * (end_s - start_s)
        self._stale |= estimates is not self._estimates or (reaches_view and grew)
        self._sound, self._estimates = sound, estimates

    def draw(self, start_s: float, end_s: float) -> None:
        """Draw the bins in view."""
        self._drawn_until_s = self._sound.end_s
        if self.sound_view == "waveform":
            self._draw_wave(start_s, end_s)
        else:
            self._draw_mels(start_s, end_s)
        self.draw_gaps(self._sound.gaps_s, start_s, end_s)
        if self._word_heat is not None:
            word = self._word_heat
            self._draw_heat(word.heat, word.start_s, word.end_s)
        else:
            attention = self._estimates.attention_between(start_s, end_s, self.pixels)
            self._draw_heat(attention.values, attention.start_s, attention.end_s)

    def _draw_heat(self, values: FloatArray, start_s: float, end_s: float) -> None:
        self.heat.setVisible(len(values) > 0)
        if len(values):
            low, high = self.viewRange()[1]
            heat = np.minimum(values * np.float32(255 / _FULL_HEAT), 255)
            self.heat.setImage(heat.astype(np.uint8)[np.newaxis, :], levels=(0, 255))
            self.heat.setRect(QRectF(start_s, low, end_s - start_s, high - low))

    def _draw_wave(self, start_s: float, end_s: float) -> None:
        most = _PER_PIXEL * self.pixels
        lows = finest(self._sound.lows, start_s, end_s, most)
        highs = finest(self._sound.highs, start_s, end_s, most)
        if lows is None or highs is None:
            self.wave.setData([], [])
            return
        lows, highs = lows.reduced(self.pixels, np.min), highs.reduced(self.pixels, np.max)
        bins = np.arange(lows.first, lows.first + len(lows.values))
        times_s = np.repeat(bins * lows.bin_s, 2)
        times_s[1::2] += lows.bin_s / 2
        peaks = np.column_stack([lows.values, highs.values]).astype(np.float64).ravel()
        gaps_s = self._sound.gaps_s  # their silence is not real audio
        first, last = np.searchsorted(gaps_s[:, 1], [start_s, end_s])
        for gap_s in gaps_s[first : last + 1]:
            low, high = np.searchsorted(times_s, gap_s)
            peaks[low:high] = np.nan
        self.wave.setData(times_s, peaks)

    def _draw_mels(self, start_s: float, end_s: float) -> None:
        columns = finest(self._sound.mels, start_s, end_s, _PER_PIXEL * self.pixels)
        self.mels.setVisible(columns is not None)
        if columns is not None and len(columns.values):
            self.mels.setImage(columns.values.T, levels=(0, 255))
            width_s = columns.end_s - columns.start_s
            self.mels.setRect(QRectF(columns.start_s, 0, width_s, MEL_BANDS))

    def show_word_heat(self, heat: WordHeat | None) -> None:
        """Show the cross-modal attention of a word; None shows the speech attention."""
        self._word_heat = heat
        self.redraw()

    def clear_all(self) -> None:
        """Clear the plot."""
        self._word_heat = None
        self._sound, self._estimates = SoundTrack(), EstimateTrack()
        self.redraw()


def _fading(color: QColor, strongest: int) -> npt.NDArray[np.uint8]:
    """Return a colour table from transparent to a colour of a given opacity."""
    table = np.empty((256, 4), np.uint8)
    table[:, :3] = color.red(), color.green(), color.blue()
    table[:, 3] = np.linspace(0, strongest, 256)
    return table


def _blending(quiet: QColor, loud: QColor) -> npt.NDArray[np.uint8]:
    """Return a colour table from one colour to another."""
    shares = np.clip((np.arange(256) - _BLANK) / (255 - _BLANK), 0, 1)[:, np.newaxis]
    ends = np.array([(end.red(), end.green(), end.blue()) for end in (quiet, loud)], np.float64)
    table = np.full((256, 4), 255, np.uint8)
    table[:, :3] = ends[0] + shares * (ends[1] - ends[0])
    return table


def _band_of(frequency_hz: float) -> float:
    """Return the position of a frequency on the spectrogram's axis."""
    top = np.log10(1 + SAMPLE_RATE_HZ / 2 / 700)
    return float(np.log10(1 + frequency_hz / 700) / top * (MEL_BANDS + 1) - 0.5)


def _in_hz(frequency_hz: int) -> str:
    return f"{frequency_hz // 1000} kHz" if frequency_hz >= 1000 else f"{frequency_hz} Hz"
