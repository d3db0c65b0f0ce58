"""A line above the pages for what happened beside them; it stays until it is put away."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from emotion_desktop.ui.theme import set_text_color, theme_of


class NoticeBar(QFrame):
    """Hidden while there is nothing to say."""

    accepted = Signal()
    """Somebody wants to see what was offered."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._is_error = False
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setAccessibleName(self.tr("Notice"))
        self.button = QPushButton(self.tr("Understood"))
        self.button.clicked.connect(self.hide)
        self.offer_button = QPushButton(self.tr("Show…"))
        self.offer_button.clicked.connect(self.hide)
        self.offer_button.clicked.connect(self.accepted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.label, stretch=1)
        row.addWidget(self.offer_button)
        row.addWidget(self.button)
        self._paint_text()
        self.hide()

    @Slot(str)
    def tell(self, text: str) -> None:
        """Show what went wrong in place of the last notice."""
        self._show(text, is_error=True)

    def tell_good(self, text: str) -> None:
        """Show what went well in place of the last notice."""
        self._show(text, is_error=False)

    def offer(self, text: str) -> None:
        """Show what went wrong, and offer to show more of it; `accepted` tells."""
        self._show(text, is_error=True)
        self.offer_button.show()

    def withdraw(self, text: str) -> None:
        """Put away what is not the case any more, if it is what is shown."""
        if self.label.text() == text:
            self.hide()

    def _show(self, text: str, *, is_error: bool) -> None:
        self._is_error = is_error
        self.offer_button.hide()
        self._paint_text()
        self.label.setText(text)
        self.show()

    def _paint_text(self) -> None:
        theme = theme_of(self.palette())
        color = theme.error if self._is_error else theme.text
        self.label.setPalette(set_text_color(self.palette(), color))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Write in the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "label"):
            self._paint_text()
