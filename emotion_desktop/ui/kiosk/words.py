"""The transcript in kiosk mode, as it arrives."""

import html
from collections import deque
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from emotion_desktop.ui.kiosk.parts import large_font
from emotion_desktop.ui.theme import theme_of

_WORDS_KEPT: Final = 60


class LargeWords(QLabel):
    """The latest words, as many as fit; provisional ones are in italics."""

    def __init__(self) -> None:
        super().__init__()
        self._said: deque[str] = deque(maxlen=_WORDS_KEPT)
        self._provisional: list[str] = []
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(self.tr("Transcript"))

    def set_unit(self, unit: float) -> None:
        """Scale with the screen."""
        self.setFont(large_font(self.font(), 50 * unit))
        self._write()

    def add(self, text: str) -> None:
        """Add final words, replacing the provisional ones."""
        self._provisional = []
        self._said.extend(text.split())
        self._write()

    def show_provisional(self, text: str) -> None:
        """Show provisional words."""
        self._provisional = text.split()[-_WORDS_KEPT:]
        self._write()

    def clear_all(self) -> None:
        """Clear all words."""
        self._said.clear()
        self._provisional = []
        self._write()

    @property
    def words(self) -> str:
        """All words in memory, including those that do not fit."""
        return " ".join([*self._said, *self._provisional])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show as many words as fit."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        said, provisional = list(self._said), list(self._provisional)
        while len(said) + len(provisional) > 1 and not self._fits([*said, *provisional]):
            (said or provisional).pop(0)
        color = theme_of(self.palette()).muted.name()
        parts = [html.escape(" ".join(said))]
        if provisional:
            new = html.escape(" ".join(provisional))
            parts.append(f'<i style="color:{color}">{new}…</i>')
        self.setText(" ".join(parts))

    def _fits(self, words: list[str]) -> bool:
        room = QRect(0, 0, max(self.width(), 1), 1_000_000)
        text = " ".join(words) + "…"
        flags = int(Qt.TextFlag.TextWordWrap)
        return QFontMetrics(self.font()).boundingRect(room, flags, text).height() <= self.height()
