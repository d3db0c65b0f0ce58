"""The seven probability curves from speech."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Slot

from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.plot_data import EstimateTrack, SoundTrack, thin_out
from emotion_desktop.ui.plots.readout import Readout
from emotion_desktop.ui.plots.time_band import TimeBand
from emotion_desktop.ui.plots.time_navigator import TimeNavigator
from emotion_desktop.ui.plots.time_plot import Curve, TimePlot
from emotion_desktop.ui.theme import Theme, theme_of, transparent
from emotion_desktop.ui.widgets.formatting import percent

#: A row this far from the pointer says nothing about it: there was no speech.
_NEAR_S: Final = 2.0


class ProbabilityPlot(TimePlot):
    """Probabilities over time; curves fade into a grey band where unclear.

    Parameters
    ----------
    navigator : TimeNavigator
        Says which part of the session is shown.
    name : str or None
        Accessible name; None for the live curves.
    """

    def __init__(self, navigator: TimeNavigator, name: str | None = None) -> None:
        super().__init__(name or self.tr("Probabilities over time, from speech"), navigator)
        self.setYRange(-0.05, 1.08, padding=0)
        self.getAxis("left").setTicks([[(x / 4, percent(x / 4)) for x in range(5)]])
        self._uncertain: list[tuple[float, float]] = []
        self._faded: npt.NDArray[np.float64] = np.empty((0, 2))
        self.emotion_curves = {name: Curve(connect="finite") for name in EMOTIONS}
        for curve in self.emotion_curves.values():
            self.addItem(curve, ignoreBounds=True)
        self.uncertain_band = TimeBand()
        self.addItem(self.uncertain_band, ignoreBounds=True)
        self._hint = pg.TextItem(anchor=(0.5, 0.5))
        self.set_hint(self.tr("Curves appear when a voice is heard."))
        self.addItem(self._hint, ignoreBounds=True)
        self._sound, self._track = SoundTrack(), EstimateTrack()
        self._smooth = False
        self.readout = Readout(self)
        self._readout_line = pg.InfiniteLine(angle=90)
        self._readout_line.hide()
        self.addItem(self._readout_line, ignoreBounds=True)
        self.hovered.connect(self._on_hover)
        self.unhovered.connect(self._on_unhover)
        self.apply(theme_of(self.palette()))
        self._on_view(*navigator.view)

    def apply(self, theme: Theme) -> None:
        """Apply the colours of `theme`."""
        super().apply(theme)
        self.showGrid(y=True, alpha=0.15)
        for name, curve in self.emotion_curves.items():
            curve.setPen(theme.pen(name))
        veil, band = transparent(theme.surface, 0.6), transparent(theme.muted, 0.18)
        self.uncertain_band.set_colors(veil, band)
        self._hint.setColor(theme.muted)
        self._readout_line.setPen(transparent(theme.muted, 0.8))

    def show_tracks(self, sound: SoundTrack, estimates: EstimateTrack) -> None:
        """Set the latest tracks; `refresh` or the next move draws them."""
        grew = not np.array_equal(sound.gaps_s[-1:], self._sound.gaps_s[-1:])
        self._stale |= grew or estimates is not self._track
        self._sound, self._track = sound, estimates

    def draw(self, start_s: float, end_s: float) -> None:
        """Draw the rows in view, and one row on each side."""
        track = self._track
        low, high = np.searchsorted(track.times_s, [start_s, end_s])
        seen = slice(max(int(low) - 1, 0), int(high) + 1)
        rows = track.smoothed if self._smooth else track.probabilities
        times_s, rows = thin_out(track.times_s[seen], rows[seen], self.pixels)
        for index, name in enumerate(EMOTIONS):
            self.emotion_curves[name].setData(times_s, rows[:, index])
        place = QRectF(start_s, 0.0, end_s - start_s, 1.0)
        self.uncertain_band.draw(self._faded, place, self.pixels)
        self.draw_gaps(self._sound.gaps_s, start_s, end_s)
        self._hint.setVisible(not len(track.times_s))
        if self._hint.isVisible():
            self._hint.setPos((start_s + end_s) / 2, 0.625)  # between two lines of the grid

    def show_utterance(self, utterance: Utterance) -> None:
        """Fade the interval of an utterance if its estimate is unclear."""
        if utterance.estimate.uncertain:
            self._uncertain.append((utterance.start_s, utterance.end_s))
            self.fade(self._uncertain)

    def fade(self, extents: Sequence[tuple[float, float]]) -> None:
        """Fade only these intervals in seconds, given in order of their ends."""
        self._faded = np.array(extents, np.float64).reshape(-1, 2)
        self.redraw()

    def set_hint(self, text: str) -> None:
        """Set the text shown while there are no curves."""
        self._hint.setText(text)

    @Slot(str, bool)
    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide the curve of an emotion."""
        self.emotion_curves[name].setVisible(shown)

    @Slot(bool)
    def set_smooth(self, smooth: bool) -> None:
        """Draw smoothed curves, or the original estimates."""
        self._smooth = smooth
        self.redraw()

    @Slot(float)
    def _on_hover(self, time_s: float) -> None:
        row = self._track.nearest(time_s)
        if row is None:
            self._on_unhover()
            return
        row_s, values = float(self._track.times_s[row]), self._track.probabilities[row]
        voiced = abs(row_s - time_s) <= _NEAR_S and bool(np.isfinite(values[0]))
        shown_s = row_s if voiced else time_s
        start_s, end_s = self._navigator.view
        if self._sound.is_lost(time_s):
            shown_s = time_s
            self.readout.show_loss(time_s)
        else:
            self.readout.show_values(shown_s, values if voiced else None)
        self.readout.stand_beside(at_left=shown_s > (start_s + end_s) / 2)
        self._readout_line.setValue(shown_s)
        self._readout_line.show()

    @Slot()
    def _on_unhover(self) -> None:
        self.readout.hide()
        self._readout_line.hide()

    def clear_all(self) -> None:
        """Clear the plot."""
        self._uncertain.clear()
        self._faded = np.empty((0, 2))
        self._on_unhover()
        self._sound, self._track = SoundTrack(), EstimateTrack()
        self.redraw()
