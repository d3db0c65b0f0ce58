"""The engine lease: loads the models once and lends them to one holder at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock
from types import TracebackType
from typing import Generic, TypeVar

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import LoadingStep
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.live.inference_worker import LiveEngine

_log = logging.getLogger(__name__)
_Engine_co = TypeVar("_Engine_co", bound=LiveEngine, covariant=True)


class LeaseEndedError(RuntimeError):
    """The models were requested from a lease that was released or never granted."""


def in_use_by(holder: Message) -> UserFacingError:
    """Return an error that says what is using the models."""
    return UserFacingError(
        "The models are in use: {holder}",
        "Stop it first, or wait until it has finished.",
        holder=holder,
    )


@dataclass(frozen=True, slots=True)
class LoadedModels:
    """What is known about the models without holding them; see `LiveEngine`."""

    description: dict[str, object]
    bundle_id: str
    can_calibrate: bool


class EngineLease(Generic[_Engine_co]):
    """Exclusive use of the models until `release`.

    Must be released by its holder, on any thread. When the models are handed out, they are
    neither calibrated nor normalised to a speaker, whatever the last holder did.

    Attributes
    ----------
    holder : Message
        What holds it, to show to people.
    """

    def __init__(self, engines: "EngineCache[_Engine_co]", holder: Message) -> None:
        self.holder = holder
        self._engines = engines

    @property
    def held(self) -> bool:
        """True until `release`."""
        return self._engines._current is self

    def load(self) -> _Engine_co:
        """Return the models, loading them if necessary.

        Raises
        ------
        LeaseEndedError
            If the lease was released, maybe while they were loading.
        UserFacingError
            If they cannot be loaded.
        """
        return self._engines._hand_out(self)

    def release(self) -> None:
        """Release the models; a second call does nothing."""
        self._engines._release(self)


class LeaseRequest(Generic[_Engine_co]):
    """A place in the queue for the models; a context manager that waits for and returns them.

    Never wait for a lease while holding another one: that is waiting for oneself.
    """

    def __init__(self, engines: "EngineCache[_Engine_co]", lease: EngineLease[_Engine_co]) -> None:
        self._engines = engines
        self._lease = lease
        self._decided = Event()

    def wait(self) -> EngineLease[_Engine_co] | None:
        """Wait until the models are free; None if the request was withdrawn."""
        try:
            self._decided.wait()
        except BaseException:  # Ctrl+C: it would never be released
            self.withdraw()
            raise
        return self._lease if self._lease.held else None

    @property
    def held(self) -> bool:
        """Whether this request holds the models now."""
        return self._lease.held

    def stop_waiting(self) -> None:
        """Stop waiting, on any thread; does nothing once the lease was granted."""
        self._engines._drop(self)

    def __enter__(self) -> _Engine_co:
        lease = self.wait()
        if lease is None:
            raise LeaseEndedError
        try:
            return lease.load()
        except BaseException:
            lease.release()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._lease.release()

    def withdraw(self) -> None:
        """Leave the queue, from any thread; release the lease if it was already granted."""
        self._engines._withdraw(self)


class EngineCache(Generic[_Engine_co]):
    """Calls `load` at most once, on the thread that asks first; the others wait.

    The engine itself is not thread-safe, so it is only lent, on one lease at a time.

    Parameters
    ----------
    load : callable
        Loads the engine, and calls `report` at the start of each step. If it raises, the
        next request tries again.
    """

    def __init__(self, load: Callable[[], _Engine_co]) -> None:
        self._load = load
        self._loading = Lock()  # held while the models load: never to be taken inside `_leases`
        self._engine: _Engine_co | None = None
        self._leases = Lock()  # guards the two below; never held for long
        self._current: EngineLease[_Engine_co] | None = None
        self._waiting: list[LeaseRequest[_Engine_co]] = []
        self._listeners: list[Callable[[LoadingStep], None]] = []
        self._observers: list[Callable[[], None]] = []

    def add_listener(self, on_step: Callable[[LoadingStep], None]) -> None:
        """Call `on_step` at each loading step, on the loading thread."""
        self._listeners.append(on_step)

    def report(self, step: LoadingStep) -> None:
        """Report the start of a loading step."""
        for on_step in self._listeners:
            on_step(step)

    def add_observer(self, on_change: Callable[[], None]) -> None:
        """Call `on_change` after each change of `holder`, on the thread that changes it.

        It must read `holder` itself: of two simultaneous changes, the second may be reported first.
        """
        self._observers.append(on_change)

    @property
    def holder(self) -> Message | None:
        """What holds the models, to show to people; None if they are free."""
        current = self._current
        return None if current is None else current.holder

    @property
    def busy(self) -> bool:
        """Whether the models are in use."""
        return self._current is not None

    @property
    def wanted(self) -> bool:
        """Whether another user waits for the models; a holder that can pause releases them."""
        return bool(self._waiting)

    def models(self) -> LoadedModels:
        """Describe the models, loading them if necessary."""
        engine = self._loaded()
        return LoadedModels(engine.describe(), engine.bundle_id, engine.can_calibrate)

    def request(self, holder: Message) -> LeaseRequest[_Engine_co]:
        """Join the queue for the models, loaded or not, which are granted in order.

        Returns immediately, so the GUI thread may call it; it must not wait.
        """
        request = LeaseRequest(self, EngineLease(self, holder))
        with self._leases:
            self._waiting.append(request)
            granted = self._current is None
            if granted:
                self._grant_next()
        if granted:
            self._tell_observers()
        return request

    def _grant_next(self) -> None:
        """Grant the models to the next request, if any; call while holding `_leases`."""
        self._current = None
        if self._waiting:
            request = self._waiting.pop(0)
            self._current = request._lease
            request._decided.set()

    def _release(self, lease: EngineLease[_Engine_co]) -> None:
        with self._leases:
            if self._current is not lease:
                return
            self._grant_next()
        self._tell_observers()

    def _drop(self, request: LeaseRequest[_Engine_co]) -> bool:
        """Remove a request from the queue; return False if it was not in it any more."""
        with self._leases:
            waiting = request in self._waiting
            if waiting:
                self._waiting.remove(request)
                request._decided.set()
        return waiting

    def _withdraw(self, request: LeaseRequest[_Engine_co]) -> None:
        if not self._drop(request):
            request._lease.release()

    def _hand_out(self, lease: EngineLease[_Engine_co]) -> _Engine_co:
        engine = self._loaded()
        with self._leases:
            if self._current is not lease:
                raise LeaseEndedError
            engine.use_voice(None)
            engine.normalise_speakers(False)
        return engine

    def _loaded(self) -> _Engine_co:
        with self._loading:
            if self._engine is None:
                self._engine = self._load()
            return self._engine

    def _tell_observers(self) -> None:
        for on_change in self._observers:
            try:
                on_change()
            except Exception:  # taking or releasing the models has succeeded all the same
                _log.exception("An observer of the models failed")
