"""Text fields that save by themselves."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from emotion_desktop.ui.review.draft import Draft

_PAUSE_MS: Final = 800
_RETURN: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextEntry(QPlainTextEdit):
    """A multi-line text field.

    Ctrl+Return saves, Esc restores the stored text.

    Parameters
    ----------
    n_lines : int
        Number of visible lines.
    at_pauses : bool
        Whether the text is also saved whenever typing pauses.
    flows : bool
        Whether line breaks and repeated spaces are insignificant.
    """

    entered = Signal(object, str, str)
    """The key of the item, the text, and the gesture it was typed in."""

    def __init__(self, n_lines: int, *, at_pauses: bool, flows: bool = False) -> None:
        super().__init__()
        self._flows = flows
        self._draft = Draft()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.commit)
        if at_pauses:
            self.textChanged.connect(self._on_typed)
        self.setTabChangesFocus(True)
        line_px = self.fontMetrics().lineSpacing()
        self.setFixedHeight(n_lines * line_px + 2 * self.frameWidth() + 12)
        self.setEnabled(False)

    def show_text(self, key: object, text: str) -> None:
        """Show the stored text of an item; with None as key, there is nothing to edit."""
        if key != self._draft.key:
            self.commit()
            self._draft.begin(key, text)
            self._set(text)
        elif self._draft.is_to_be_shown(text, self._typed()):
            self._set(text)
        self.setEnabled(key is not None)

    @Slot()
    def commit(self) -> None:
        """Save what was typed."""
        self._pause.stop()
        draft = self._draft
        if draft.take(self._typed()):
            self.entered.emit(draft.key, self._typed(), draft.gesture)

    def fail(self) -> None:
        """Keep what was typed, to be saved later: saving it failed."""
        self._draft.fail()

    def _typed(self) -> str:
        typed = self.toPlainText()
        return " ".join(typed.split()) if self._flows else typed.strip()

    def _set(self, text: str) -> None:
        self.setPlainText(text)  # forgets what could be undone in the field
        self._pause.stop()

    @Slot()
    def _on_typed(self) -> None:
        if self.hasFocus():
            self._pause.start()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Start a new undo step."""
        super().focusInEvent(event)
        self._draft.begin_gesture()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Save what was typed, unless only a menu opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Save with Ctrl+Return, restore with Esc."""
        if event.key() in _RETURN and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        elif event.key() == Qt.Key.Key_Escape:
            self._set(self._draft.stored)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Pass undo and redo to the review if the field has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            nothing = not self.document().isUndoAvailable()
            if event.matches(QKeySequence.StandardKey.Undo) and nothing:
                event.ignore()
                return False
            nothing = not self.document().isRedoAvailable()
            if event.matches(QKeySequence.StandardKey.Redo) and nothing:
                event.ignore()
                return False
        return super().event(event)


class LineEntry(QLineEdit):
    """A line of text, saved when editing is finished."""

    entered = Signal(object, str)
    """The key of the item, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self._draft = Draft()
        self.editingFinished.connect(self.commit)
        self.setEnabled(False)

    def show_text(self, key: object, text: str) -> None:
        """Show the stored text of an item; with None as key, there is nothing to edit."""
        if key != self._draft.key:
            self.commit()
            self._draft.begin(key, text)
            self.setText(text)
        elif self._draft.is_to_be_shown(text, self._typed()):
            self.setText(text)
        self.setEnabled(key is not None)

    @Slot()
    def commit(self) -> None:
        """Save what was typed, and show it in the form that is saved."""
        typed = self._typed()
        if typed != self.text():
            self.setText(typed)
        if self._draft.take(typed):
            self.entered.emit(self._draft.key, typed)

    def fail(self) -> None:
        """Keep what was typed, to be saved later: saving it failed."""
        self._draft.fail()

    def _typed(self) -> str:
        return " ".join(self.text().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Restore with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._draft.stored)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Pass undo and redo to the review if the field has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)


class TagsEntry(LineEntry):
    """Tags, separated by commas."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Tags, separated by commas"))

    def show_tags(self, key: object, tags: tuple[str, ...]) -> None:
        """Show the stored text of an item; with None as key, there is nothing to edit."""
        self.show_text(key, ", ".join(tags))

    def _typed(self) -> str:
        return ", ".join(tags_of(self.text()))


def tags_of(typed: str) -> tuple[str, ...]:
    """Return the tags of a line without duplicates, with single spaces.

    >>> tags_of("door  slams, pilot,, pilot ")
    ('door slams', 'pilot')
    """
    named = (" ".join(tag.split()) for tag in typed.split(","))
    return tuple(dict.fromkeys(tag for tag in named if tag))
