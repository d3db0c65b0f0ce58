"""The transcript of a session, with the spoken word highlighted; a click seeks."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from emotion_desktop.domain.transcript import Transcript, Word
from emotion_desktop.ui.review.shown_segments import ShownSegment
from emotion_desktop.ui.theme import Theme, theme_of, transparent
from emotion_desktop.ui.widgets.clock import clock
from emotion_desktop.ui.widgets.formatting import isolation
from emotion_desktop.ui.widgets.themed import Themed

#: Attention shaded at full strength, and the least that is shaded; 1 is even attention.
_FULL_HEAT: Final = 3.0
_LEAST_HEAT: Final = 1.2
_HEAT_LEVELS: Final = 6
#: Size of the line between two utterances: blocks have no margins in this kind of view.
_GAP_PT: Final = 4
_NEW_LINE: Final = "\N{LINE SEPARATOR}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Position of a word in its block, and its time."""

    start: int
    end: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class _Line:
    """An utterance with the places of its words."""

    segment: ShownSegment
    places: tuple[_Place, ...]


class SessionTranscript(Themed, QPlainTextEdit):
    """One block per utterance: time, emotion and speaker, then the words.

    Only visible blocks are laid out, so that hours of speech cost no more than minutes. Return
    seeks to the word at the text cursor, as a click does.
    """

    moment_chosen = Signal(float)
    """The user wants to go to this time, in seconds."""
    segment_chosen = Signal(int)
    """The user chose this utterance; its id."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._starts_s: list[float] = []
        self._lit: tuple[int, int] | None = None
        self._selected: int | None = None
        self._scroll_again: Callable[[], None] = self.centerCursor
        self._laid_out = QTimer(self, interval=0, singleShot=True)
        self._laid_out.timeout.connect(self._on_laid_out)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Transcript"))
        self.setPlaceholderText(self.tr("No speech was found in this session."))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.follow_theme()

    def show_segments(self, segments: Sequence[ShownSegment]) -> None:
        """Write utterances in order of their start; unchanged ones are kept."""
        old = [line.segment for line in self._lines]
        same_before = _common(old, segments)
        same_behind = _common(old[same_before:][::-1], segments[same_before:][::-1])
        behind = len(old) - same_behind
        changed = segments[same_before : len(segments) - same_behind]
        if same_before == behind and not changed:
            return
        self._replace(same_before, behind, changed)
        self._starts_s = [line.segment.start_s for line in self._lines]
        self._lit = None
        self._show_extra()

    def show_position(self, time_s: float, *, follow: bool) -> None:
        """Highlight the spoken word.

        Parameters
        ----------
        time_s : float
            Playback position.
        follow : bool
            Whether the text scrolls along, provided that the last word was visible.
        """
        lit = self._at(time_s)
        if lit == self._lit:
            return
        was_seen = self._lit is None or self._is_seen(self._lit[0])
        self._lit = lit
        self._show_extra()
        if lit is not None and follow and was_seen:
            self.reveal(self._lines[lit[0]].segment.id)

    def select(self, segment_id: int | None) -> None:
        """Mark an utterance and scroll to it; None marks none."""
        if segment_id != self._selected:
            self._selected = segment_id
            self._show_extra()
        if segment_id is not None:
            self.reveal(segment_id)

    def reveal(self, segment_id: int) -> None:
        """Scroll to an utterance unless it is visible."""
        number = self._number_of(segment_id)
        if number is None or self._is_seen(number):
            return
        self.setTextCursor(QTextCursor(self._block(number)))
        self._scroll(self.centerCursor)

    @property
    def lit_text(self) -> str:
        """The highlighted word; empty for none."""
        if self._lit is None:
            return ""
        number, index = self._lit
        if index < 0:
            return ""
        return self._cursor_over(number, self._lines[number].places[index]).selectedText()

    def clear_all(self) -> None:
        """Clear the view."""
        self._lines, self._starts_s, self._lit, self._selected = [], [], None, None
        self.clear()
        self.setExtraSelections([])

    def apply_theme(self) -> None:
        """Write everything again: the colours are part of the text."""
        segments = [line.segment for line in self._lines]
        top = self.firstVisibleBlock().blockNumber()
        self._lines = []
        self.clear()
        if segments:
            self._replace(0, 0, segments)
        self._show_extra()
        self._scroll(lambda: self._show_at_top(top))

    def _show_at_top(self, number: int) -> None:
        self.verticalScrollBar().setValue(self._block(number).firstLineNumber())

    def _scroll(self, scroll: Callable[[], None]) -> None:
        """Scroll, and again after new lines were laid out: only then are their heights known."""
        scroll()
        self._scroll_again = scroll
        self._laid_out.start()

    @Slot()
    def _on_laid_out(self) -> None:
        self._scroll_again()

    # ---- writing ----

    def _replace(self, first: int, behind: int, segments: Sequence[ShownSegment]) -> None:
        """Replace the lines from `first` up to `behind` (exclusive)."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        n_old = len(self._lines)
        if behind > first:
            cursor.setPosition(self._block(first).position())
            if behind < n_old:
                end = self._block(behind).position()
            else:  # with the break before it, which would leave an empty line
                cursor.setPosition(max(self._block(first).position() - 1, 0))
                end = self.document().characterCount() - 1
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        is_end = behind >= n_old
        lines = self._insert(cursor, first, segments, before_others=not is_end)
        self._lines[first:behind] = lines
        cursor.endEditBlock()

    def _insert(
        self,
        cursor: QTextCursor,
        first: int,
        segments: Sequence[ShownSegment],
        *,
        before_others: bool,
    ) -> list[_Line]:
        lines = []
        if before_others:
            cursor.setPosition(self._block(first).position())
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        formats = _Formats(theme_of(self.palette()))
        for number, segment in enumerate(segments):
            if not before_others and (first or number):
                cursor.insertBlock()
            lines.append(_write(cursor, segment, formats))
            if before_others:
                cursor.insertBlock()
        return lines

    def _block(self, number: int) -> QTextBlock:
        return self.document().findBlockByNumber(number)

    # ---- finding ----

    def _at(self, time_s: float) -> tuple[int, int] | None:
        """Return line and word at a time; word -1 between two words."""
        number = bisect_right(self._starts_s, time_s) - 1
        # Of overlapping utterances, the one that began last; a few lines back is enough.
        for candidate in range(number, max(number - 8, -1), -1):
            line = self._lines[candidate]
            if line.segment.start_s <= time_s < line.segment.end_s:
                index = bisect_right([place.start_s for place in line.places], time_s) - 1
                heard = index >= 0 and time_s < line.places[index].end_s
                return candidate, index if heard else -1
        return None

    def _number_of(self, segment_id: int) -> int | None:
        found = (n for n, line in enumerate(self._lines) if line.segment.id == segment_id)
        return next(found, None)

    def _is_seen(self, number: int) -> bool:
        block = self._block(number)
        if not block.isValid():
            return False
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        height = self.viewport().height()
        is_whole = place.bottom() <= height or place.height() > height
        return 0 <= place.top() < height and is_whole

    def _show_extra(self) -> None:
        theme = theme_of(self.palette())
        extra = []
        if self._selected is not None:
            number = self._number_of(self._selected)
            if number is not None:
                extra.append(self._extra(number, None, transparent(theme.sound, 0.14)))
        if self._lit is not None:
            number, index = self._lit
            extra.append(self._extra(number, None, transparent(theme.sound, 0.10)))
            if index >= 0:
                place = self._lines[number].places[index]
                extra.append(self._extra(number, place, theme.sound, text=theme.surface))
        self.setExtraSelections(extra)

    def _extra(
        self, number: int, place: _Place | None, color: QColor, text: QColor | None = None
    ) -> QTextEdit.ExtraSelection:
        look = QTextCharFormat()
        look.setBackground(color)
        if text is not None:
            look.setForeground(text)
        extra = QTextEdit.ExtraSelection()
        extra.cursor, extra.format = self._cursor_over(number, place), look
        return extra

    def _cursor_over(self, number: int, place: _Place | None) -> QTextCursor:
        """Return a cursor that selects a word, or the whole utterance."""
        block = self._block(number)
        start, end = (0, block.length() - 2) if place is None else (place.start, place.end)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # ---- choosing ----

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Seek to the clicked word, unless text was selected by dragging."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._choose(self.cursorForPosition(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Seek to the word at the text cursor on Return."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.textCursor())
        else:
            super().keyPressEvent(event)

    def _choose(self, cursor: QTextCursor) -> None:
        number = cursor.blockNumber()
        if not 0 <= number < len(self._lines):
            return
        line = self._lines[number]
        at = cursor.positionInBlock()
        place = next((one for one in line.places if one.start <= at <= one.end), None)
        self.segment_chosen.emit(line.segment.id)
        self.moment_chosen.emit(place.start_s if place else line.segment.start_s)


class _Formats:
    """Character formats of the parts of a line."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._labels: dict[tuple[str, bool], QTextCharFormat] = {}
        self.plain, self.muted, self.gap = (QTextCharFormat() for _ in range(3))
        self.plain.setForeground(theme.text)
        self.muted.setForeground(theme.muted)
        self.gap.setFontPointSize(_GAP_PT)
        self._words = []
        for level in range(_HEAT_LEVELS + 1):
            look = QTextCharFormat(self.plain)
            look.setBackground(transparent(theme.heat, 0.5 * level / _HEAT_LEVELS))
            self._words.append(look)

    def label(self, segment: ShownSegment) -> QTextCharFormat:
        """Return the format of the label."""
        kind = (segment.colored, segment.uncertain)
        if kind not in self._labels:
            look = QTextCharFormat()
            look.setForeground(segment.color(self._theme))
            if segment.colored and not segment.uncertain:
                look.setFontWeight(QFont.Weight.Bold)
            self._labels[kind] = look
        return self._labels[kind]

    def word(self, heat: float) -> QTextCharFormat:
        """Return the format of a word by its attention."""
        return self._words[round(_HEAT_LEVELS * min(heat / _FULL_HEAT, 1.0))]


def _write(cursor: QTextCursor, segment: ShownSegment, formats: _Formats) -> _Line:
    begin = cursor.position()
    cursor.setBlockCharFormat(formats.gap)  # of the empty line at the end
    cursor.insertText(f"{clock(segment.start_s)}  ", formats.muted)
    cursor.insertText(f"■ {segment.title}", formats.label(segment))
    told = [part for part in (segment.note, _in_one_line(segment.speaker)) if part]
    cursor.insertText("  " + " · ".join(told) + _NEW_LINE, formats.muted)
    at = cursor.position() - begin
    if not segment.words:
        said = _in_one_line(segment.text)
        cursor.insertText(said or "\N{EN DASH}", formats.plain if said else formats.muted)
        cursor.insertText(_NEW_LINE, formats.gap)
        return _Line(segment, ())
    gap = Transcript(segment.text, segment.words).gap
    pending, end = isolation(segment.text)
    at += len(pending)
    places = []
    heats = segment.heats or (0.0,) * len(segment.words)
    for word, heat in zip(segment.words, heats, strict=True):
        places.append(_place(word, at))
        at += _length(word.text) + len(gap)
        if heat < _LEAST_HEAT:
            pending += _in_one_line(word.text) + gap
            continue
        cursor.insertText(pending, formats.plain)
        cursor.insertText(_in_one_line(word.text), formats.word(heat))
        pending = gap
    cursor.insertText(pending.rstrip() + end, formats.plain)
    cursor.insertText(_NEW_LINE, formats.gap)
    return _Line(segment, tuple(places))


def _place(word: Word, at: int) -> _Place:
    return _Place(at, at + _length(word.text), word.start_s, word.end_s)


def _in_one_line(text: str) -> str:
    """Replace line breaks by blanks: they would start another block."""
    if text.isprintable():
        return text
    return "".join(" " if character.splitlines() == [""] else character for character in text)


def _length(text: str) -> int:
    """Return the length in UTF-16 code units, as Qt counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _common(one: Sequence[ShownSegment], other: Sequence[ShownSegment]) -> int:
    """Return the length of the common beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
