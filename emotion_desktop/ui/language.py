"""The language of the user interface."""

import logging
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from emotion_desktop.domain.settings import Language
from emotion_desktop.system.paths import resources_dir

_log = logging.getLogger(__name__)

#: English is what the texts are written in, and needs no file.
TRANSLATED: Final = ("de",)


def choose_language(wish: Language, system: QLocale) -> str:
    """Return `en` or one of `TRANSLATED`.

    Parameters
    ----------
    wish : str
        `system` uses the first of the system's languages that is available.
    system : QLocale
        Languages of the system.
    """
    if wish != "system":
        return wish
    for tag in system.uiLanguages():
        language = tag.split("-")[0]
        if language == "en" or language in TRANSLATED:
            return language
    return "en"


def install_language(app: QApplication, wish: Language) -> str:
    """Install a language; call before creating the first widget.

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
                _log.warning("The translation %s is missing in %s", name, folder)
    return language
