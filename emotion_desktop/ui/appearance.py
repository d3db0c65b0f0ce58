"""Light or dark theme, as chosen or following the system."""

from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from emotion_desktop.domain.settings import Settings, ThemeName
from emotion_desktop.ui.theme import dark_palette, light_palette, outlined

_SCHEMES: Final[dict[ThemeName, Qt.ColorScheme]] = {
    "system": Qt.ColorScheme.Unknown,  # lets the system decide
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
#: Fields that would sink into a dark window, by the names of their Qt classes.
_OUTLINED: Final = ("QCheckBox", "QLineEdit", "QPlainTextEdit", "QAbstractSpinBox", "QSlider")


class Appearance(QObject):
    """Applies the chosen theme, or follows the system.

    Parameters
    ----------
    app : QApplication
        What is coloured.
    theme : str
        `system`, `light` or `dark`.
    """

    def __init__(self, app: QApplication, theme: ThemeName) -> None:
        super().__init__(app)
        self._app = app
        self._theme = theme
        app.styleHints().colorSchemeChanged.connect(self._color)
        self.set_theme(theme)

    @Slot(Settings)
    def follow(self, settings: Settings) -> None:
        """Apply the theme of `settings`."""
        if settings.theme != self._theme:
            self.set_theme(settings.theme)

    def set_theme(self, theme: ThemeName) -> None:
        """Apply a theme."""
        self._theme = theme
        # For what Qt does not paint itself: the frames of windows and the system's dialogs.
        self._app.styleHints().setColorScheme(_SCHEMES[theme])
        self._color()

    @Slot()
    def _color(self) -> None:
        wanted = _SCHEMES[self._theme]
        if wanted is Qt.ColorScheme.Unknown:
            wanted = self._app.styleHints().colorScheme()
        dark = wanted is Qt.ColorScheme.Dark
        palette = dark_palette() if dark else light_palette()
        self._app.setPalette(palette)
        for kind in _OUTLINED:
            # PySide6's stub declares bytes, but it takes a string.
            self._app.setPalette(outlined(palette) if dark else palette, kind)  # type: ignore[arg-type]
