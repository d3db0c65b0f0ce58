"""The sound, with the network's attention laid under it as heat."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

from emotion_desktop.domain.tracks import EstimateTrack, SoundTrack
from emotion_desktop.ui.theme import Theme, theme_of
from emotion_desktop.ui.time_plot import TimePlot

#: Attention that is drawn at full strength; 1 is even attention.
_FULL_HEAT = 3.0


class WaveformPlot(TimePlot):
    """Smallest and largest sample per bin, and a strip of heat behind them."""

    def __init__(self) -> None:
        super().__init__(
            "Sound of the last minute, with the attention as heat", low=-1.15, high=1.15
        )
        self.getAxis("left").setTicks([[(-1, "-1"), (0, "0"), (1, "1")]])
        self._heat = pg.ImageItem(axisOrder="row-major")
        self._heat.setZValue(-10)
        self._heat.setImage(np.zeros((1, 1), np.float32), levels=(0.0, _FULL_HEAT))
        self.addItem(self._heat)
        self._wave = pg.PlotCurveItem()
        self.addItem(self._wave)
        self._drawn: tuple[SoundTrack | None, EstimateTrack | None] = (None, None)
        self.apply(theme_of(self.palette()))

    def apply(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().apply(theme)
        self._wave.setPen(pg.mkPen(theme.wave, width=1))
        heat = theme.heat
        table = np.empty((64, 4), np.ubyte)
        table[:, :3] = heat.red(), heat.green(), heat.blue()
        table[:, 3] = np.linspace(0, 200, 64)
        self._heat.setLookupTable(table)

    def show_tracks(self, sound: SoundTrack, estimates: EstimateTrack) -> None:
        """Draw what is new of both tracks."""
        drawn_sound, drawn_estimates = self._drawn
        self._drawn = (sound, estimates)
        if sound is not drawn_sound:
            count = len(sound.lows)
            starts_s = sound.bins_end_s - (count - np.arange(count)) * sound.bin_s
            times_s = np.repeat(starts_s, 2)
            times_s[1::2] += sound.bin_s / 2
            self._wave.setData(times_s, np.column_stack([sound.lows, sound.highs]).ravel())
        if estimates is not drawn_estimates and len(estimates.attention):
            width_s = len(estimates.attention) * estimates.attention_bin_s
            self._heat.setImage(estimates.attention[np.newaxis, :], autoLevels=False)
            self._heat.setRect(QRectF(estimates.attention_end_s - width_s, -1.0, width_s, 2.0))

    def clear_all(self) -> None:
        """Forget the last session."""
        self._drawn = (None, None)
        self._wave.setData([], [])
        self._heat.setImage(np.zeros((1, 1), np.float32), autoLevels=False)
        self.show_until(0.0)
