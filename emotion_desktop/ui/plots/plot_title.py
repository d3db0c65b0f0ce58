"""A title over the corner of a plot."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed

#: Behind the axis.
_LEFT_PX: Final = 58


class PlotTitle(Themed, QLabel):
    """A title over the corner of a plot.

    Parameters
    ----------
    text : str
        The title.
    plot : QWidget
        The plot.
    """

    def __init__(self, text: str, plot: QWidget) -> None:
        super().__init__(text, plot)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.move(_LEFT_PX, 0)
        self.follow_theme()

    def apply_theme(self) -> None:
        """Take the colour of the axes."""
        self.setPalette(set_text_color(self.palette(), theme_of(self.palette()).muted))
