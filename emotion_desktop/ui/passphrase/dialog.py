"""What all dialogs about a passphrase share: fields, progress, and what went wrong."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotion_desktop.services.bridge.encryption import EncryptionBridge
from emotion_desktop.ui.theme import set_text_color, theme_of

_STEPS = 1_000
_TEXT_PX = 420


class PassphraseDialog(QDialog):
    """Asks the bridge for something slow, and closes once it is done.

    Parameters
    ----------
    bridge : EncryptionBridge
        Does it.
    explanation : str
        One or two sentences above the fields.
    action : str
        What the button that does it is called.
    parent : QWidget or None
        Window that the dialog belongs to.
    """

    def __init__(
        self, bridge: EncryptionBridge, explanation: str, action: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._fields: list[QLineEdit] = []
        text = QLabel(explanation)
        text.setWordWrap(True)
        _keep_whole(text)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.visible = QCheckBox(self.tr("Show what is typed"))
        self.visible.toggled.connect(self._show_typed)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setPalette(set_text_color(self.palette(), theme_of(self.palette()).error))
        self.problem.hide()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do_button = QPushButton(action)
        self.buttons.addButton(self.do_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.ask)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addLayout(self.form)
        for widget in (self.visible, self.problem, self.progress, self.buttons):
            column.addWidget(widget)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.do_button.setDefault(True)
        bridge.done.connect(self.accept)
        bridge.failed.connect(self.show_problem)
        bridge.progressed.connect(self._show_share)

    def add_field(self, title: str) -> QLineEdit:
        """Add a field for a passphrase."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(title)
        self.form.addRow(title, field)
        self._fields.append(field)
        return field

    def request(self) -> None:
        """Ask the bridge, with what was typed."""
        raise NotImplementedError

    @Slot()
    def ask(self) -> None:
        """Start, and show that it takes a moment."""
        self.problem.hide()
        self.progress.show()
        self._set_busy(busy=True)
        self.request()

    @Slot(str)
    def show_problem(self, text: str) -> None:
        """Show what went wrong, and let the user try again."""
        self.progress.hide()
        self._set_busy(busy=False)
        self.problem.setText(text)
        _keep_whole(self.problem)
        self.problem.show()
        self._fields[0].setAccessibleDescription(text)  # read out as the field gets the focus
        self._fields[0].setFocus()
        self._fields[0].selectAll()

    def reject(self) -> None:
        """Close, unless something is being done."""
        if self.buttons.isEnabled():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Stay while something is being done."""
        event.ignore()
        self.reject()

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (*self._fields, self.visible, self.buttons):
            widget.setEnabled(not busy)

    @Slot(bool)
    def _show_typed(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in self._fields:
            field.setEchoMode(mode)

    @Slot(float)
    def _show_share(self, share: float) -> None:
        self.progress.setRange(0, _STEPS)
        self.progress.setValue(round(share * _STEPS))


def _keep_whole(label: QLabel) -> None:
    """Give a label room for all its lines: the least size of a dialog counts one of them."""
    label.setMinimumWidth(_TEXT_PX)
    label.setMinimumHeight(label.heightForWidth(_TEXT_PX))
