"""The navigation rail on the left: pages and help."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from emotion_desktop.ui.icons import icon

_ICON_PX: Final = 26
_GAP_PX: Final = 6
_RADIUS_PX: Final = 6


class RailButton(QToolButton):
    """An icon above a title, painted by hand because style sheets miss palette changes."""

    def __init__(self, name: str, title: str, keys: str) -> None:
        super().__init__()
        self._name = name
        self.setText(title)
        self.setAccessibleName(title)
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{title} ({native})" if keys else title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return room for the icon and the title."""
        metrics = self.fontMetrics()
        width = max(metrics.horizontalAdvance(self.text()), _ICON_PX) + 2 * _GAP_PX
        return QSize(width, _ICON_PX + metrics.height() + 3 * _GAP_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the button, with checked, hovered and focused states."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().adjusted(1, 1, -1, -1)
        color = palette.text().color()
        if self.isChecked():
            color = palette.highlightedText().color()
            painter.setBrush(palette.highlight())
        elif self.underMouse():
            painter.setBrush(palette.button())
        painter.setPen(palette.text().color() if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, _RADIUS_PX, _RADIUS_PX)
        place = QRect((self.width() - _ICON_PX) // 2, _GAP_PX, _ICON_PX, _ICON_PX)
        icon(self._name, color).paint(painter, place)
        painter.setPen(color)
        below = self.rect().adjusted(0, _ICON_PX + _GAP_PX, 0, -_GAP_PX // 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())


class NavigationRail(QFrame):
    """A column of buttons: pages at the top, help at the bottom."""

    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        self.setFont(font)
        self._pages: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 8, 6, 8)
        self._column.setSpacing(4)
        self._column.addStretch()

    def add_page(self, name: str, title: str, keys: str) -> None:
        """Add a page button; its tool tip names `keys`."""
        button = RailButton(name, title, keys)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.page_chosen.emit(name))
        self._group.addButton(button)
        self._column.insertWidget(len(self._pages), button)
        self._pages[name] = button

    def add_help(self, name: str, title: str, keys: str) -> RailButton:
        """Add a button at the bottom and return it."""
        button = RailButton(name, title, keys)
        self._column.addWidget(button)
        return button

    def show_page(self, name: str) -> None:
        """Highlight the button of the visible page."""
        self._pages[name].setChecked(True)

    def button(self, name: str) -> RailButton:
        """Return a page's button."""
        return self._pages[name]
