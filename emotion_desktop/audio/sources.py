"""Live audio sources: a microphone, or a file played as if it were one."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final, Protocol

from emotion_desktop.domain.audio import AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import SourceNotice
from emotion_desktop.domain.translatable import Message

logger = logging.getLogger(__name__)

OnBlock = Callable[[AudioBlock], None]
OnEnd = Callable[[str | None], None]
OnNotice = Callable[[SourceNotice], None]

BLOCK_S: Final[float] = 0.03
_STOP_TIMEOUT_S: Final[float] = 2.0


class Source(Protocol):
    """A source of live audio.

    Attributes
    ----------
    name : str
        For people: the device or the file.
    dropped_samples : int
        Lost so far, counted at `SAMPLE_RATE_HZ`; `first_sample` of the blocks
        leaves them out too, so a loss is a gap and never a shift.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 (see above)

    @property
    def dropped_samples(self) -> int: ...  # noqa: D102

    def start(self, on_block: OnBlock, on_end: OnEnd, on_notice: OnNotice) -> None:
        """Start on an own thread; may be called once.

        Parameters
        ----------
        on_block : callable
            Receives each block of about 30 ms, on the source's thread.
        on_end : callable
            Called once on the same thread, after the last block: with None at the
            file's end or after `stop`, otherwise with the reason.
        on_notice : callable
            Called on the same thread when the source is lost, returns or was moved to
            another device, while it continues.
        """

    def stop(self) -> None:
        """Request the end and wait up to 2 s for it; may be called repeatedly.

        Never call it on a thread that must not wait.
        """


class ThreadedSource(ABC):
    """Base class: the thread that both kinds of source use."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.dropped_samples = 0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, on_block: OnBlock, on_end: OnEnd, on_notice: OnNotice) -> None:
        """See `Source`."""
        if self._thread is not None:
            raise RuntimeError("a source can be started only once")
        self._thread = threading.Thread(
            target=self._run, args=(on_block, on_end, on_notice), name="sound source", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """See `Source`."""
        self._stopping.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_STOP_TIMEOUT_S)

    def _run(self, on_block: OnBlock, on_end: OnEnd, on_notice: OnNotice) -> None:
        try:
            reason = self._deliver(on_block, on_notice)
        except UserFacingError as error:
            reason = error.message
        except Exception as error:
            # A bug; listeners must still learn that no more audio is coming.
            logger.exception("The audio source %s failed", self.name)
            reason = Message(
                "{name} stopped because of an internal error: {error}",
                name=self.name,
                error=repr(error),
            )
        try:
            on_end(reason)
        finally:
            self._close()

    @abstractmethod
    def _deliver(self, on_block: OnBlock, on_notice: OnNotice) -> str | None:
        """Call `on_block` until the end, and return the reason for the end."""

    def _close(self) -> None:  # noqa: B027 - a file closes itself
        """Release resources after everyone was notified."""
