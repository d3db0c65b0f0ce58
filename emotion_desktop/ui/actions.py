"""All keyboard shortcuts: one table that creates and documents them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.ui.widgets.formatting import emotion_titles

#: Of kiosk mode. Both work on every keyboard layout; with Alt, Ctrl would be AltGr on some.
LEAVE_KEYS: Final = "Ctrl+Shift+F11"
OPERATOR_KEYS: Final = "Ctrl+Shift+O"


@dataclass(frozen=True, slots=True)
class Key:
    """A keyboard shortcut.

    Attributes
    ----------
    name : str
        What the window calls it.
    keys : str
        In Qt's portable notation.
    title : str
        What it does, for people.
    """

    name: str
    keys: str
    title: str


def live_keys() -> list[Key]:
    """Return the shortcuts of the live page, which work while it is visible."""
    translate = QCoreApplication.translate
    correction = translate("Shortcuts", "Correct the label of the latest utterance to {emotion}")
    return [
        Key("toggle", "Space", translate("Shortcuts", "Start or stop listening")),
        Key("record", "Ctrl+R", translate("Shortcuts", "Start or stop recording")),
        Key("open", "Ctrl+O", translate("Shortcuts", "Open an audio file")),
        Key("marker", "M", translate("Shortcuts", "Add a marker")),
        *(
            Key(f"correct-{name}", str(number), correction.format(emotion=emotion_titles()[name]))
            for number, name in enumerate(EMOTIONS, start=1)
        ),
    ]


def analyse_keys() -> list[Key]:
    """Return the keys of the Analyse page; they work while it is seen."""
    translate = QCoreApplication.translate
    return [
        Key("add", "Ctrl+O", translate("Shortcuts", "Add audio files")),
        Key("add-folder", "Ctrl+Shift+O", translate("Shortcuts", "Add a folder")),
        Key("open", "Return", translate("Shortcuts", "Open the result of the selected file")),
        Key("export", "Ctrl+E", translate("Shortcuts", "Export the results of the selected files")),
        Key("remove", "Del", translate("Shortcuts", "Remove the selected files from the list")),
        Key("pause", "P", translate("Shortcuts", "Pause or resume the analysis")),
    ]


def window_keys(pages: Sequence[tuple[str, str]]) -> list[Key]:
    """Return the shortcuts that work everywhere.

    Parameters
    ----------
    pages : sequence of (str, str)
        Name and title of each page, in the rail's order.
    """
    translate = QCoreApplication.translate
    page = translate("Shortcuts", "Page “{title}”")
    return [
        *(
            Key(f"page-{name}", f"Ctrl+{number}", page.format(title=title))
            for number, (name, title) in enumerate(pages, start=1)
        ),
        Key("settings", "Ctrl+,", translate("Shortcuts", "Settings")),
        Key("kiosk", "F11", translate("Shortcuts", "Kiosk mode")),
        Key("keys", "F1", translate("Shortcuts", "This list")),
        Key("quit", "Ctrl+Q", translate("Shortcuts", "Quit")),
    ]


def kiosk_keys() -> list[Key]:
    """Return the shortcuts of kiosk mode, which creates them itself."""
    translate = QCoreApplication.translate
    return [
        Key("leave", LEAVE_KEYS, translate("Shortcuts", "Leave kiosk mode")),
        Key("operator", OPERATOR_KEYS, translate("Shortcuts", "Operator page (requires the PIN)")),
    ]


def make_shortcuts(
    keys: Sequence[Key], parent: QWidget, actions: Mapping[str, Callable[[], object]]
) -> list[QShortcut]:
    """Create shortcuts that work while `parent` is visible.

    Parameters
    ----------
    keys : sequence of Key
        Each needs an action of its name.
    parent : QWidget
        A window, or a page of one.
    actions : mapping
        What is called, by name.
    """
    made = []
    for key in keys:
        shortcut = QShortcut(QKeySequence(key.keys), parent)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(actions[key.name])
        made.append(shortcut)
    return made


_SCROLLBAR_PX: Final = 24


class ShortcutsDialog(QDialog):
    """The list of all keyboard shortcuts.

    Parameters
    ----------
    groups : sequence of (str, sequence of Key)
        Under a heading each.
    """

    def __init__(self, groups: Sequence[tuple[str, Sequence[Key]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(20)
        for heading, keys in groups:
            self._add_group(heading, keys)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        area.setWidget(table)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(table.sizeHint().width() + _SCROLLBAR_PX)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(buttons)
        tall = table.sizeHint().height() + buttons.sizeHint().height() + 60
        self.resize(self.sizeHint().width(), min(tall, parent.height()))

    def _add_group(self, heading: str, keys: Sequence[Key]) -> None:
        row = self._grid.rowCount()
        title = QLabel(heading)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        title.setContentsMargins(0, 10 if row > 1 else 0, 0, 2)
        self._grid.addWidget(title, row, 0, 1, 2)
        for offset, key in enumerate(keys, start=1):
            native = QKeySequence(key.keys).toString(QKeySequence.SequenceFormat.NativeText)
            self._grid.addWidget(QLabel(native), row + offset, 0)
            self._grid.addWidget(QLabel(key.title), row + offset, 1)
