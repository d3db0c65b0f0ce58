"""Undo and redo buttons, each with a description and a menu of steps."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from emotion_desktop.services.bridge.translation import translated
from emotion_desktop.services.review.history import History, Step

#: Longer menus are hard to read; undo itself has no limit.
_LISTED: Final = 20


class HistoryButtons(QWidget):
    """Two buttons; choosing a step from a menu also undoes or redoes all steps above it."""

    undo_asked = Signal(int)
    """Number of steps to undo."""
    redo_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._history = History()
        self.undo = self._add_button()
        self.redo = self._add_button()
        self.undo.clicked.connect(partial(self.undo_asked.emit, 1))
        self.redo.clicked.connect(partial(self.redo_asked.emit, 1))
        self.undo.menu().aboutToShow.connect(self._list_done)
        self.redo.menu().aboutToShow.connect(self._list_undone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        self.show_history(self._history)

    def _add_button(self) -> QToolButton:
        button = QToolButton()
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        button.setMenu(menu)
        return button

    def show_history(self, history: History) -> None:
        """Show what can be undone and redone."""
        self._history = history
        undo, redo = history.undo, history.redo
        self._show(
            self.undo,
            undo,
            self.tr("Undo"),
            self.tr("Undo: {title}"),
            QKeySequence.StandardKey.Undo,
        )
        self._show(
            self.redo,
            redo,
            self.tr("Redo"),
            self.tr("Redo: {title}"),
            QKeySequence.StandardKey.Redo,
        )

    def _show(
        self,
        button: QToolButton,
        step: Step | None,
        plain: str,
        titled: str,
        key: QKeySequence.StandardKey,
    ) -> None:
        button.setEnabled(step is not None)
        if step is None:
            text = tip = plain
        else:
            text = titled.format(title=translated(step.menu_title))
            tip = titled.format(title=translated(step.sentence))
        native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setText(text)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)
        button.setToolTip(f"{tip} ({native})")

    @Slot()
    def _list_done(self) -> None:
        self._fill(self.undo.menu(), self._history.done, self.undo_asked)

    @Slot()
    def _list_undone(self) -> None:
        self._fill(self.redo.menu(), self._history.undone, self.redo_asked)

    def _fill(self, menu: QMenu, steps: Sequence[Step], asked: SignalInstance) -> None:
        menu.clear()
        latest_first = steps[::-1]
        for count, step in enumerate(latest_first[:_LISTED], start=1):
            action = menu.addAction(translated(step.sentence))
            action.triggered.connect(partial(asked.emit, count))
        left = len(latest_first) - _LISTED
        if left > 0:
            earlier = menu.addAction(self.tr("… and {count} earlier steps").format(count=left))
            earlier.setEnabled(False)
