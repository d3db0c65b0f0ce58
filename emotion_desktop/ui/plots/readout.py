"""The exact values of all seven curves at one moment."""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from emotion_desktop.domain.audio import FloatArray
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent

_MARGIN_PX: Final = 8
_AXIS_PX: Final = 52


class Readout(QLabel):
    """Floats over a plot, on the side away from the pointer.

    Parameters
    ----------
    plot : QWidget
        What it floats over.
    """

    def __init__(self, plot: QWidget) -> None:
        super().__init__(plot)
        self._plot = plot
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setMargin(6)
        self.hide()

    def show_loss(self, time_s: float) -> None:
        """Show that the audio at a time was lost."""
        self._show(time_s, "<br>" + self.tr("audio lost"))

    def show_values(self, time_s: float, values: FloatArray | None) -> None:
        """Show the probabilities at a time, shape (7,); None if nobody spoke."""
        if values is None:
            self._show(time_s, "<br>" + self.tr("no speech"))
        else:
            rows = "".join(self._row(name, values) for name in EMOTIONS)
            self._show(time_s, f"<table cellspacing='1'>{rows}</table>")

    def _show(self, time_s: float, told: str) -> None:
        tenths = int(10 * (time_s % 1))
        head = self.tr("At {time}").format(time=f"{clock(time_s)}.{tenths}")
        self.setText(f"<b>{head}</b>{told}")
        self.adjustSize()
        self.show()

    def _row(self, name: str, values: FloatArray) -> str:
        share = float(values[EMOTIONS.index(name)])
        title = emotion_titles()[name]
        if values[EMOTIONS.index(name)] == np.max(values):
            title = f"<b>{title}</b>"
        color = theme_of(self.palette()).emotion(name).name()
        return (
            f"<tr><td><span style='color:{color}'>■</span> {title}</td>"
            f"<td align='right' style='padding-left:12px'>{percent(share, decimals=1)}</td></tr>"
        )

    def stand_beside(self, *, at_left: bool) -> None:
        """Move to the left or right end of the plot."""
        right = self._plot.width() - self.width() - _MARGIN_PX
        self.move(_AXIS_PX + _MARGIN_PX if at_left else right, _MARGIN_PX)
