"""Names the curves; a click on a name hides its curve."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from emotion_desktop.ui.emotion_names import emotion_titles
from emotion_desktop.ui.theme import Theme, theme_of

_LINE_PX = 36
_GAP_PX = 4  # to the button's frame and to its text
_SAMPLE = QSize(_LINE_PX + 2 * _GAP_PX, 12)


class LegendRow(QWidget):
    """Seven buttons in the order of the labels, each with a piece of its line."""

    toggled = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
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
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch()
        self._draw_samples(theme_of(self.palette()))

    @Slot(bool)
    def _pass_on(self, shown: bool) -> None:
        self.toggled.emit(self.sender().objectName(), shown)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the samples in the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_samples(theme_of(self.palette()))

    def _draw_samples(self, theme: Theme) -> None:
        for name, button in self._buttons.items():
            pixmap = QPixmap(_SAMPLE)
            pixmap.fill(Qt.GlobalColor.transparent)
            pen = theme.pen(name)
            painter = QPainter(pixmap)
            painter.setPen(pen)
            painter.drawLine(_GAP_PX, 6, _GAP_PX + _LINE_PX - 1, 6)
            painter.end()
            button.setIcon(QIcon(pixmap))
