"""The state of the engine lease for the window."""

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine


class EngineBridge(QObject):
    """Emits a signal when the holder of the models changes.

    Parameters
    ----------
    engines : EngineCache
        Lends them.
    """

    changed = Signal()
    """Somebody took the models, or let go of them: look at `holder`."""

    def __init__(self, engines: EngineCache[LiveEngine]) -> None:
        super().__init__()
        self._engines = engines
        engines.add_observer(self.changed.emit)

    @property
    def holder(self) -> Message | None:
        """The current holder of the models, for people; None if they are free."""
        return self._engines.holder
