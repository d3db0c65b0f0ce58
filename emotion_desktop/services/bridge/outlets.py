"""The outlets that are on at the moment, switched while the program runs."""

import logging
from collections.abc import Callable, Sequence
from threading import Lock, Thread

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live import Failed, LiveEvent, SessionStarted, SourceEnded
from emotion_desktop.outlets.options import OutletOptions
from emotion_desktop.services.bridge.messages import text_of, translated
from emotion_desktop.services.sinks import ResultSink

_log = logging.getLogger(__name__)


class OutletBridge(QObject):
    """A sink that hands everything on to the outlets that are on.

    Parameters
    ----------
    open_outlets : callable
        Opens what the options say; called off the GUI thread, and may raise a
        `UserFacingError`.
    """

    opened = Signal(OutletOptions)
    """What was asked for is on."""
    failed = Signal(str)
    """What was asked for cannot be opened; every outlet is off."""

    def __init__(self, open_outlets: Callable[[OutletOptions], Sequence[ResultSink]]) -> None:
        super().__init__()
        self._open_outlets = open_outlets
        self._outlets: tuple[ResultSink, ...] = ()
        self._session: SessionStarted | None = None
        self._lock = Lock()  # guards the two above
        self._switching = Lock()  # one switch at a time: a port is freed before it is taken
        self._wanted: OutletOptions | None = None
        self._closed = False

    def apply(self, options: OutletOptions) -> None:
        """Have these outlets on and no others; returns at once, `opened` or `failed` tells."""
        if options != self._wanted:
            self._wanted = options
            Thread(target=self._switch, args=(options,), name="outlets", daemon=True).start()

    def hear(self, block: AudioBlock) -> None:
        """Hand on a block."""
        for outlet in self._outlets:
            outlet.hear(block)

    def take(self, event: LiveEvent) -> None:
        """Hand on an event."""
        with self._lock:
            if isinstance(event, SessionStarted):
                self._session = event
            elif isinstance(event, SourceEnded | Failed):
                self._session = None
            outlets = self._outlets
        for outlet in outlets:
            outlet.take(event)

    @property
    def troubles(self) -> list[str]:
        """What did not reach other programs, for people; empty where all is well."""
        return [translated(text) for outlet in self._outlets for text in outlet.troubles]

    def close(self) -> None:
        """Close all of them; not to be called on the GUI thread while it is needed."""
        with self._switching:
            self._closed = True
            self._put(())

    def _switch(self, options: OutletOptions) -> None:
        with self._switching:
            if options != self._wanted or self._closed:  # a newer wish waits behind this one
                return
            self._put(())
            try:
                opened = tuple(self._open_outlets(options))
            except Exception as error:  # the edge of a thread: what is not told here is lost
                if not isinstance(error, UserFacingError):
                    _log.exception("The outlets cannot be opened")
                self._wanted = None
                self.failed.emit(text_of(error))
            else:
                self._put(opened)
                self.opened.emit(options)

    def _put(self, outlets: tuple[ResultSink, ...]) -> None:
        """Change to other outlets; a session that runs begins for them now."""
        with self._lock:
            before, self._outlets = self._outlets, outlets
            if self._session is not None:
                for outlet in outlets:
                    outlet.take(self._session)
        for outlet in before:
            outlet.close()
