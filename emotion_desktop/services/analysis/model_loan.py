"""The models on loan to the analysis queue."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Final

from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.engine import EngineCache, EngineLease, LeaseRequest

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine

#: What others are told who want the models meanwhile.
ANALYSING: Final = Message("analysing audio files")


class ModelLoan:
    """One thread takes the models and gives them back; any may end its waiting.

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
        """Whether others have the models that `take` waits for."""
        request = self._request
        return request is not None and not request.held

    @property
    def held(self) -> bool:
        """Whether `load` may be called."""
        return self._lease is not None

    @property
    def wanted_by_others(self) -> bool:
        """Whether somebody waits until they are given back."""
        return self._engines.wanted

    def take(self, on_asked: Callable[[], None]) -> bool:
        """Wait for the models; False where `stop_waiting` came first.

        Parameters
        ----------
        on_asked : callable
            Called once `stop_waiting` has an effect.
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
        """Let `take` wait no more; does nothing where it does not wait."""
        with self._lock:  # who takes the request away is who withdraws it
            request, self._request = self._request, None
        if request is not None:
            request.withdraw()

    def load(self) -> "EmotionEngine":
        """Return the models, as `EngineLease.load` does."""
        assert self._lease is not None
        return self._lease.load()

    def release(self) -> None:
        """Give them back; does nothing where they are not held."""
        with self._lock:
            lease, self._lease = self._lease, None
        if lease is not None:
            lease.release()
