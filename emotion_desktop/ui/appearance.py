"""Light or dark, and the language: what the whole program wears."""

import logging
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from emotion_desktop.domain.paths import resources_dir
from emotion_desktop.domain.settings import Language, Settings, ThemeName
from emotion_desktop.ui.theme import dark_palette, light_palette

_log = logging.getLogger(__name__)

#: English is what the texts are written in, and needs no file.
TRANSLATED: Final = ("de",)

_SCHEMES: Final[dict[ThemeName, Qt.ColorScheme]] = {
    "system": Qt.ColorScheme.Unknown,  # lets the system decide
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Appearance(QObject):
    """Colours the program as chosen, or as the system does, also when that changes.

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
        """Take the theme of `settings`."""
        if settings.theme != self._theme:
            self.set_theme(settings.theme)

    def set_theme(self, theme: ThemeName) -> None:
        """Colour the program anew."""
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
        self._app.setPalette(dark_palette() if dark else light_palette())


def choose_language(wish: Language, system: QLocale) -> str:
    """Return `en` or one of `TRANSLATED`.

    Parameters
    ----------
    wish : str
        `system` takes the first of the system's languages that the program speaks.
    system : QLocale
        The system's.
    """
    if wish != "system":
        return wish
    for tag in system.uiLanguages():
        language = tag.split("-")[0]
        if language == "en" or language in TRANSLATED:
            return language
    return "en"


def install_language(app: QApplication, wish: Language) -> str:
    """Let the program speak a language; to be called before the first widget is made.

    Returns
    -------
    str
        The language it speaks.
    """
    language = choose_language(wish, QLocale.system())
    QLocale.setDefault(QLocale(language))  # numbers are written as the texts are
    if language in TRANSLATED:
        own = str(resources_dir() / "translations")
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for folder, name in ((own, f"emotion_desktop_{language}"), (qt, f"qtbase_{language}")):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
            else:
                _log.warning("There is no translation %s in %s", name, folder)
    return language
