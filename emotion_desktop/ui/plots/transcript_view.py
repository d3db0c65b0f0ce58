"""The transcript and the events of a session, one entry per line."""

from collections import deque
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from emotion_desktop.domain.estimate import SURE_SPEAKER, Utterance
from emotion_desktop.domain.live_events import (
    LabelCorrected,
    MarkerSet,
    ProvisionalWords,
    SegmentSkipped,
    SourceNotice,
    UtteranceReady,
)
from emotion_desktop.services.bridge.translation import translated
from emotion_desktop.ui.plots.word_heat import WordHeat, heat_of_word
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import emotion_titles, isolation, percent
from emotion_desktop.ui.widgets.themed import Themed

MOST_ENTRIES: Final = 1000
#: Attention that is shaded at full strength; 1 is even attention.
_FULL_HEAT: Final = 3.0
_MOMENT: Final = "moment"
_WORD: Final = "word"


@dataclass(frozen=True, slots=True)
class _Said:
    """An utterance, with its corrected label if there is one."""

    event: UtteranceReady
    corrected: str | None = None


_Entry = _Said | SegmentSkipped | SourceNotice | MarkerSet


class TranscriptView(Themed, QTextBrowser):
    """Scrolls to the newest entry at the end, unless the user has scrolled back.

    Words are links to their moment: Tab goes from one to the next, Return follows it.
    """

    moment_chosen = Signal(float)
    """Somebody wants to see this time, in seconds since the source began."""
    word_chosen = Signal(object)
    """With it: the `WordHeat` of the word that was chosen, None for any other place."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Transcript"))
        self.setPlaceholderText(self.tr("Each utterance appears here as it is spoken."))
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._entries: deque[_Entry] = deque()
        self._provisional: ProvisionalWords | None = None
        self.anchorClicked.connect(self._on_link)
        self.follow_theme()

    def add_utterance(self, event: UtteranceReady) -> None:
        """Add an estimated utterance, replacing its provisional words."""
        self._add(_Said(event), provisional=None)

    def add_skipped(self, event: SegmentSkipped) -> None:
        """Add a skipped utterance."""
        self._add(event, provisional=None)

    def add_notice(self, notice: SourceNotice) -> None:
        """Add a notice about the source."""
        self._add(notice, provisional=self._provisional)

    def add_marker(self, event: MarkerSet) -> None:
        """Add a marker."""
        self._add(event, provisional=self._provisional)

    def show_provisional(self, words: ProvisionalWords) -> None:
        """Show provisional words of the current utterance."""
        self._change(provisional=words if words.text.strip() else None)

    def correct(self, event: LabelCorrected) -> None:
        """Show the corrected label of an utterance."""
        for number, entry in enumerate(self._entries):
            if isinstance(entry, _Said) and entry.event.utterance.segment_id == event.segment_id:
                self._entries[number] = replace(entry, corrected=event.label)
                cursor = QTextCursor(self.document().findBlockByNumber(number))
                cursor.movePosition(
                    QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                )
                cursor.insertHtml(self._write(self._entries[number]))

    def clear_all(self) -> None:
        """Clear the transcript."""
        self._entries.clear()
        self._provisional = None
        self.clear()

    @property
    def entries(self) -> int:
        """Number of entries, without provisional words."""
        return len(self._entries)

    def _add(self, entry: _Entry, provisional: ProvisionalWords | None) -> None:
        if len(self._entries) == MOST_ENTRIES:
            self._entries.popleft()
            first = QTextCursor(self.document())
            first.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
            first.removeSelectedText()
        self._change(provisional=provisional, entry=entry)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Stay at the end, as where a notice takes some of the height."""
        at_end = self._is_at_end()
        super().resizeEvent(event)
        if at_end:
            self._scroll_to_end()

    def _is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - self.fontMetrics().height()

    def _scroll_to_end(self) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _change(self, *, provisional: ProvisionalWords | None, entry: _Entry | None = None) -> None:
        at_end = self._is_at_end()
        if self._provisional is not None:
            self._take_last_block()
        if entry is not None:
            self._entries.append(entry)
            self._append(self._write(entry))
        self._provisional = provisional
        if provisional is not None:
            self._append(self._write_provisional(provisional))
        if at_end:
            self._scroll_to_end()

    def _append(self, html: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not self.document().isEmpty():
            cursor.insertBlock()
        cursor.insertHtml(html)

    def _take_last_block(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.removeSelectedText()

    def _write(self, entry: _Entry) -> str:
        if isinstance(entry, _Said):
            return self._write_said(entry)
        if isinstance(entry, MarkerSet):
            return self._write_note(entry.at_s, f"⚑ {entry.text or self.tr('Marker')}")
        if isinstance(entry, SourceNotice):
            return self._write_note(entry.at_s, translated(entry.message))
        length = f"{entry.end_s - entry.start_s:.1f}"
        text = self.tr("Skipped {length} s: this computer is too slow").format(length=length)
        return self._write_note(entry.start_s, text)

    def _write_note(self, time_s: float, text: str) -> str:
        color = theme_of(self.palette()).warning.name()
        return f"{self._write_time(time_s)} <span style='color:{color}'>{escape(text)}</span>"

    def _write_said(self, said: _Said) -> str:
        utterance, estimate = said.event.utterance, said.event.utterance.estimate
        titles, theme = emotion_titles(), theme_of(self.palette())
        label = said.corrected or estimate.label
        color, name = theme.emotion(label).name(), titles[label]
        if said.corrected:
            note = self.tr("corrected from {emotion}").format(emotion=titles[estimate.label])
        elif estimate.uncertain:
            color, note = theme.muted.name(), self.tr("unclear")
            second = titles[estimate.top_two[1][0]]
            name = self.tr("{first} or {second}").format(first=name, second=second)
        else:
            note = percent(estimate.confidence)
        return (
            f"{self._write_time(utterance.start_s)} {self._write_speaker(utterance)}"
            f"<span style='color:{color}'>■</span> "
            f"<b>{name}</b> <span style='color:{theme.muted.name()}'>{note}</span>"
            f"&nbsp; {self._write_words(said.event)}"
        )

    def _write_speaker(self, utterance: Utterance) -> str:
        """Write who speaks, if that is a proposal; with a question mark if it is unsure."""
        if utterance.speaker_confidence is None:
            return ""
        theme = theme_of(self.palette())
        doubt = "" if utterance.speaker_confidence >= SURE_SPEAKER else "?"
        return (
            f"<b style='color:{theme.surface.name()};"
            f"background-color:{theme.speaker(utterance.speaker).name()}'>"
            f"&nbsp;{escape(utterance.speaker)}{doubt}&nbsp;</b>&nbsp; "
        )

    def _write_words(self, event: UtteranceReady) -> str:
        transcript, estimate = event.utterance.transcript, event.utterance.estimate
        theme = theme_of(self.palette())
        words = [word.text for word in transcript.words]
        if transcript.gap.join(words) != transcript.text:  # cut in other places: no guessing
            words = transcript.text.split()
        if not words:
            why = self.tr("not transcribed: no time") if event.speech_only else ""
            why = why or self.tr("no words")
            return f"<i style='color:{theme.muted.name()}'>({why})</i>"
        starts_s = [word.start_s for word in transcript.words]
        if len(starts_s) != len(words):
            starts_s = [event.utterance.start_s] * len(words)
        weights = estimate.text.attention if estimate.text is not None else ()
        heats = [float(weight) * len(words) / _FULL_HEAT for weight in weights]
        if len(heats) != len(words):
            heats = [0.0] * len(words)
        parts = []
        segment_id = event.utterance.segment_id
        for index, (word, start_s, heat) in enumerate(zip(words, starts_s, heats, strict=True)):
            surface = _mix(theme.surface, theme.heat, 0.7 * min(heat, 1.0))
            parts.append(
                f"<a href='{_WORD}:{start_s:.2f}/{segment_id}/{index}' "
                f"style='color:{theme.text.name()};"
                f"background-color:{surface};text-decoration:none'>{escape(word)}</a>"
            )
        begin, end = isolation(transcript.text)
        said = f"{begin}{transcript.gap.join(parts)}{end}"
        if estimate.text is None:
            why = self.tr("not used: the speech recogniser is unsure of these words")
        elif transcript.translation is not None:
            why = self.tr("translated: {text}").format(text=transcript.translation)
        else:
            return said
        return f"{said} <i style='color:{theme.muted.name()}'>({escape(why)})</i>"

    def _write_provisional(self, words: ProvisionalWords) -> str:
        color = theme_of(self.palette()).muted.name()
        text = escape(words.text.strip())
        return f"{self._write_time(words.start_s)} <i style='color:{color}'>{text} …</i>"

    def _write_time(self, time_s: float) -> str:
        color = theme_of(self.palette()).muted.name()
        return (
            f"<a href='{_MOMENT}:{time_s:.2f}' style='color:{color};text-decoration:none'>"
            f"{clock(time_s)}</a>&nbsp;"
        )

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        time_s, *place = url.path().split("/")
        self.moment_chosen.emit(float(time_s))
        self.word_chosen.emit(self._heat_of(*map(int, place)) if place else None)

    def _heat_of(self, segment_id: int, index: int) -> WordHeat | None:
        for entry in self._entries:
            if isinstance(entry, _Said) and entry.event.utterance.segment_id == segment_id:
                return heat_of_word(entry.event.utterance, index)
        return None

    def apply_theme(self) -> None:
        """Rewrite the transcript, whose text contains the colours."""
        self.clear()
        for entry in self._entries:
            self._append(self._write(entry))
        provisional, self._provisional = self._provisional, None
        self._change(provisional=provisional)
        self._scroll_to_end()


def _mix(surface: QColor, color: QColor, share: float) -> str:
    """Return the name of a colour between two others."""
    ends = ((color.red(), color.green(), color.blue()) for color in (surface, color))
    return QColor(*(round(a + share * (b - a)) for a, b in zip(*ends, strict=True))).name()
