"""The narrow rail at the left: which page is seen, and help."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from emotion_desktop.ui.icons import icon
from emotion_desktop.ui.theme import theme_of

_ICON_PX = 26


class Rail(QFrame):
    """A column of buttons: pages above, help below."""

    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
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
        button.setToolTip(f"{title} ({keys})" if keys else title)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icons[button] = name
        button.setIcon(icon(name, theme_of(self.palette()).text))
        return button

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the icons in the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            for button, name in self._icons.items():
                button.setIcon(icon(name, theme_of(self.palette()).text))
