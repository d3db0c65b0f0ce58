"""The seven emotions, and "cannot tell", to label an utterance with."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import Annotation
from emotion_desktop.ui.review.swatch import SWATCH, swatch
from emotion_desktop.ui.theme import theme_of, transparent
from emotion_desktop.ui.widgets.formatting import emotion_titles
from emotion_desktop.ui.widgets.themed import Themed

_COLUMNS: Final = 2
#: Stands for "cannot tell" among the names of emotions.
_CANNOT_TELL: Final = ""


class _LabelButton(QPushButton):
    """Remembers whether Ctrl was held during a click."""

    def __init__(self) -> None:
        super().__init__()
        self.adds = False
        self.setCheckable(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self.adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().mouseReleaseEvent(event)
        self.adds = False


class LabelButtons(Themed, QWidget):
    """One button per emotion, in the order of the keys, and one for "cannot tell"."""

    label_chosen = Signal(str, bool)
    """One of `EMOTIONS`, and whether to add it to the present labels."""
    cannot_tell_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._given = Annotation()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        titles = emotion_titles() | {_CANNOT_TELL: self.tr("Cannot tell")}
        self.buttons: dict[str, _LabelButton] = {}
        for place, (name, title) in enumerate(titles.items()):
            key = (place + 1) % len(titles)
            button = _LabelButton()
            button.setText(f"{key}  {title}")
            button.setAccessibleName(title)
            button.setIconSize(SWATCH)
            button.clicked.connect(partial(self._on_clicked, name))
            self.buttons[name] = button
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        tip = self.tr("{emotion} (key {key}). Alt+{key} or Ctrl+click adds it as a further label.")
        for key, name in enumerate(EMOTIONS, start=1):
            self.buttons[name].setToolTip(tip.format(emotion=titles[name], key=key))
        self.buttons[_CANNOT_TELL].setToolTip(
            self.tr("You listened and cannot tell (key {key})").format(key=0)
        )
        self.follow_theme()

    @property
    def cannot_tell_button(self) -> QPushButton:
        """The button for "cannot tell"."""
        return self.buttons[_CANNOT_TELL]

    def show_annotation(self, given: Annotation) -> None:
        """Show the rater's annotation."""
        self._given = given
        for name, button in self.buttons.items():
            chosen = given.cannot_tell if name == _CANNOT_TELL else name in given.labels
            button.setChecked(chosen)
        self.apply_theme()

    def _on_clicked(self, name: str, _checked: bool = False) -> None:
        button = self.buttons[name]
        button.setChecked(not button.isChecked())  # shows only what is stored
        if name == _CANNOT_TELL:
            self.cannot_tell_chosen.emit()
        else:
            self.label_chosen.emit(name, button.adds)

    def apply_theme(self) -> None:
        """Colour the swatches and the checked buttons."""
        theme = theme_of(self.palette())
        for name, button in self.buttons.items():
            color = theme.muted if name == _CANNOT_TELL else theme.emotion(name)
            button.setIcon(swatch(color))
            palette = QPalette(self.palette())
            if button.isChecked():
                base = palette.color(QPalette.ColorRole.Button)
                tinted = _mixed(base, transparent(color, 0.45))
                palette.setColor(QPalette.ColorRole.Button, tinted)
            button.setPalette(palette)
            font = self.font()
            font.setBold(name in self._given.labels[:1])  # counts most
            button.setFont(font)


def _mixed(under: QColor, over: QColor) -> QColor:
    share = over.alphaF()
    return QColor.fromRgbF(
        share * over.redF() + (1.0 - share) * under.redF(),
        share * over.greenF() + (1.0 - share) * under.greenF(),
        share * over.blueF() + (1.0 - share) * under.blueF(),
    )
