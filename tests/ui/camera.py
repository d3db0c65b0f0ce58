"""Pictures of a window in every theme and size, and waits for what they show."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QSize, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from emotion_desktop.ui.appearance import Appearance

SIZES = (QSize(1280, 800), QSize(1920, 1080))
_PATIENCE_MS = 90_000


class Camera:
    """Takes each picture in light and dark; windows in every size, dialogs in their own.

    Parameters
    ----------
    appearance : Appearance
        Of the program.
    folder : Path
        Where the pictures go, as `NAME-THEME[-SIZE].png`.
    """

    def __init__(self, appearance: Appearance, folder: Path) -> None:
        self._appearance = appearance
        self._folder = folder

    def take(self, name: str, window: QWidget, *, end_of: QWidget | None = None) -> None:
        """Take a window; what lies in `end_of` is scrolled to its end.

        Raises
        ------
        ValueError
            Where the window does not take one of the sizes.
        """
        window.showNormal()  # what fills the screen keeps the screen's size
        for theme in ("light", "dark"):
            self._appearance.set_theme(theme)
            for size in SIZES:
                window.resize(size)
                _settle()
                if end_of is not None:
                    bar = end_of.findChild(QScrollArea).verticalScrollBar()
                    bar.setValue(bar.maximum())
                picture = window.grab()
                if picture.size() != size:
                    raise ValueError(f"{name} is {_told(picture.size())}, not {_told(size)}")
                picture.save(str(self._folder / f"{name}-{theme}-{_told(size)}.png"))
        self._appearance.set_theme("light")

    def take_dialog(self, name: str, dialog: QWidget) -> None:
        """Take a dialog as large as it wants to be."""
        for theme in ("light", "dark"):
            self._appearance.set_theme(theme)
            _settle()
            dialog.grab().save(str(self._folder / f"{name}-{theme}.png"))
        self._appearance.set_theme("light")


class Awaited(QObject):
    """Something that will be told; to be made before what causes it.

    Parameters
    ----------
    signals : sequence of SignalInstance
        Of one argument each; whichever comes first.
    accept : callable
        Tells whether an argument is the one that is waited for.
    """

    def __init__(
        self,
        signals: Sequence[SignalInstance],
        accept: Callable[[object], bool] = lambda _told: True,
    ) -> None:
        super().__init__()
        self._accept = accept
        self._came = False
        self._told: object = None
        self._loop = QEventLoop()
        for signal in signals:
            signal.connect(self._on_told)

    @Slot(object)
    def _on_told(self, told: object) -> None:
        # Whoever takes pictures wants to see it while it lasts: at once, not after the next.
        if not self._came and self._accept(told):
            self._came = True
            self._told = told
            self._loop.quit()

    def wait(self) -> object:
        """Return what was told, as soon as it was.

        Raises
        ------
        TimeoutError
            Where it was not.
        """
        if not self._came:
            QTimer.singleShot(_PATIENCE_MS, self._loop, self._loop.quit)
            self._loop.exec()
        if not self._came:
            raise TimeoutError("What was to be photographed did not come about")
        return self._told


def _settle() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def _told(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"
