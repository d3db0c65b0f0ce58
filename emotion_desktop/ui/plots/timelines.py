"""The left side of the live page: everything with a time axis."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.live_events import MarkerSet, UtteranceReady
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.ui.plots.probability_plot import ProbabilityPlot
from emotion_desktop.ui.plots.sound_plot import SoundPlot
from emotion_desktop.ui.plots.time_navigator import TimeNavigator
from emotion_desktop.ui.plots.transcript_view import TranscriptView
from emotion_desktop.ui.plots.word_heat import WordHeat
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.legend_row import LegendRow
from emotion_desktop.ui.widgets.themed import Themed

_ZOOM: Final = 2.0


class PlotButton(QToolButton):
    """A small button next to a plot.

    Parameters
    ----------
    text : str
        What it says.
    tip : str
        What it does; its accessible name too.
    checkable : bool
        Whether it stays pressed.
    """

    def __init__(self, text: str, tip: str, *, checkable: bool = False) -> None:
        super().__init__()
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setCheckable(checkable)
        self.setAutoRaise(checkable)  # only then pressed and not pressed differ in the dark
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class PlotSwitch(QCheckBox):
    """A toggle button next to a plot.

    Parameters
    ----------
    text : str
        What it says.
    tip : str
        What it does; its accessible name too.
    """

    def __init__(self, text: str, tip: str) -> None:
        super().__init__(text)
        # As high as the buttons next to it, so that keyboard order matches visual order.
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.setToolTip(tip)
        self.setAccessibleName(tip)


class Timelines(Themed, QWidget):
    """Two plots on one time axis, and the transcript that links to them."""

    def __init__(self) -> None:
        super().__init__()
        self._markers_s: list[float] = []
        self.navigator = TimeNavigator()
        self.legend = LegendRow()
        self.probabilities = ProbabilityPlot(self.navigator)
        self.sound = SoundPlot(self.navigator)
        self.transcript = TranscriptView()
        self._make_buttons()
        self._lay_out()
        self.legend.toggled.connect(self.probabilities.set_shown)
        self.transcript.moment_chosen.connect(self.show_moment)
        self.transcript.word_chosen.connect(self.show_word_heat)
        self.navigator.following_changed.connect(self._on_following)
        self._on_following(follows=True)
        self.follow_theme()

    def _make_buttons(self) -> None:
        self.smooth = PlotSwitch(
            self.tr("Smooth"),
            self.tr("Draw the curves smoothed; the values shown on them stay unsmoothed"),
        )
        self.smooth.toggled.connect(self._on_smooth)
        self.zoom_out = PlotButton("\N{MINUS SIGN}", self.tr("Show more time"))
        self.zoom_out.clicked.connect(lambda: self.navigator.zoom(_ZOOM))
        self.zoom_in = PlotButton("+", self.tr("Show less time"))
        self.zoom_in.clicked.connect(lambda: self.navigator.zoom(1 / _ZOOM))
        self.show_all = PlotButton(self.tr("Whole session"), self.tr("Show the whole session"))
        self.show_all.clicked.connect(self.navigator.show_all)
        self.back = PlotButton(
            self.tr("Back to live"), self.tr("Follow the latest audio, showing one minute")
        )
        self.back.clicked.connect(self.navigator.back_to_live)
        self.waveform = PlotButton(
            self.tr("Waveform"), self.tr("Show the audio as a waveform"), checkable=True
        )
        self.spectrogram = PlotButton(
            self.tr("Spectrogram"),
            self.tr("Show the audio as a log-mel spectrogram, low frequencies at the bottom"),
            checkable=True,
        )
        views = QButtonGroup(self)
        views.addButton(self.waveform)
        views.addButton(self.spectrogram)
        self.waveform.setChecked(True)
        self.spectrogram.toggled.connect(self._on_spectrogram)

    def _lay_out(self) -> None:
        self.title, self.heat_title = QLabel(), QLabel()
        self._on_smooth(smooth=False)
        self.show_word_heat(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        buttons = (self.smooth, self.zoom_out, self.zoom_in, self.show_all, self.back)
        column.addLayout(_header(self.title, *buttons))
        column.addWidget(self.legend)
        column.addWidget(self.probabilities, stretch=5)
        column.addLayout(_header(self.heat_title, self.waveform, self.spectrogram))
        column.addWidget(self.sound, stretch=3)
        said = self.tr("Transcript, shaded by attention")
        column.addWidget(QLabel(said))
        column.addWidget(self.transcript, stretch=4)

    def show_snapshot(self, snapshot: PlotSnapshot) -> None:
        """Draw the latest tracks."""
        self.probabilities.show_tracks(snapshot.sound, snapshot.estimates)
        self.sound.show_tracks(snapshot.sound, snapshot.estimates)
        self.navigator.advance(snapshot.sound.end_s)
        self.probabilities.refresh()
        self.sound.refresh()

    def show_utterance(self, event: UtteranceReady) -> None:
        """Add an estimated utterance."""
        if self.navigator.follows:
            self.show_word_heat(None)  # it would hide the attention over the current speech
        self.probabilities.show_utterance(event.utterance)
        self.transcript.add_utterance(event)

    def show_marker(self, event: MarkerSet) -> None:
        """Draw a marker."""
        self._markers_s.append(event.at_s)
        self._draw_markers()
        self.transcript.add_marker(event)

    def _draw_markers(self) -> None:
        for plot in (self.probabilities, self.sound):
            plot.show_markers(self._markers_s)

    @Slot(float)
    def show_moment(self, time_s: float) -> None:
        """Show the cursor at a moment in both plots and scroll to it."""
        self.navigator.go_to(time_s)
        for plot in (self.probabilities, self.sound):
            plot.show_place(time_s)

    @Slot(object)
    def show_word_heat(self, heat: WordHeat | None) -> None:
        """Show the cross-modal attention of a word; None removes it."""
        title = self.tr("Attention over the audio (not an explanation)")
        if heat is not None:
            title = self.tr("Attention over the audio for “{word}” (not an explanation)")
            title = title.replace("{word}", heat.word)
        self.heat_title.setText(title)
        self.sound.show_word_heat(heat)

    def clear_all(self) -> None:
        """Clear everything."""
        self._markers_s.clear()
        self._draw_markers()
        for plot in (self.probabilities, self.sound):
            plot.show_place(None)
            plot.clear_all()
        self.show_word_heat(None)
        self.transcript.clear_all()
        self.navigator.clear()

    def apply_theme(self) -> None:
        """Pass the colours on to the plots, which have none of their own."""
        theme = theme_of(self.palette())
        self.probabilities.apply(theme)
        self.sound.apply(theme)

    @Slot(bool)
    def _on_following(self, follows: bool) -> None:
        self.back.setEnabled(not follows)
        if follows:
            self.show_word_heat(None)

    @Slot(bool)
    def _on_smooth(self, smooth: bool) -> None:
        title = self.tr("Expressed emotion, from speech (faded: unclear)")
        smoothed = self.tr("Expressed emotion, from speech, smoothed (faded: unclear)")
        self.title.setText(smoothed if smooth else title)
        self.probabilities.set_smooth(smooth)

    @Slot(bool)
    def _on_spectrogram(self, shown: bool) -> None:
        self.sound.set_view("spectrogram" if shown else "waveform")
        self._draw_markers()


def _header(title: QLabel, *buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    title.setWordWrap(True)
    row.addWidget(title, stretch=1)
    for button in buttons:
        row.addWidget(button)
    return row
