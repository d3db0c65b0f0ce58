"""Reads annotations of other programs for the window, and plans their import."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.export.annotations import Tiers, read_annotations
from emotion_desktop.export.tiers import Interval
from emotion_desktop.services.bridge.translation import text_of
from emotion_desktop.services.bridge.worker import SerialWorker
from emotion_desktop.services.review.import_annotations import ImportPlan, plan_import


class AnnotationBridge(QObject):
    """Reads a file and plans its import, one request at a time; only the latest is answered."""

    was_read = Signal(object)
    """`Tiers`."""
    planned = Signal(object)
    """`ImportPlan`."""
    failed = Signal(str)
    """Why a file cannot be read, as text for the user."""

    def __init__(self) -> None:
        super().__init__()
        self._worker = SerialWorker("annotations")
        self._n_asked = 0

    def read(self, path: Path) -> None:
        """Read the tiers of a file; emits `was_read` or `failed`."""
        number = self._next_number()

        def tell(tiers: Tiers) -> None:
            if number == self._n_asked:
                self.was_read.emit(tiers)

        def fail(error: Exception) -> None:
            if number == self._n_asked:
                self.failed.emit(text_of(error))

        self._worker.submit(lambda: read_annotations(path), tell, fail)

    def plan(
        self,
        state: ReviewState,
        duration_s: float,
        annotations: Sequence[Interval],
        labels: Mapping[str, str],
        speaker: str | None,
    ) -> None:
        """Plan an import; parameters as for `plan_import`. Emits `planned`."""
        number = self._next_number()

        def work() -> ImportPlan | None:
            if number != self._n_asked:  # a later request waits
                return None
            return plan_import(state, duration_s, annotations, labels, speaker)

        def tell(plan: ImportPlan | None) -> None:
            if number == self._n_asked:
                self.planned.emit(plan)

        self._worker.submit(work, tell, lambda error: self.failed.emit(text_of(error)))

    def forget(self) -> None:
        """Answer no request made so far."""
        self._next_number()

    def shut_down(self, timeout_s: float = 30.0) -> bool:
        """Stop; True when no thread is left."""
        return self._worker.shut_down(timeout_s)

    def _next_number(self) -> int:
        self._n_asked += 1
        return self._n_asked
