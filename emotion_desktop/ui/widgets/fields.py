"""Controls that each show and edit one setting."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from emotion_desktop.domain.settings import KINDS
from emotion_desktop.ui.widgets.microphone_chooser import MicrophoneChooser

_WIDTH_PX: Final = 360


class Field(QObject):
    """Base class of all fields.

    Parameters
    ----------
    name : str
        Field of `Settings`.
    widget : QWidget
        What is seen.
    """

    edited = Signal(str, object)
    """A person chose another value: name and value."""

    def __init__(self, name: str, widget: QWidget) -> None:
        super().__init__(widget)
        self.name = name
        self.widget = widget

    def show_value(self, value: Any) -> None:
        """Show a value without emitting a signal."""
        raise NotImplementedError

    def _tell(self, value: Any) -> None:
        self.edited.emit(self.name, value)


class ChoiceField(Field):
    """A choice among several titled values.

    Parameters
    ----------
    name : str
        Field of `Settings`.
    choices : sequence of (str, value)
        In the order in which they are offered.
    """

    def __init__(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.box = QComboBox()
        self.box.setFixedWidth(_WIDTH_PX)
        super().__init__(name, self.box)
        self._values: list[Any] = []
        self.set_choices(choices)
        self.box.activated.connect(lambda index: self._tell(self._values[index]))

    def set_choices(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Offer other values, keeping the current one if possible."""
        index = self.box.currentIndex()
        shown = self._values[index] if 0 <= index < len(self._values) else None
        # The box's own data would turn a tuple into a list.
        self._values = [value for _, value in choices]
        self.box.clear()
        self.box.addItems([title for title, _ in choices])
        if shown in self._values:
            self.box.setCurrentIndex(self._values.index(shown))

    def show_value(self, value: Any) -> None:
        """See `Field`; a value that is not offered leaves the choice empty."""
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class MicrophoneField(Field):
    """A microphone, even if it is not connected."""

    def __init__(self, name: str) -> None:
        self.chooser = MicrophoneChooser()
        self.chooser.setFixedWidth(_WIDTH_PX)
        super().__init__(name, self.chooser)
        self.chooser.chosen.connect(self._tell)

    def show_value(self, value: Any) -> None:
        """See `Field`."""
        self.chooser.show_microphone(value)


class SwitchField(Field):
    """Yes or no."""

    def __init__(self, name: str, text: str) -> None:
        self.box = QCheckBox(text)
        super().__init__(name, self.box)
        self.box.clicked.connect(self._tell)

    def show_value(self, value: Any) -> None:
        """See `Field`."""
        self.box.setChecked(value)


class NumberField(Field):
    """A number with its unit.

    Parameters
    ----------
    name : str
        Field of `Settings`.
    step : float
        Step of the arrows, as shown.
    unit : str
        Unit shown after the number.
    decimals : int
        Digits after the point; 0 for whole numbers.
    scale : float
        Shown units per stored unit: 100 for a share shown in percent.
    none : str
        Shown below the lower limit, if the field is None; empty if it never is.
    """

    def __init__(
        self,
        name: str,
        step: float,
        *,
        unit: str,
        decimals: int = 0,
        scale: float = 1.0,
        none: str = "",
    ) -> None:
        limits = KINDS[name].limits
        assert limits is not None
        below = 10.0**-decimals if none else 0.0
        self.box = QDoubleSpinBox()
        self.box.setDecimals(decimals)
        self.box.setRange(limits.low * scale - below, limits.high * scale)
        self.box.setSingleStep(step)
        self.box.setSuffix(f" {unit}" if unit else "")
        self.box.setSpecialValueText(none)
        self.box.setKeyboardTracking(False)
        self.box.setFixedWidth(_WIDTH_PX // 2 if not none else _WIDTH_PX)
        super().__init__(name, self.box)
        self._scale = scale
        self._has_none = bool(none)
        self.box.valueChanged.connect(self._on_value)

    def _on_value(self, shown: float) -> None:
        if self._has_none and shown == self.box.minimum():
            self._tell(None)
        else:
            number = shown if self.box.decimals() else round(shown)
            self._tell(number / self._scale if self._scale != 1 else number)

    def show_value(self, value: Any) -> None:
        """See `Field`."""
        self.box.blockSignals(True)
        self.box.setValue(self.box.minimum() if value is None else value * self._scale)
        self.box.blockSignals(False)


class TextField(Field):
    """A line of text that is stored when editing is finished.

    Parameters
    ----------
    name : str
        Field of `Settings`.
    empty : str
        Shown if there is no text.
    check : callable
        Returns what is wrong with a text, or an empty string; invalid texts are not accepted.
    """

    rejected = Signal(str)
    """Why a text was not taken; empty once it is right."""

    def __init__(self, name: str, empty: str, check: Callable[[str], str] = lambda _: "") -> None:
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(empty)
        self.edit.setMaximumWidth(_WIDTH_PX)
        super().__init__(name, self.edit)
        self._check = check
        self.edit.editingFinished.connect(self._take)

    def _take(self) -> None:
        text = self.edit.text().strip()
        wrong = self._check(text)
        self.rejected.emit(wrong)
        if not wrong:
            self._tell(text)

    def show_value(self, value: Any) -> None:
        """See `Field`."""
        if self.edit.text().strip() != value:
            self.edit.setText(value)


class FolderField(TextField):
    """A folder, typed or chosen."""

    def __init__(self, name: str, empty: str) -> None:
        super().__init__(name, empty)
        self.button = QPushButton(self.tr("Browse…"))
        self.button.clicked.connect(self._browse)
        self.widget = QWidget()
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, stretch=1)
        row.addWidget(self.button)
        row.addStretch()
        self.setParent(self.widget)

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self.widget, self.tr("Choose a folder"), self.edit.text()
        )
        if folder:
            self.edit.setText(folder)
            self._take()
