"""Hands the sound and the events of one session to its sinks."""

import logging
from collections.abc import Callable, Sequence
from threading import Lock

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live import (
    Failed,
    LiveEvent,
    SessionStarted,
    SinkFailed,
    SourceEnded,
)
from emotion_desktop.services.sinks import LiveSink

_log = logging.getLogger(__name__)


class Audience:
    """The sinks of one session; what comes before its start or after its end is kept back.

    A sink that raises is logged, given up and told of; the others go on. Any thread
    may call: one call at a time reaches the sinks.

    Parameters
    ----------
    sinks : sequence of LiveSink
        In the order in which they are told.
    on_failure : callable
        Told of a sink that was given up, on the thread that called.
    """

    def __init__(self, sinks: Sequence[LiveSink], on_failure: Callable[[SinkFailed], None]) -> None:
        self._sinks = list(sinks)
        self._on_failure = on_failure
        self._lock = Lock()
        self._open = False

    def hear(self, block: AudioBlock) -> None:
        """Hand on a block."""
        self._tell(lambda sink: sink.hear(block))

    def take(self, event: LiveEvent) -> bool:
        """Hand on an event; `SessionStarted` begins, `SourceEnded` and `Failed` end.

        Returns
        -------
        bool
            Whether the event belongs to the session: False before and after it.
        """
        if isinstance(event, SessionStarted):
            self._open = True
        last = isinstance(event, SourceEnded | Failed)
        return self._tell(lambda sink: sink.take(event), last=last)

    def _tell(self, call: Callable[[LiveSink], None], *, last: bool = False) -> bool:
        with self._lock:
            if not self._open:
                return False
            failures = self._call_all(call)
            self._open = not last
        for failure in failures:
            self._on_failure(failure)
        return True

    def _call_all(self, call: Callable[[LiveSink], None]) -> list[SinkFailed]:
        failures = []
        for sink in list(self._sinks):
            try:
                call(sink)
            except Exception as error:  # whoever listens besides must not end the session
                known = isinstance(error, UserFacingError)
                _log.warning(
                    "%s was given up for this session: %s",
                    type(sink).__name__,
                    error,
                    exc_info=not known,
                )
                self._sinks.remove(sink)
                failures.append(SinkFailed(type(sink).__name__, error))
        return failures
