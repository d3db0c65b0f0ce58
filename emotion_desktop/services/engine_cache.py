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

    Attributes
    ----------
    on_step : callable
        Told of the steps on the thread that loads; set by whoever wants to know.
    """

    def __init__(self, load: Callable[[], LiveEngine]) -> None:
        self._load = load
        self._lock = Lock()
        self._engine: LiveEngine | None = None
        self.on_step: Callable[[LoadingStep], None] = lambda _step: None

    def report(self, step: LoadingStep) -> None:
        """Tell that a step of loading begins."""
        self.on_step(step)

    def get(self) -> LiveEngine:
        """Return the engine, loading it first where that was not done yet."""
        with self._lock:
            if self._engine is None:
                self._engine = self._load()
            return self._engine
