"""What all widgets that paint themselves have in common."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class PaintedWidget(QWidget):
    """Paints itself anew when the palette turns light or dark."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Repaint in the colours of a new palette."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)
