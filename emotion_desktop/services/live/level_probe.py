"""Measures the level of a source, for choosing one before the models are loaded."""

import logging
from collections.abc import Callable
from threading import Condition, Thread
from typing import TYPE_CHECKING

from emotion_desktop.audio.running_level import RunningLevel
from emotion_desktop.domain.errors import UserFacingError

if TYPE_CHECKING:
    from emotion_desktop.audio.sources import Source
    from emotion_desktop.domain.audio import AudioBlock
    from emotion_desktop.services.source_choice import SourceChoice

_log = logging.getLogger(__name__)


class LevelProbe:
    """Opens and closes sources on its own thread, because both may block for long.

    Parameters
    ----------
    open_source : callable
        Creates the source of a choice, not started yet.
    on_failure : callable
        Called with the reason why a source delivers no audio, on any thread but the caller's.
    on_released : callable
        Called on the probe's thread when nothing is open any more after `watch(None)`.
    """

    def __init__(
        self,
        open_source: "Callable[[SourceChoice], Source]",
        on_failure: Callable[[str], None],
        on_released: Callable[[], None],
    ) -> None:
        self._open_source = open_source
        self._level = RunningLevel()
        self._on_failure = on_failure
        self._on_released = on_released
        self._changed = Condition()  # guards the three below
        self._wanted: SourceChoice | None = None
        self._asked = False
        self._closing = False
        self._thread = Thread(target=self._run, name="level probe", daemon=True)
        self._thread.start()

    @property
    def level_dbfs(self) -> float:
        """RMS level of the latest audio in dBFS; -inf if there is none."""
        return self._level.dbfs

    @property
    def clipping(self) -> bool:
        """Whether the latest audio reached full scale."""
        return self._level.clipping

    def watch(self, choice: "SourceChoice | None") -> None:
        """Listen to another source or none; returns immediately, and the last call counts."""
        with self._changed:
            self._wanted, self._asked = choice, True
            self._changed.notify_all()

    def close(self, timeout_s: float = 5.0) -> bool:
        """Release everything; True if no thread is left."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        source: Source | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._asked or self._closing)
                wanted, closing = self._wanted, self._closing
                self._asked = False
            if source is not None:
                source.stop()
                source = None
            self._level = RunningLevel()
            if closing:
                return
            if wanted is None:
                self._on_released()
            else:
                source = self._open(wanted)

    def _open(self, choice: "SourceChoice") -> "Source | None":
        try:
            source = self._open_source(choice)
            # Notices are left out: a level of silence says it.
            source.start(self._hear, self._on_end, lambda _notice: None)
        except UserFacingError as error:
            self._on_failure(error.message)
        except Exception as error:  # the edge of a thread: unreported errors would be lost
            _log.exception("The level of %s cannot be shown", choice.title)
            self._on_failure(str(error))
        else:
            return source
        return None

    def _hear(self, block: "AudioBlock") -> None:
        self._level.feed(block)

    def _on_end(self, reason: str | None) -> None:
        self._level = RunningLevel()
        if reason is not None:
            self._on_failure(reason)
