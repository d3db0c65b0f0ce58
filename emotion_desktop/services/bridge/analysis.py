"""The analysis queue for the window: its changes as Qt signals."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from emotion_desktop.domain.analysis_queue import (
    AnalysisChoices,
    ChangeKind,
    QueueChange,
    QueueRow,
    QueueStatus,
)
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.services.analysis.queue import AnalysisQueue
from emotion_desktop.services.bridge.throttle import Throttle
from emotion_desktop.services.bridge.translation import translated
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.services.live.inference_worker import LiveEngine

if TYPE_CHECKING:
    from emotion_desktop.inference.engine import EmotionEngine
    from emotion_desktop.services.review.import_file import LibraryImporter


#: How long to wait for another program that holds the library before that is told.
LIBRARY_PATIENCE_S: Final = 5.0
#: Short files change their rows hundreds of times a second, and each time the table is painted.
_TOLD_EVERY_MS: Final = 100


class AnalysisBridge(QObject):
    """An `AnalysisQueue` that emits signals, on the thread of this object.

    Changes that follow each other faster than people see them come in one signal.

    Parameters
    ----------
    engines : EngineCache
        Lends the models; loads an `EmotionEngine`.
    data_folder : Path
        Folder of the library, which holds the queue's journal, too.
    """

    rows_added = Signal(list)
    """Ids of new rows, which follow the others."""
    rows_changed = Signal(list)
    rows_removed = Signal(list)
    status_changed = Signal(QueueStatus)
    noticed = Signal(str)
    """Something the user should know about files that were added."""
    session_added = Signal(str)
    """A result was added to the library: the id of its session."""
    _told = Signal()

    def __init__(self, engines: EngineCache[LiveEngine], data_folder: Path) -> None:
        super().__init__()
        self._data_folder = data_folder
        self._status = QueueStatus()
        self._importer: LibraryImporter | None = None  # used by the queue's thread
        self._lock = Lock()  # guards what is gathered: ids in order, each once
        self._gathered: dict[ChangeKind, dict[int, None]] = {}
        self._queue = AnalysisQueue(
            cast("EngineCache[EmotionEngine]", engines),
            data_folder,
            self._add_to_library,
            self._gather,
            on_notice=self._notice,
        )
        self._signals: dict[ChangeKind, SignalInstance] = {
            "added": self.rows_added,
            "changed": self.rows_changed,
            "removed": self.rows_removed,
        }
        self._telling = Throttle(self._tell, _TOLD_EVERY_MS, self)
        self._told.connect(self._telling.ask, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Restore the queue of the last run, and start; may be called once."""
        self._queue.start()

    def add(self, paths: Sequence[Path], choices: AnalysisChoices) -> None:
        """Add files, and files in folders."""
        self._queue.add(paths, choices)

    def rows(self) -> list[QueueRow]:
        """Return all rows, in order."""
        return self._queue.rows()

    def rows_of(self, row_ids: Iterable[int]) -> list[QueueRow]:
        """Return the rows of these ids that still exist."""
        return self._queue.rows_of(row_ids)

    @property
    def status(self) -> QueueStatus:
        """The status of the whole queue."""
        return self._queue.status

    @Slot()
    def pause(self) -> None:
        """Pause and release the models."""
        self._queue.pause()

    @Slot()
    def resume(self) -> None:
        """Resume."""
        self._queue.resume()

    def cancel(self, row_ids: Iterable[int]) -> None:
        """Cancel these rows."""
        self._queue.cancel(row_ids)

    @Slot()
    def cancel_all(self) -> None:
        """Cancel everything in the queue."""
        self._queue.cancel_all()

    def retry(self, row_ids: Iterable[int]) -> None:
        """Queue these rows again."""
        self._queue.retry(row_ids)

    def remove(self, row_ids: Iterable[int]) -> None:
        """Remove rows from the queue; results are kept."""
        self._queue.remove(row_ids)

    def shut_down(self, timeout_s: float = 15.0) -> bool:
        """Stop, after the event loop has ended; return True once no thread is left."""
        ended = self._queue.close(timeout_s)
        if ended and self._importer is not None:
            self._importer.close()
        return ended

    def _add_to_library(self, document: SessionDocument, copies_audio: bool) -> str:
        from emotion_desktop.services.review.import_file import LibraryImporter  # noqa: PLC0415 (loads decoders and database)

        if self._importer is None:
            self._importer = LibraryImporter(
                self._data_folder, self._notice, patience_s=LIBRARY_PATIENCE_S
            )
        session_id = self._importer.add(document, copy=copies_audio)
        self.session_added.emit(session_id)
        return session_id

    def _notice(self, notice: str) -> None:
        self.noticed.emit(translated(notice))

    def _gather(self, change: QueueChange) -> None:
        with self._lock:
            is_first = not self._gathered
            self._gathered.setdefault(change.kind, {}).update(dict.fromkeys(change.ids))
        if is_first:
            self._told.emit()

    def _tell(self) -> None:
        with self._lock:
            gathered, self._gathered = self._gathered, {}
        # Rows are read as they are now, so those that have come and gone are no trouble.
        for kind, signal in self._signals.items():
            if ids := list(gathered.get(kind, {})):
                signal.emit(ids)
        status = self._queue.status
        if status != self._status:
            self._status = status
            self.status_changed.emit(status)
