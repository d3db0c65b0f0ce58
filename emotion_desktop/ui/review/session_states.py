"""What is shown instead of a session: empty, loading and error states."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed

_BAR_PX = 220
_TEXT_PX = 460


class CentredState(QWidget):
    """A centred sentence with widgets below it.

    Parameters
    ----------
    text : str
        The sentence.
    *below : QWidget
        Shown below it.
    """

    def __init__(self, text: str, *below: QWidget) -> None:
        super().__init__()
        self.label = QLabel(text)
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setMaximumWidth(_TEXT_PX)
        self.label.setMinimumWidth(min(_TEXT_PX, self.label.sizeHint().width()))
        column = QVBoxLayout(self)
        column.addStretch()
        for widget in (self.label, *below):
            column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()


class EmptyState(CentredState):
    """No session is chosen."""

    def __init__(self) -> None:
        super().__init__("")
        self.label.setText(self.tr("Choose a session from the list"))


class LoadingState(CentredState):
    """A session is being opened."""

    def __init__(self) -> None:
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(_BAR_PX)
        super().__init__("", bar)
        self.label.setText(self.tr("Opening the session…"))
        bar.setAccessibleName(self.label.text())


class ErrorState(Themed, CentredState):
    """A session cannot be opened."""

    retry_asked = Signal()

    def __init__(self) -> None:
        self.retry = QPushButton()
        super().__init__("", self.retry)
        self.retry.setText(self.tr("Try again"))
        self.retry.clicked.connect(self.retry_asked)
        self.follow_theme()

    def show_error(self, text: str) -> None:
        """Show the reason."""
        self.label.setText(text)
        self.label.setMinimumWidth(_TEXT_PX)

    def apply_theme(self) -> None:
        """Take the colour of errors."""
        color = theme_of(self.palette()).error
        self.label.setPalette(set_text_color(self.palette(), color))


class SoundNotice(Themed, QWidget):
    """Explains why there is no audio, and offers to look for a moved file."""

    find_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setAccessibleName(self.tr("Notice"))
        self.find_button = QPushButton(self.tr("Find audio file…"))
        self.find_button.clicked.connect(self.find_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, stretch=1)
        row.addWidget(self.find_button)
        self.follow_theme()
        self.hide()

    def tell(self, text: str, *, can_find: bool) -> None:
        """Show a message."""
        self.label.setText(text)
        self.find_button.setVisible(can_find)
        self.show()

    def apply_theme(self) -> None:
        """Take the colour of errors."""
        color = theme_of(self.palette()).error
        self.label.setPalette(set_text_color(self.palette(), color))
