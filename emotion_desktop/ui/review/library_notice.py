"""Notice bar of the library, with a button such as "Undo"."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from emotion_desktop.ui.theme import set_text_color, theme_of
from emotion_desktop.ui.widgets.themed import Themed


class LibraryNotice(Themed, QFrame):
    """Hidden while there is no notice."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._is_error = False
        self._action: Callable[[], None] | None = None
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAccessibleName(self.tr("Notice"))
        self.button = QPushButton()
        self.button.hide()
        self.button.clicked.connect(self._act)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.hide)
        self._ends = QTimer(self)
        self._ends.setSingleShot(True)
        self._ends.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.addWidget(self.label, stretch=1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.follow_theme()
        self.hide()

    def offer(
        self, text: str, button: str, action: Callable[[], None], for_ms: int | None = None
    ) -> None:
        """Replace the last notice by one with a button.

        Parameters
        ----------
        text, button : str
            The message, and the text of the button.
        action : callable
            Called by the button.
        for_ms : int, optional
            How long it is shown; without it until it is closed.
        """
        self._show(text, is_error=False)
        self._action = action
        self.button.setText(button)
        self.button.show()
        if for_ms is not None:
            self._ends.start(for_ms)

    @Slot(str)
    def tell(self, text: str) -> None:
        """Replace the last notice."""
        self._show(text, is_error=False)

    @Slot(str)
    def tell_error(self, text: str) -> None:
        """Replace the last notice by an error."""
        self._show(text, is_error=True)

    def _show(self, text: str, *, is_error: bool) -> None:
        self._ends.stop()
        self._action = None
        self._is_error = is_error
        self.button.hide()
        self.label.setText(text)
        self.apply_theme()
        self.show()

    @Slot()
    def _act(self) -> None:
        action = self._action
        self.hide()
        if action is not None:
            action()

    def apply_theme(self) -> None:
        """Apply the text colour of the theme."""
        theme = theme_of(self.palette())
        color = theme.error if self._is_error else theme.text
        self.label.setPalette(set_text_color(self.palette(), color))
