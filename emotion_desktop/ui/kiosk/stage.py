"""Kiosk mode while someone speaks: label, bars, transcript and curves, all large."""

from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.live_events import WindowEstimate
from emotion_desktop.domain.plot_data import PlotSnapshot
from emotion_desktop.ui.kiosk.bars import LargeBars
from emotion_desktop.ui.kiosk.curves import LargeCurves
from emotion_desktop.ui.kiosk.parts import FitLabel, VoicePulse
from emotion_desktop.ui.kiosk.words import LargeWords
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.formatting import emotion_titles, percent
from emotion_desktop.ui.widgets.themed import Themed

#: In units; lower ones would be indistinguishable from a distance.
_LOWEST_CURVES: Final = 150


class KioskStage(Themed, QWidget):
    """Shows the latest result and the current estimate from speech."""

    def __init__(self) -> None:
        super().__init__()
        self._titles = emotion_titles()
        self._speaking = False
        self._newest: Utterance | None = None
        self.pulse = VoicePulse()
        self.caption = FitLabel(46)
        self.headline = FitLabel(190, bold=True)
        self.headline.setAccessibleName(self.tr("Expressed emotion"))
        self.detail = FitLabel(64)
        self.words = LargeWords()
        self.bars_caption = FitLabel(38)
        self.bars = LargeBars(self._titles)
        self.curves_caption = FitLabel(32)
        self.curves = LargeCurves()
        self._lay_out()
        self.clear_all()
        self.follow_theme()

    def _lay_out(self) -> None:
        heard = QHBoxLayout()
        heard.addWidget(self.pulse)
        heard.addWidget(self.caption, stretch=1)
        left = QVBoxLayout()
        left.addLayout(heard)
        left.addWidget(self.headline)
        left.addWidget(self.detail)
        left.addSpacing(16)
        left.addWidget(self.words, stretch=1)
        right = QVBoxLayout()
        right.addWidget(self.bars_caption)
        right.addWidget(self.bars, stretch=1)
        bottom = QVBoxLayout()
        bottom.addWidget(self.curves_caption)
        bottom.addWidget(self.curves, stretch=1)
        self._grid = QGridLayout(self)
        self._grid.addLayout(left, 0, 0)
        self._grid.addLayout(right, 0, 1)
        self._grid.addLayout(bottom, 1, 0, 1, 2)
        for column, stretch in enumerate((10, 10)):
            self._grid.setColumnStretch(column, stretch)
        for row, stretch in enumerate((72, 28)):
            self._grid.setRowStretch(row, stretch)

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self._grid.setHorizontalSpacing(round(60 * unit))
        self._grid.setVerticalSpacing(round(24 * unit))
        self.curves.setMinimumHeight(round(_LOWEST_CURVES * unit))

    def show_snapshot(self, snapshot: PlotSnapshot) -> None:
        """Show level and voice activity, and animate bars and curves."""
        sound = snapshot.sound
        self.pulse.show_level(sound.level_dbfs, speaking=sound.speaking)
        if sound.speaking != self._speaking:
            self._speaking = sound.speaking
            self._write_caption()
        self.bars.step()
        self.curves.show_until(sound.end_s, sound.gaps_s)

    def show_window(self, window: WindowEstimate) -> None:
        """Show the current estimate from speech."""
        self.curves.add(window)
        # Windows that come after the last word would hide the result of the whole sentence.
        if self._speaking:
            self.bars_caption.show_text(self.tr("Right now, from speech"))
            self.bars.aim(window.estimate.probabilities)

    def show_utterance(self, utterance: Utterance) -> None:
        """Show the result for a sentence."""
        self._newest = utterance
        self.words.add(utterance.transcript.text)
        self.bars.aim(utterance.estimate.probabilities)
        self.bars_caption.show_text(
            self.tr("The last sentence, from speech and text")
            if utterance.estimate.text is not None
            else self.tr("The last sentence, from speech")
        )
        self.apply_theme()

    def show_provisional(self, text: str) -> None:
        """Show provisional words."""
        self.words.show_provisional(text)

    def clear_all(self) -> None:
        """Clear everything from the last visitor."""
        self._newest = None
        self.words.clear_all()
        self.bars.aim(None)
        self.curves.clear_all()
        self.bars_caption.show_text(self.tr("Seven emotions that a voice can express"))
        self.curves_caption.show_text(self.tr("The last minute, from speech"))
        self.apply_theme()

    def _write_caption(self) -> None:
        if self._speaking:
            self.caption.show_text(self.tr("Voice detected"))
        elif self._newest is None:
            self.caption.show_text("")
        else:
            self.caption.show_text(self.tr("Expressed emotion"))
        if self._newest is None:
            waiting = self.tr("Listening…") if self._speaking else self.tr("Speak now")
            self.headline.show_text(waiting, theme_of(self.palette()).muted)

    def apply_theme(self) -> None:
        """Redraw the result in the colours of the theme."""
        theme = theme_of(self.palette())
        self._write_caption()
        if self._newest is None:
            self.detail.show_text("")
            return
        estimate = self._newest.estimate
        first, second = (self._titles[name] for name, _ in estimate.top_two)
        if estimate.uncertain:
            self.headline.show_text(self.tr("Hard to tell"), theme.text)
            between = self.tr("{first} or {second}").format(first=first, second=second)
            self.detail.show_text(between, theme.muted)
        else:
            self.headline.show_text(first, theme.emotion(estimate.label))
            share = percent(estimate.confidence)
            self.detail.show_text(self.tr("Probability {share}").format(share=share))
