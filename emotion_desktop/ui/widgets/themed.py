"""Base classes of widgets whose colours follow the theme."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class Themed:
    """Mixin for widgets whose colours depend on the palette; list it before Qt's class.

    Light and dark come as palettes, to each widget: from `Appearance` to the whole program,
    and from kiosk mode to its own window. A widget says `follow_theme` when it is built
    and is asked by `apply_theme` then and from then on.
    """

    _follows_theme = False

    def follow_theme(self) -> None:
        """Apply the current theme now and whenever it changes."""
        self._follows_theme = True
        self.apply_theme()

    def apply_theme(self) -> None:
        """Apply the colours of the current palette."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow palette changes."""
        super().changeEvent(event)  # type: ignore[misc]
        if self._follows_theme and event.type() == QEvent.Type.PaletteChange:
            self.apply_theme()


class PaintedWidget(Themed, QWidget):
    """A widget that paints itself in the colours of its palette."""

    _follows_theme = True  # what is repainted need not be built yet

    def apply_theme(self) -> None:
        """Repaint."""
        self.update()
