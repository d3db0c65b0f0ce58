"""The seven curves of what the sound expresses."""

import numpy as np
import pyqtgraph as pg

from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.tracks import EstimateTrack
from emotion_desktop.ui.theme import Theme, theme_of, transparent
from emotion_desktop.ui.time_plot import SPAN_S, TimePlot


class ProbabilityPlot(TimePlot):
    """Rolling probabilities, and a band over utterances whose estimate is uncertain."""

    def __init__(self) -> None:
        super().__init__("Probabilities of the last minute, from the sound", low=-0.05, high=1.08)
        self.getAxis("left").setTicks([[(x / 4, f"{25 * x} %") for x in range(5)]])
        self._uncertain: list[tuple[float, float]] = []
        self._band = pg.PlotCurveItem(fillLevel=0.0, pen=None)
        self.addItem(self._band)
        self._curves = {name: self._add_curve() for name in EMOTIONS}
        self._drawn: EstimateTrack | None = None
        self.apply(theme_of(self.palette()))

    def _add_curve(self) -> pg.PlotDataItem:
        curve = pg.PlotDataItem(connect="finite")
        self.addItem(curve)  # before clipping to the view, which 0.14.0 else refuses
        curve.setDownsampling(auto=True, method="peak")
        curve.setClipToView(True)
        return curve

    def apply(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        super().apply(theme)
        self.showGrid(y=True, alpha=0.15)
        for name, curve in self._curves.items():
            curve.setPen(theme.pen(name))
        self._band.setBrush(transparent(theme.muted, 0.18))

    def show_track(self, track: EstimateTrack) -> None:
        """Draw the newest estimates; costs nothing where there are none."""
        if track is self._drawn:
            return
        self._drawn = track
        for index, name in enumerate(EMOTIONS):
            self._curves[name].setData(track.times_s, track.probabilities[:, index])

    def show_utterance(self, utterance: Utterance) -> None:
        """Shade the extent of an utterance where its estimate is uncertain."""
        if utterance.estimate.uncertain:
            oldest_s = utterance.end_s - SPAN_S
            self._uncertain = [band for band in self._uncertain if band[1] > oldest_s]
            self._uncertain.append((utterance.start_s, utterance.end_s))
            edges = np.repeat(np.array(self._uncertain).ravel(), 2)
            self._band.setData(edges, np.tile([0.0, 1.0, 1.0, 0.0], len(self._uncertain)))

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide the curve of an emotion."""
        self._curves[name].setVisible(shown)

    def clear_all(self) -> None:
        """Forget the last session."""
        self._uncertain.clear()
        self._band.setData([], [])
        self.show_track(EstimateTrack())
        self.show_until(0.0)
