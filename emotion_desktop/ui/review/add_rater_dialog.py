"""The dialog that adds a rater."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import Rater, rater_name
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.ui.theme import set_text_color, theme_of


class AddRaterDialog(QDialog):
    """Asks for a name, and whether the rater is blind at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add rater"))
        self.rater: Rater | None = None
        """The new rater; None until the dialog is accepted."""
        self.name = QLineEdit()
        self.blind = QCheckBox(self.tr("Rate blind"))
        self.blind.setChecked(True)
        explanation = QLabel(
            self.tr(
                "A blind rater sees neither the models' estimates nor other raters' annotations "
                "of a session until they ask to see them."
            )
        )
        explanation.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setPalette(set_text_color(self.palette(), theme_of(self.palette()).error))
        self.problem.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.blind)
        form.addRow(explanation)
        form.addRow(self.problem)
        form.addRow(self.buttons)
        self.setMinimumWidth(380)

    @Slot()
    def accept(self) -> None:
        """Accept the name, or show why it is not valid."""
        try:
            name = rater_name(self.name.text())
        except UserFacingError as error:
            self.problem.setText(text_of(error))
            self.problem.show()
            self.name.setFocus()
            return
        self.rater = Rater(name, self.blind.isChecked())
        super().accept()
