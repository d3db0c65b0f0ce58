"""Stores the settings and the window's state between runs."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from emotion_desktop.domain.settings import Settings, settings_from
from emotion_desktop.domain.settings_versions import VERSION, VERSION_KEY
from emotion_desktop.storage.settings_file import (
    read_stored,
    remove_foreign_lines,
    settings_path,
)

_GEOMETRY: Final = "window/geometry"
_PAGE: Final = "window/page"
_WELCOMED: Final = "window/welcomed"


def stored_settings() -> QSettings:
    """Return the file in which settings are stored."""
    return QSettings(str(settings_path()), QSettings.Format.IniFormat)


class SettingsStore(QObject):
    """The only place that reads and writes the settings.

    Parameters
    ----------
    stored : QSettings
        Where they are stored.
    """

    changed = Signal(Settings)

    def __init__(self, stored: QSettings) -> None:
        super().__init__()
        self._stored = stored
        remove_foreign_lines(Path(stored.fileName()))
        stored.sync()
        found = read_stored(Path(stored.fileName()))
        self._settings = settings_from(found)
        # Of a newer program, if that is whose they are.
        self._version = found.get(VERSION_KEY, str(VERSION))
        if stored.value(VERSION_KEY) != found.get(VERSION_KEY):
            for name, value in found.items():  # under the names of this version from now on
                stored.setValue(name, value)

    @property
    def settings(self) -> Settings:
        """The current settings; may be read from any thread."""
        return self._settings

    def update(self, **choices: Any) -> None:
        """Change some fields.

        Raises
        ------
        ValueError
            If a value is not allowed; nothing is changed then.
        """
        self.replace(replace(self._settings, **choices))

    def replace(self, settings: Settings) -> None:
        """Replace all settings; emits `changed` if any field differs."""
        if settings == self._settings:
            return
        before = self._settings.to_stored()
        self._settings = settings
        self._stored.setValue(VERSION_KEY, self._version)
        for name, value in settings.to_stored().items():
            if before[name] != value:
                self._stored.setValue(name, value)
        self.changed.emit(settings)

    def restore_defaults(self) -> None:
        """Reset all settings."""
        self.replace(Settings())

    @property
    def welcomed(self) -> bool:
        """Whether the first-run page was completed."""
        return bool(self._stored.value(_WELCOMED, False, type=bool))

    def set_welcomed(self) -> None:
        """Remember that the first-run page was completed."""
        self._stored.setValue(_WELCOMED, True)

    @property
    def page(self) -> str:
        """Name of the page that was open last; empty on the first start."""
        return str(self._stored.value(_PAGE, ""))

    @property
    def geometry(self) -> QByteArray | None:
        """The window's geometry in Qt's format."""
        geometry = self._stored.value(_GEOMETRY)
        return geometry if isinstance(geometry, QByteArray) else None

    def remember_window(self, geometry: QByteArray, page: str) -> None:
        """Remember the window's geometry and the open page."""
        self._stored.setValue(_GEOMETRY, geometry)
        self._stored.setValue(_PAGE, page)
        self._stored.sync()  # the process may end before Qt does so
