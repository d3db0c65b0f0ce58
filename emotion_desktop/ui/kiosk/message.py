"""What kiosk mode shows while it cannot listen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from emotion_desktop.ui.kiosk.parts import LargeText
from emotion_desktop.ui.kiosk.session import KioskState


class KioskMessage(QWidget):
    """A large line and a second one for visitors, and a small one for the operator."""

    def __init__(self) -> None:
        super().__init__()
        self.headline = LargeText(92, bold=True)
        self.explanation = LargeText(58)
        self.detail = LargeText(30)
        column = QVBoxLayout(self)
        column.addStretch(3)
        for text in (self.headline, self.explanation, self.detail):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
            column.addStretch(1)
        column.addStretch(2)

    def show_state(self, state: KioskState) -> None:
        """Say what is wrong, and that it will resolve itself."""
        if state.kind == "lost":
            headline = self.tr("No sound from the microphone")
            explanation = self.tr("Listening resumes when it is reconnected.")
        elif state.kind == "trouble":
            headline = self.tr("A short break")
            explanation = self.tr("Something went wrong. Trying again…")
        else:
            headline = self.tr("One moment, please")
            explanation = self.tr("Loading the models…")
        self.headline.setText(headline)
        self.explanation.setText(explanation)
        self.detail.setText(state.detail)
