"""What the Analyse page shows while its queue is empty."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from emotion_desktop.ui.icons import icon
from emotion_desktop.ui.theme import theme_of
from emotion_desktop.ui.widgets.themed import PaintedWidget

_ICON_PX: Final = 64
_TITLE_SCALE: Final = 1.4
_TEXT_WIDTH_PX: Final = 560


class EmptyState(PaintedWidget):
    """Says what can be dropped, and what happens to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self._icon = QLabel()
        title = QLabel(self.tr("Drop audio files or folders here"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        title.setFont(font)
        text = QLabel(
            self.tr(
                "Audio: WAV, FLAC, MP3, M4A, Ogg, Opus, WMA, AMR and more. Video: MP4, MKV, MOV, "
                "WebM, AVI and more; its sound is used. Folders are searched with all their "
                "subfolders. Files are analysed one after another while you do other things, and "
                "the results appear in the library."
            )
        )
        text.setWordWrap(True)
        text.setFixedWidth(_TEXT_WIDTH_PX)
        text.setMinimumHeight(text.heightForWidth(_TEXT_WIDTH_PX))  # the layout would not ask
        column = QVBoxLayout(self)
        column.addStretch()
        for label in (self._icon, title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        self.apply_theme()

    def apply_theme(self) -> None:
        """Colour the icon."""
        color = theme_of(self.palette()).muted
        self._icon.setPixmap(icon("analyse", color).pixmap(_ICON_PX, _ICON_PX))
