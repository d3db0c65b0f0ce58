"""The level of a source for the window, before a session starts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotion_desktop.services.bridge.translation import translated
from emotion_desktop.services.live.level_probe import LevelProbe
from emotion_desktop.services.source_choice import SourceChoice

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source


class LevelBridge(QObject):
    """A `LevelProbe` as Qt signals; its thread starts with the first source.

    Parameters
    ----------
    open_source : callable
        Creates the source of a choice, not started yet.
    """

    failed = Signal(str)
    released = Signal()
    """Nothing is open any more, after `watch(None)`."""

    def __init__(self, open_source: "Callable[[SourceChoice], Source]") -> None:
        super().__init__()
        self._open_source = open_source
        self._probe: LevelProbe | None = None

    @property
    def level_dbfs(self) -> float:
        """RMS level in dBFS; -inf if there is no audio."""
        return self._probe.level_dbfs if self._probe is not None else float("-inf")

    @property
    def clipping(self) -> bool:
        """Whether the latest audio reached full scale."""
        return self._probe is not None and self._probe.clipping

    def watch(self, choice: SourceChoice | None) -> None:
        """Listen to another source, or to none; returns immediately."""
        if self._probe is not None:
            self._probe.watch(choice)
        elif choice is None:
            self.released.emit()
        else:
            self._probe = LevelProbe(self._open_source, self._fail, self.released.emit)
            self._probe.watch(choice)

    def _fail(self, reason: str) -> None:
        self.failed.emit(translated(reason))

    def shut_down(self, timeout_s: float = 5.0) -> bool:
        """Release everything after the event loop has ended; True if no thread is left."""
        return self._probe is None or self._probe.close(timeout_s)
