"""The interface of sinks: the recorder and other programs."""

import logging
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Protocol

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import (
    Failed,
    LiveEvent,
    SessionStarted,
    SinkFailed,
    SourceEnded,
)

_log = logging.getLogger(__name__)


class LiveSink(Protocol):
    """Receives the audio and the events of live sessions.

    Both methods are called on the pipeline's threads and must never wait: a sink that
    writes or sends does so on its own thread. `SessionStarted` comes before the
    first block, `SourceEnded` or `Failed` is the last event of a session. No two calls
    for one session overlap. A sink that cannot continue raises (a `UserFacingError` if
    the user can act on it) from its next `hear` or `take`: it then receives nothing more of
    this session, which continues without it.
    """

    def hear(self, block: AudioBlock) -> None:
        """Receive a block at `SAMPLE_RATE_HZ`; a gap in `first_sample` is lost audio."""
        ...

    def take(self, event: LiveEvent) -> None:
        """Receive an event."""
        ...

    def close(self) -> None:
        """Finish writing and end; called off the GUI thread."""
        ...


class ResultSink(LiveSink, Protocol):
    """A sink that streams events to another program and knows what did not arrive."""

    @property
    def troubles(self) -> Sequence[str]:
        """One sentence per problem; from any thread."""
        ...


class SinkGroup:
    """The sinks of one session; nothing is passed on before its start or after its end.

    A sink that raises is logged, dropped and reported; the others continue. Any thread
    may call: one call at a time reaches the sinks.

    Parameters
    ----------
    sinks : sequence of LiveSink
        In the order in which they are called.
    on_failure : callable
        Called with a sink that was dropped, on the calling thread.
    """

    def __init__(self, sinks: Sequence[LiveSink], on_failure: Callable[[SinkFailed], None]) -> None:
        self._sinks = list(sinks)
        self._on_failure = on_failure
        self._lock = Lock()
        self._open = False

    def hear(self, block: AudioBlock) -> None:
        """Pass on a block."""
        self._tell(lambda sink: sink.hear(block))

    def take(self, event: LiveEvent) -> bool:
        """Pass on an event; `SessionStarted` starts the session, `SourceEnded` and `Failed` end it.

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
            except Exception as error:  # a sink must not end the session
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
