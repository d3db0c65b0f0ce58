"""The visible window of a session: curves, utterances and audio on one time axis."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from emotion_desktop.domain.playback import Stretch
from emotion_desktop.domain.plot_data import EstimateTrack, SoundTrack
from emotion_desktop.domain.prosody import speech_rate
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session import Marker
from emotion_desktop.domain.session_curves import (
    CURVE_SOURCES,
    WindowCurves,
    segment_curves,
    uncertain_extents,
)
from emotion_desktop.ui.plots.plot_title import PlotTitle
from emotion_desktop.ui.plots.probability_plot import ProbabilityPlot
from emotion_desktop.ui.plots.sound_plot import SoundPlot
from emotion_desktop.ui.plots.time_navigator import SessionNavigator
from emotion_desktop.ui.plots.time_plot import TimePlot
from emotion_desktop.ui.plots.timelines import PlotButton
from emotion_desktop.ui.review.prosody_lane import ProsodyLane
from emotion_desktop.ui.review.segment_lanes import SegmentLanes
from emotion_desktop.ui.review.shown_segments import ShownSegment, is_blind, lane_names
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.legend_row import LegendRow
from emotion_desktop.ui.widgets.themed import Themed

_ZOOM: Final = 2.0
_LEAST_PLOT_PX: Final = 70


class SessionDetail(Themed, QWidget):
    """Plots that move together; a click on any of them seeks.

    Parameters
    ----------
    navigator : SessionNavigator
        Says which part of the session is shown.
    """

    moment_chosen = Signal(float)
    """The user clicked at this time, in seconds."""
    segment_chosen = Signal(int)
    """The user clicked on this utterance; its id."""
    stretch_chosen = Signal(float, float)
    """The user marked this range, from start to end in seconds."""
    cleared = Signal()
    """No session is shown any longer."""

    def __init__(self, navigator: SessionNavigator) -> None:
        super().__init__()
        self.navigator = navigator
        self._windows = WindowCurves()
        self._sound, self._attention = SoundTrack(), EstimateTrack()
        self._markers_s: list[float] = []
        self._blind = False
        self.legend = LegendRow()
        names = {
            "speech": self.tr("Probabilities over time, from speech"),
            "text": self.tr("Probabilities over time, from text"),
            "fused": self.tr("Probabilities over time, fused"),
        }
        self.curves = {
            source: ProbabilityPlot(navigator, names[source]) for source in CURVE_SOURCES
        }
        self.lanes = SegmentLanes(navigator)
        self.sound = SoundPlot(navigator)
        self.prosody = ProsodyLane(navigator)
        self.plots: tuple[TimePlot, ...] = (
            *self.curves.values(),
            self.lanes,
            self.sound,
            *self.prosody.plots,
        )
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._on_sources()
        self.prosody.set_shown(shown=False)
        self._show_sound()
        self.follow_theme()

    def _make_buttons(self) -> None:
        texts = {
            "speech": (self.tr("Speech"), self.tr("Show the probabilities from speech alone")),
            "text": (self.tr("Text"), self.tr("Show the probabilities from text alone")),
            "fused": (
                self.tr("Fused"),
                self.tr("Show the probabilities from speech and text together"),
            ),
        }
        self.sources = {
            source: PlotButton(*texts[source], checkable=True) for source in CURVE_SOURCES
        }
        self.sources["fused"].setChecked(True)
        self.prosody_button = PlotButton(
            self.tr("Prosody"), self.tr("Show pitch, level and speech rate"), checkable=True
        )
        self.zoom_out = PlotButton("\N{MINUS SIGN}", self.tr("Show more time"))
        self.zoom_in = PlotButton("+", self.tr("Show less time"))
        self.show_all = PlotButton(self.tr("All"), self.tr("Show the whole session"))
        self.waveform = PlotButton(
            self.tr("Waveform"), self.tr("Show the audio as a waveform"), checkable=True
        )
        self.spectrogram = PlotButton(
            self.tr("Spectrogram"),
            self.tr("Show the audio as a log-mel spectrogram, low frequencies at the bottom"),
            checkable=True,
        )
        views = QButtonGroup(self)
        for button in (self.waveform, self.spectrogram):
            views.addButton(button)
        self.waveform.setChecked(True)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(
            _row(
                *self.sources.values(),
                self.prosody_button,
                None,
                self.zoom_out,
                self.zoom_in,
                self.show_all,
            )
        )
        column.addWidget(self.legend)
        for source, plot in self.curves.items():
            plot.hideAxis("bottom")  # the time stands once, under the sound
            plot.setMinimumHeight(_LEAST_PLOT_PX)
            PlotTitle(self.sources[source].text(), plot)
            column.addWidget(plot, stretch=5)
        column.addWidget(self.lanes)
        column.addWidget(self.prosody, stretch=5)
        self._sound_title = QLabel()
        self._sound_title.setWordWrap(True)
        column.addLayout(_row(self._sound_title, self.waveform, self.spectrogram))
        self.sound.setMinimumHeight(_LEAST_PLOT_PX + 20)
        column.addWidget(self.sound, stretch=4)

    def _connect(self) -> None:
        for plot in self.plots:
            plot.moment_chosen.connect(self.moment_chosen)
            plot.stretch_chosen.connect(self.stretch_chosen)
            plot.set_selectable()
            plot.setAccessibleDescription(
                self.tr(
                    "Ctrl and the arrow keys pan, plus and minus zoom, "
                    "Home and End go to the start and the end"
                )
            )
        for curves in self.curves.values():
            self.legend.toggled.connect(curves.set_shown)
        for button in self.sources.values():
            button.toggled.connect(self._on_sources)
        self.prosody_button.toggled.connect(lambda shown: self.prosody.set_shown(shown=shown))
        self.lanes.segment_chosen.connect(self.segment_chosen)
        self.spectrogram.toggled.connect(self._on_spectrogram)
        self.zoom_out.clicked.connect(lambda: self.navigator.zoom(_ZOOM))
        self.zoom_in.clicked.connect(lambda: self.navigator.zoom(1 / _ZOOM))
        self.show_all.clicked.connect(self.navigator.show_all)

    def show_session(
        self,
        windows: WindowCurves,
        attention: EstimateTrack,
        sound: SoundTrack,
        markers: Sequence[Marker],
    ) -> None:
        """Set the session; call `show_state` next."""
        self._windows, self._attention, self._sound = windows, attention, sound
        self._markers_s = [marker.at_s for marker in markers]
        for plot in self.plots:
            plot.show_markers(self._markers_s)

    def show_state(self, state: ReviewState, segments: Sequence[ShownSegment]) -> None:
        """Show the current state; estimates only if the rater may see them."""
        self._blind = is_blind(state)
        self.lanes.show_segments(segments, lane_names(state))
        self.prosody.show_rate(speech_rate(state.segments))
        hint = self.tr("There are no estimates here.")
        if self._blind:
            hint = self.tr("The models' estimates are hidden while you rate blind.")
        extents = uncertain_extents(state.segments)
        for source, plot in self.curves.items():
            track = EstimateTrack()
            if not self._blind:
                track = self._windows.of(source) or segment_curves(state.segments, source)
            plot.set_hint(hint)
            plot.show_tracks(self._sound, track)
            plot.fade(extents)
        self._show_sound()

    @Slot(object)
    def show_sound(self, sound: SoundTrack) -> None:
        """Set the audio that has been read so far."""
        self._sound = sound
        self._show_sound()

    def _show_sound(self) -> None:
        with_heat = self.tr("Attention over the audio (not an explanation)")
        self._sound_title.setText(self.tr("Audio") if self._blind else with_heat)
        self.sound.show_tracks(self._sound, EstimateTrack() if self._blind else self._attention)
        self.sound.redraw()

    def show_position(self, time_s: float) -> None:
        """Move the playback cursor."""
        for plot in self.plots:
            plot.show_place(time_s)
        self.prosody.show_position(time_s)

    @Slot(object)
    def show_selection(self, marked: Stretch | None) -> None:
        """Shade the marked range; None shades nothing."""
        for plot in self.plots:
            plot.show_selection(None if marked is None else (marked.start_s, marked.end_s))

    def clear_all(self) -> None:
        """Clear the view."""
        for plot in self.plots:
            plot.show_markers([])
            plot.show_place(None)
            plot.show_selection(None)
        self._windows, self._attention = WindowCurves(), EstimateTrack()
        self._sound = SoundTrack()
        for curves in self.curves.values():
            curves.clear_all()
        self.sound.clear_all()
        self.lanes.show_segments((), [])
        self.prosody.show_rate(speech_rate(()))
        self.cleared.emit()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Return the least height: whoever scrolls scrolls no more than they have to."""
        return self._column.totalMinimumHeightForWidth(width)

    def apply_theme(self) -> None:
        """Pass the colours on to the plots."""
        theme = theme_of(self.palette())
        for plot in self.plots:
            plot.apply(theme)

    @Slot()
    def _on_sources(self) -> None:
        for source, plot in self.curves.items():
            plot.setVisible(self.sources[source].isChecked())

    @Slot(bool)
    def _on_spectrogram(self, shown: bool) -> None:
        self.sound.set_view("spectrogram" if shown else "waveform")
        self.sound.show_markers(self._markers_s)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Lay out widgets side by side; a label, or None, takes the remaining width."""
    row = QHBoxLayout()
    row.setSpacing(4)
    for widget in widgets:
        if widget is None:
            row.addStretch()
        else:
            row.addWidget(widget, stretch=1 if isinstance(widget, QLabel) else 0)
    return row
