"""Base class of all streams: a bounded queue, and a thread that sends."""

import logging
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Final

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.live_events import LiveEvent
from emotion_desktop.domain.translatable import Message

_log = logging.getLogger(__name__)

#: A few minutes of events; a receiver that is further behind has missed the moment anyway.
QUEUE_LENGTH: Final = 512

#: How long `close` waits for events that are still to be sent.
CLOSE_TIMEOUT_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class OutletCounters:
    """Counts of sent and lost events.

    Attributes
    ----------
    told : int
        Events that were sent, or that the other program does not need.
    failed : int
        Events that could not be sent, for example because there is no receiver.
    dropped : int
        Events dropped because the queue was full, oldest first.
    """

    told: int = 0
    failed: int = 0
    dropped: int = 0


class Outlet(ABC):
    """Sends events to one kind of receiver; implements `LiveSink`.

    An outlet may be opened before or during a session; in the latter case, it sends nothing
    until the next `SessionStarted`, which states when the audio began. It lives
    through any number of sessions.

    Parameters
    ----------
    name : Message
        For people, the log and the thread: "OSC to 127.0.0.1:9000".

    Notes
    -----
    The thread starts here: a subclass calls this last in its own `__init__`.
    """

    def __init__(self, name: Message) -> None:
        self.name = name
        self._events: deque[LiveEvent] = deque()
        self.changed = Condition()  # guards the deque, the counters, the last error and `_closing`
        self._closing = False
        self._counters = OutletCounters()
        self._failing = False
        self._last_error = ""
        self._thread = Thread(target=self._run, name=f"outlet: {name}", daemon=True)
        self._thread.start()

    def hear(self, block: AudioBlock) -> None:  # noqa: B027 (no outlet sends audio)
        """Ignore the audio: results are streamed, audio never."""

    def take(self, event: LiveEvent) -> None:
        """Queue an event; never waits for the receiver."""
        with self.changed:
            if self._closing:
                return
            if len(self._events) >= QUEUE_LENGTH:
                self._events.popleft()
                self._count(dropped=1)
            self._events.append(event)
            self.changed.notify_all()

    def close(self) -> None:
        """Send what is queued, then end; waits at most `CLOSE_TIMEOUT_S`."""
        with self.changed:
            self._closing = True
            self.changed.notify_all()
        self._thread.join(CLOSE_TIMEOUT_S)
        if self._thread.is_alive():
            _log.warning("%s is still busy and was abandoned", self.name)

    @property
    def counters(self) -> OutletCounters:
        """The counts so far; may be read from any thread."""
        with self.changed:
            return self._counters

    @property
    def troubles(self) -> list[Message]:
        """What did not reach the receiver since the stream was opened; from any thread."""
        with self.changed:
            counters, error = self._counters, self._last_error
        troubles = []
        if counters.failed:
            troubles.append(
                Message(
                    "{name}: results not received: {count} ({error}).",
                    name=self.name,
                    count=counters.failed,
                    error=error,
                )
            )
        if counters.dropped:
            troubles.append(
                Message(
                    "{name}: results dropped because the receiver is too slow: {count}.",
                    name=self.name,
                    count=counters.dropped,
                )
            )
        return troubles

    @abstractmethod
    def _tell(self, event: LiveEvent) -> None:
        """Send one event, on the stream's thread; raise `OSError` on failure."""

    def _end(self) -> None:  # noqa: B027 (not all hold something)
        """Release sockets and the like, on the stream's thread."""

    def _run(self) -> None:
        try:
            while (event := self._next()) is not None:
                self._try_to_tell(event)
        finally:
            self._end()

    def _next(self) -> LiveEvent | None:
        with self.changed:
            self.changed.wait_for(lambda: self._events or self._closing)
            return self._events.popleft() if self._events else None

    def _try_to_tell(self, event: LiveEvent) -> None:
        try:
            self._tell(event)
        except Exception as error:  # a receiver's trouble never ends the outlet, nor a bug
            if not self._failing:  # the first of a row, not two a second
                bug = not isinstance(error, OSError)
                _log.warning("%s: not received (%s)", self.name, error, exc_info=bug)
            self._failing = True
            with self.changed:
                self._last_error = str(error)
            self._count(failed=1)
        else:
            if self._failing:
                _log.info("%s: received again", self.name)
            self._failing = False
            self._count(told=1)

    def _count(self, *, told: int = 0, failed: int = 0, dropped: int = 0) -> None:
        with self.changed:
            old = self._counters
            self._counters = OutletCounters(
                old.told + told, old.failed + failed, old.dropped + dropped
            )
            self.changed.notify_all()
