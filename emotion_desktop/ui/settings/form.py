"""The building blocks of the settings page: groups of rows that ignore the mouse wheel."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.fields import Field
from emotion_desktop.ui.widgets.themed import Themed


class SettingsForm(Themed, QGroupBox):
    """A group of rows, with a note on when its settings take effect."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.setFlat(True)
        self.rows = QFormLayout(self)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.rows.setFormAlignment(Qt.AlignmentFlag.AlignLeft)
        self.rows.setHorizontalSpacing(16)
        self.fields: list[Field] = []
        self._wheel_guard = WheelGuard(self)
        self._hints: list[QLabel] = []
        if hint:
            self._add_hint(hint)
        self.follow_theme()

    def add_field(self, title: str, field: Field, hint: str = "") -> None:
        """Add a row that shows a setting."""
        self.fields.append(field)
        self.add(title, field.widget, hint)
        for control in [field.widget, *field.widget.findChildren(QWidget)]:
            if isinstance(control, QComboBox | QAbstractSpinBox):
                control.installEventFilter(self._wheel_guard)
                control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def add(self, title: str, widget: QWidget, hint: str) -> None:
        """Add a row with a grey hint below it."""
        label = QLabel(title)
        label.setFixedWidth(240)
        label.setWordWrap(True)
        line = widget.findChild(QLineEdit) if type(widget) is QWidget else None
        label.setBuddy(line or widget)
        for control in (widget, line):
            if title and control is not None and not control.accessibleName():
                control.setAccessibleName(title)
        self.rows.addRow(label, widget)
        if hint:
            self._add_hint(hint, field_side=True)

    def _add_hint(self, text: str, *, field_side: bool = False) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        self._hints.append(label)
        self.apply_theme()
        self.rows.addRow(*(["", label] if field_side else [label]))

    def apply_theme(self) -> None:
        """Draw the hints in grey."""
        palette = set_text_color(self.palette(), theme_of(self.palette()).muted)
        for label in self._hints:
            label.setPalette(palette)


class WheelGuard(QObject):
    """Leaves the mouse wheel to the page, so that scrolling changes no field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Ignore wheel events on the watched widgets."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
