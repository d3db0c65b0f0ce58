"""Garbage collection on the GUI thread only."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimerEvent

_INTERVAL_MS: Final = 1000
#: Each older generation is collected this many times less often.
_RARELY: Final = 10


class GarbageCollector(QObject):
    """Collects garbage on the thread of this object, in place of Python's own collection.

    Python collects on whichever thread happens to allocate, and a widget that is destroyed
    on a thread other than its own can crash the program.
    """

    def __init__(self) -> None:
        super().__init__()
        self._n_passes = 0
        gc.disable()
        self._timer_id = self.startTimer(_INTERVAL_MS)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        """Collect what is new, and sometimes what is older."""
        self._n_passes += 1
        generation = sum(self._n_passes % every == 0 for every in (_RARELY, _RARELY**2))
        gc.collect(generation)

    def shut_down(self) -> bool:
        """Leave it to Python again, when no other thread is left."""
        self.killTimer(self._timer_id)
        gc.enable()
        return True
