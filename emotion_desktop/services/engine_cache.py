"""Loads the models once and keeps them between sessions."""

from collections.abc import Callable
from threading import Lock

from emotion_desktop.domain.live import LoadingStep
from emotion_desktop.services.estimator import LiveEngine


class EngineCache:
    """Calls `load` at most once, from whichever thread asks first; the others wait.

    The engine itself is not thread-safe: only one pipeline may run at a time.

    Parameters
    ----------
    load : callable
        Loads the engine, and calls `report` as each step begins. When it raises, the
        next call of `get` tries again.
    """

    def __init__(self, load: Callable[[], LiveEngine]) -> None:
        self._load = load
        self._lock = Lock()
        self._engine: LiveEngine | None = None
        self._listeners: list[Callable[[LoadingStep], None]] = []

    def add_listener(self, on_step: Callable[[LoadingStep], None]) -> None:
        """Tell `on_step` of each step, on the thread that loads."""
        self._listeners.append(on_step)

    def report(self, step: LoadingStep) -> None:
        """Tell that a step of loading begins."""
        for on_step in self._listeners:
            on_step(step)

    def get(self) -> LiveEngine:
        """Return the engine, loading it first where that was not done yet."""
        with self._lock:
            if self._engine is None:
                self._engine = self._load()
            return self._engine
