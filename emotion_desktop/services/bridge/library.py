"""The session library for the window: queries and actions off the GUI thread."""

import logging
from collections import deque
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from emotion_desktop.domain.library import LibraryFilter, LibraryQuestion
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.bridge.worker import SerialWorker

if TYPE_CHECKING:
    from emotion_desktop.services.review.library import SessionLibrary

_log = logging.getLogger(__name__)

#: How long a deletion can be undone; the same as storage's `UNDO_S`.
UNDO_MS: Final = 10_000
_PURGE_AFTER_MS: Final = UNDO_MS + 1_000

Job = Callable[["SessionLibrary"], Any]


class _Desk:
    """A worker that keeps the library open; imports the database libraries on its thread."""

    def __init__(self, name: str, data_folder: Path, on_notice: Callable[[str], None]) -> None:
        # Starting a thread for each question holds up the window on a busy computer.
        self.worker = SerialWorker(name, stays=True)
        self._data_folder = data_folder
        self._on_notice = on_notice
        self._library: SessionLibrary | None = None

    def submit(
        self,
        job: Job,
        rater: Rater | None,
        on_done: Callable[[Any], None] | None,
        on_error: Callable[[Exception], None],
    ) -> None:
        self.worker.submit(lambda: self._do(job, rater), on_done, on_error)

    def shut_down(self, timeout_s: float, *, finish: bool = False) -> bool:
        ended = self.worker.shut_down(timeout_s, finish=finish)
        if ended and self._library is not None:
            self._library.close()
        return ended

    def _do(self, job: Job, rater: Rater | None) -> Any:
        # Jobs never overlap, and the store has one connection per thread.
        if self._library is None:
            from emotion_desktop.services.review.library import SessionLibrary  # noqa: PLC0415

            self._library = SessionLibrary(self._data_folder, self._on_notice)
        self._library.rater = rater
        return job(self._library)


class LibraryBridge(QObject):
    """Queries and changes the library; results come as signals, outdated ones are dropped.

    Long work (copying, packing, permanent deletion) has a worker of its own, so that queries
    never wait for it.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    """

    listed = Signal(object)
    """`Listing` for the newest query."""
    entries_read = Signal(list)
    """The requested `LibraryEntry`s."""
    found = Signal(object)
    """`Found` for the newest search."""
    choices_read = Signal(object)
    """`LibraryChoices`."""
    asking_failed = Signal(str)
    """Why the library cannot be read, as a message to show; the query may be repeated."""
    changed = Signal()
    """Earlier results may be outdated."""
    added = Signal(str)
    """Id of a new session: a duplicate, a packed session or an audio file."""
    deleted = Signal(list)
    """Ids; `restore` works for `UNDO_MS`."""
    restored = Signal(list)
    packed = Signal(Path)
    """Path of a packed session that was written."""
    folder_found = Signal(Path)
    compared = Signal(object)
    """`SessionComparison` of the newest request."""
    comparing_failed = Signal(str)
    """Why sessions could not be compared, as a message to show."""
    work_changed = Signal(str)
    """Message about long work in progress; empty when it has ended."""
    failed = Signal(str)
    """Why an action failed, as a message to show."""
    noticed = Signal(str)
    """A message to show."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._rater: Rater | None = None
        self._questions = _Desk("library", data_folder, self._notice)
        self._long_work = _Desk("library-work", data_folder, self._notice)
        self._works: deque[str] = deque()
        self._newest: dict[str, int] = {}
        self._refreshing = False
        self._purges = QTimer(self)
        self._purges.setSingleShot(True)
        self._purges.setInterval(_PURGE_AFTER_MS)
        self._purges.timeout.connect(self.purge)

    @property
    def rater(self) -> Rater | None:
        """The current rater; None sees all."""
        return self._rater

    def set_rater(self, rater: Rater | None) -> None:
        """Show only what this rater may see, and log changes under their name."""
        if rater != self._rater:
            self._rater = rater
            self.changed.emit()

    def start(self, keep_days: int | None) -> None:
        """Apply the retention period, and finish deletions of the last run, in the background.

        Parameters
        ----------
        keep_days : int or None
            Sessions older than this are deleted; None keeps all.
        """
        if keep_days is not None:
            self._do_long(lambda library: library.expire(keep_days), self._on_expired)
        self.purge()

    # Questions

    def ask_listing(self, question: LibraryQuestion, known: Collection[str]) -> None:
        """Query the list of sessions; emits `listed` or `asking_failed`.

        Entries come with it, except of those that are `known`.
        """
        self._ask("listing", lambda library: library.listing(question, known), self.listed.emit)

    def ask_entries(self, ids: Sequence[str]) -> None:
        """Query list entries of some sessions; emits `entries_read`."""
        wanted, rater = list(ids), self._rater

        def tell(entries: list[Any]) -> None:
            if rater == self._rater:
                self.entries_read.emit(entries)

        self._submit(lambda library: library.entries(wanted), tell)

    def ask_hits(self, typed: str, wanted: LibraryFilter) -> None:
        """Search for what was typed; emits `found`."""
        self._ask("hits", lambda library: library.find(typed, wanted), self.found.emit)

    def drop_search(self) -> None:
        """Drop the result of a running search."""
        self._newest["hits"] = self._newest.get("hits", 0) + 1

    def ask_choices(self) -> None:
        """Query all tags, speakers and raters; emits `choices_read`."""
        self._ask("choices", lambda library: library.choices(), self.choices_read.emit)

    def ask_folder(self, session_id: str) -> None:
        """Query the folder of a session's files; emits `folder_found`."""
        self._change(lambda library: library.folder_of(session_id), self.folder_found.emit)

    # Changes

    def rename(self, session_id: str, title: str) -> None:
        """Rename a session."""
        self._change(lambda library: library.rename(session_id, title), self._on_changed)

    def change_tags(
        self, ids: Sequence[str], added: Collection[str], removed: Collection[str]
    ) -> None:
        """Add tags to sessions, and remove others."""

        def tell(error: Exception) -> None:
            self._on_failed(error)
            self.changed.emit()  # other sessions may have got them

        self._change(
            lambda library: library.change_tags(ids, added, removed), self._on_changed, tell
        )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete sessions, permanently after `UNDO_MS`; emits `deleted`."""
        wanted = list(ids)

        def tell(_nothing: None) -> None:
            self._purges.start()
            self.deleted.emit(wanted)
            self.changed.emit()

        self._change(lambda library: library.delete(wanted), tell)

    def restore(self, ids: Sequence[str]) -> None:
        """Undo the deletion of sessions; emits `restored`."""
        wanted = list(ids)

        def tell(restored: list[str]) -> None:
            if len(restored) < len(wanted):
                self._notice(Message("Some sessions had already been deleted permanently."))
            self.restored.emit(restored)
            self.changed.emit()

        self._change(lambda library: library.restore(wanted), tell)

    @Slot()
    def purge(self) -> None:
        """Permanently delete what can no longer be restored."""
        self._do_long(lambda library: library.purge(), None)

    @Slot()
    def refresh(self) -> None:
        """Update list entries of sessions that have changed; emits `changed` after each batch."""
        if not self._refreshing:
            self._refreshing = True
            self._refresh_some()

    def duplicate(self, session_id: str) -> None:
        """Duplicate a session for another rater; emits `added`."""
        self._add(Message("Copying the session…"), lambda library: library.duplicate(session_id))

    def unpack(self, path: Path) -> None:
        """Add a packed session; emits `added`."""
        self._add(Message("Opening the packed session…"), lambda library: library.unpack(path))

    def import_analysis(self, path: Path, *, copy: bool) -> None:
        """Add an analysed audio file; emits `added`."""
        self._add(
            Message("Importing the analysis…"),
            lambda library: library.import_analysis(path, copy=copy),
        )

    def pack(self, session_id: str, path: Path) -> None:
        """Pack a session into one file; emits `packed`."""
        self._do_long(
            lambda library: library.pack(session_id, path),
            lambda _nothing: self.packed.emit(path),
            Message("Packing the session…"),
        )

    def compare(self, ids: Sequence[str]) -> None:
        """Compare sessions; emits `compared` or `comparing_failed` for the newest request."""
        wanted = list(ids)
        number = self._newest["comparison"] = self._newest.get("comparison", 0) + 1

        def tell(comparison: Any) -> None:
            if number == self._newest["comparison"]:
                self.compared.emit(comparison)

        def fail(error: Exception) -> None:
            if number == self._newest["comparison"]:
                self.comparing_failed.emit(text_of(error))

        about = Message("Comparing the sessions…")
        self._do_long(lambda library: library.compare(wanted), tell, about, fail)

    def shut_down(self, timeout_s: float = 30.0) -> bool:
        """Finish renaming and tagging, drop other waiting jobs; True when no thread is left."""
        self._purges.stop()
        ended = self._questions.shut_down(timeout_s, finish=True)
        return self._long_work.shut_down(timeout_s) and ended

    # How

    def _ask(self, kind: str, job: Job, tell: Callable[[Any], None]) -> None:
        number = self._newest[kind] = self._newest.get(kind, 0) + 1
        rater = self._rater

        def answer(library: "SessionLibrary") -> Any:
            # People type faster than a slow disk answers: skip queries that are outdated already.
            wanted = self._newest[kind] == number and not self._questions.worker.ending
            return job(library) if wanted else None

        def tell_newest(result: Any) -> None:
            if self._newest[kind] == number and rater == self._rater:
                tell(result)

        self._submit(answer, tell_newest)

    def _submit(self, job: Job, tell: Callable[[Any], None]) -> None:
        self._questions.submit(job, self._rater, tell, self._on_asking_failed)

    def _change(
        self,
        job: Job,
        tell: Callable[[Any], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        self._questions.submit(job, self._rater, tell, on_error or self._on_failed)

    def _do_long(
        self,
        job: Job,
        tell: Callable[[Any], None] | None,
        about: Message | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        def end(told: Callable[[Any], None] | None, result: Any) -> None:
            if about is not None:
                self._works.popleft()
                self.work_changed.emit(self._works[0] if self._works else "")
            if told is not None:
                told(result)

        if about is not None:
            self._works.append(translated(about))
            self.work_changed.emit(self._works[0])
        self._long_work.submit(
            job, self._rater, partial(end, tell), partial(end, on_error or self._on_failed)
        )

    def _add(self, about: Message, job: Callable[["SessionLibrary"], str]) -> None:
        def tell(session_id: str) -> None:
            self.added.emit(session_id)
            self.changed.emit()
            self.refresh()

        self._do_long(job, tell, about)

    def _refresh_some(self) -> None:
        def tell(counts: tuple[int, int]) -> None:
            n_before, n_left = counts
            # If the number does not fall, sessions are being edited: leave them for the next time.
            self._refreshing = 0 < n_left < n_before
            if n_before:
                self.changed.emit()
            if self._refreshing:
                self._refresh_some()

        self._do_long(lambda library: library.refresh(), tell, None, self._on_refresh_failed)

    def _on_refresh_failed(self, error: Exception) -> None:
        self._refreshing = False
        _log.warning("List entries could not be updated: %s", error)

    def _on_changed(self, _nothing: None) -> None:
        self.changed.emit()
        self.refresh()

    def _on_expired(self, count: int) -> None:
        if count:
            _log.info("%d sessions were past the retention period and were deleted", count)
            self._purges.start()
            self.changed.emit()

    def _on_asking_failed(self, error: Exception) -> None:
        self.asking_failed.emit(text_of(error))

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(text_of(error))

    def _notice(self, text: str) -> None:
        self.noticed.emit(translated(text))
