"""The streams that are turned on, switched while the program runs."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.live_events import Failed, LiveEvent, SessionStarted, SourceEnded
from emotion_desktop.services.live.sinks import ResultSink

Options = TypeVar("Options")


class SwitchableOutlets(Generic[Options]):
    """A sink that passes everything on to the streams that are on; thread-safe.

    Parameters
    ----------
    open_outlets : callable
        Opens what the options say; may raise a `UserFacingError`.
    """

    def __init__(self, open_outlets: Callable[[Options], Sequence[ResultSink]]) -> None:
        self._open_outlets = open_outlets
        self._outlets: tuple[ResultSink, ...] = ()
        self._session: SessionStarted | None = None
        self._lock = Lock()  # guards the two above
        self._switching = Lock()  # one switch at a time: a port is freed before it is taken
        self._closed = False

    def switch(self, options: Options) -> None:
        """Turn on exactly these streams, waiting for the others to close.

        Raises
        ------
        UserFacingError
            If one cannot be opened; all are off then.
        """
        with self._switching:
            if not self._closed:
                self._put(())
                self._put(tuple(self._open_outlets(options)))

    @property
    def troubles(self) -> list[str]:
        """What did not reach other programs; empty if all is well."""
        return [text for outlet in self._outlets for text in outlet.troubles]

    def hear(self, block: AudioBlock) -> None:
        """Pass on a block."""
        for outlet in self._outlets:
            outlet.hear(block)

    def take(self, event: LiveEvent) -> None:
        """Pass on an event."""
        with self._lock:
            if isinstance(event, SessionStarted):
                self._session = event
            elif isinstance(event, SourceEnded | Failed):
                self._session = None
            outlets = self._outlets
        for outlet in outlets:
            outlet.take(event)

    def close(self) -> None:
        """Close all streams for good."""
        with self._switching:
            self._closed = True
            self._put(())

    def _put(self, outlets: tuple[ResultSink, ...]) -> None:
        """Replace the streams; a running session starts for the new ones now."""
        with self._lock:
            before, self._outlets = self._outlets, outlets
            if self._session is not None:
                for outlet in outlets:
                    outlet.take(self._session)
        for outlet in before:
            outlet.close()
