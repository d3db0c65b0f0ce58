"""The analysis queue's use of the models."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.engine import EngineCache, EngineLease, LeaseRequest

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine

#: Shown to others who want the models meanwhile.
ANALYSING: Final = Message("analysing audio files")


class ModelLoan:
    """One thread takes and releases the models; any thread may end its waiting.

    Parameters
    ----------
    engines : EngineCache
        Lends them.
    """

    def __init__(self, engines: "EngineCache[EmotionEngine]") -> None:
        self._engines = engines
        self._lock = Lock()  # guards the two below
        self._request: LeaseRequest[EmotionEngine] | None = None
        self._lease: EngineLease[EmotionEngine] | None = None

    @property
    def waiting(self) -> bool:
        """Whether `take` is waiting because others hold the models."""
        request = self._request
        return request is not None and not request.held

    @property
    def held(self) -> bool:
        """Whether `load` may be called."""
        return self._lease is not None

    @property
    def wanted_by_others(self) -> bool:
        """Whether another user waits for the models."""
        return self._engines.wanted

    def take(self, on_asked: Callable[[], None]) -> bool:
        """Wait for the models; return False if `stop_waiting` was called first.

        Parameters
        ----------
        on_asked : callable
            Called as soon as `stop_waiting` has an effect.
        """
        request = self._engines.request(ANALYSING)
        with self._lock:
            self._request = request
        on_asked()
        lease = request.wait()
        with self._lock:
            was_withdrawn = self._request is not request
            self._request = None
            self._lease = None if was_withdrawn else lease
            return self._lease is not None

    def stop_waiting(self) -> None:
        """End the waiting of `take`; does nothing if it is not waiting."""
        with self._lock:  # whichever side clears the request withdraws it
            request, self._request = self._request, None
        if request is not None:
            request.withdraw()

    def load(self) -> "EmotionEngine":
        """Return the models, as `EngineLease.load` does."""
        assert self._lease is not None
        return self._lease.load()

    def release(self) -> None:
        """Release the models; does nothing if they are not held."""
        with self._lock:
            lease, self._lease = self._lease, None
        if lease is not None:
            lease.release()
