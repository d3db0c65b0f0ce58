"""The narrow rail at the left: which page is seen, and help."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from emotion_desktop.ui.icons import icon

_ICON_PX = 26
_STYLE = """
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px 4px; }
QToolButton:hover { background: palette(button); }
QToolButton:focus { border-color: palette(text); }
QToolButton:checked { background: palette(highlight); color: palette(highlighted-text); }
"""


class Rail(QFrame):
    """A column of buttons: pages above, help below."""

    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setStyleSheet(_STYLE)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        self.setFont(font)
        self._pages: dict[str, QToolButton] = {}
        self._icons: dict[QToolButton, str] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 8, 6, 8)
        self._column.setSpacing(4)
        self._column.addStretch()

    def add_page(self, name: str, title: str, keys: str) -> None:
        """Add a page's button; `keys` are named in its tool tip."""
        button = self._make_button(name, title, keys)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.page_chosen.emit(name))
        self._group.addButton(button)
        self._column.insertWidget(len(self._pages), button)
        self._pages[name] = button

    def add_help(self, name: str, title: str, keys: str) -> QToolButton:
        """Add a button below and return it."""
        button = self._make_button(name, title, keys)
        self._column.addWidget(button)
        return button

    def show_page(self, name: str) -> None:
        """Mark the page that is seen."""
        self._pages[name].setChecked(True)

    def button(self, name: str) -> QToolButton:
        """Return a page's button."""
        return self._pages[name]

    def _make_button(self, name: str, title: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.setAccessibleName(title)
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{title} ({native})" if keys else title)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icons[button] = name
        self._paint_icons()
        return button

    def _paint_icons(self) -> None:
        palette = self.palette()
        for button, name in self._icons.items():
            button.setIcon(icon(name, palette.text().color(), palette.highlightedText().color()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons in the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._paint_icons()
