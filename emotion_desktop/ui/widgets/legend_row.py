"""The legend of the curves; a click on a name hides its curve."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.formatting import emotion_titles
from emotion_desktop.ui.widgets.themed import Themed

_LINE_PX = 36
_SPACING_PX = 2
_GAP_PX = 4  # to the button's frame and to its text
_SAMPLE = QSize(_LINE_PX + 2 * _GAP_PX, 12)


class LegendRow(Themed, QWidget):
    """Seven buttons in the order of the labels, each with a sample of its line.

    If there is not enough room in one row, they wrap into further rows.
    """

    toggled = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING_PX)
        self._columns = 0
        # As wide as there is room: the height expresses what is needed.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, QToolButton] = {}
        for name, title in emotion_titles().items():
            button = QToolButton()
            button.setText(title)
            button.setAccessibleName(self.tr("Curve: {emotion}").format(emotion=title))
            button.setToolTip(self.tr("Show or hide {emotion}").format(emotion=title))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(_SAMPLE)
            button.setAutoRaise(True)
            button.setCheckable(True)
            button.setChecked(True)
            button.setObjectName(name)
            button.toggled.connect(self._pass_on)
            self.buttons[name] = button
        self._fold(len(self.buttons))
        self.follow_theme()

    def _fold(self, columns: int) -> None:
        """Arrange the buttons in rows of the given length."""
        if columns == self._columns:
            return
        self._grid.setColumnStretch(self._columns, 0)
        self._columns = columns
        self._grid.setColumnStretch(columns, 1)  # the remaining width
        for index, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, index // columns, index % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Wrap the row if names would be cut off."""
        super().resizeEvent(event)
        widths = [button.sizeHint().width() + _SPACING_PX for button in self.buttons.values()]

        def needed(columns: int) -> int:
            return sum(max(widths[column::columns]) for column in range(columns))

        counts = range(len(widths), 1, -1)
        most = next((n for n in counts if needed(n) <= self.width()), 1)
        rows = -(-len(widths) // most)
        self._fold(-(-len(widths) // rows))  # no button alone in its row

    @Slot(bool)
    def _pass_on(self, shown: bool) -> None:
        self.toggled.emit(self.sender().objectName(), shown)

    def apply_theme(self) -> None:
        """Draw the line samples."""
        theme = theme_of(self.palette())
        for name, button in self.buttons.items():
            pixmap = QPixmap(_SAMPLE)
            pixmap.fill(Qt.GlobalColor.transparent)
            pen = theme.pen(name)
            painter = QPainter(pixmap)
            painter.setPen(pen)
            painter.drawLine(_GAP_PX, 6, _GAP_PX + _LINE_PX - 1, 6)
            painter.end()
            button.setIcon(QIcon(pixmap))
