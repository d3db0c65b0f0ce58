"""Session review for the window: requested on the GUI thread, carried out on a worker."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.review import Rater, ReviewStatus
from emotion_desktop.domain.session import Consent
from emotion_desktop.domain.summary import summary_of
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.bridge.worker import SerialWorker
from emotion_desktop.services.review import borders
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.agreement import agreement_of
from emotion_desktop.services.review.desk import ReviewDesk, ReviewSnapshot, ReviewUpdate

if TYPE_CHECKING:
    from emotion_desktop.services.review.borders import Edge
    from emotion_desktop.services.review.open_review import OpenReview, ReviewChange
    from emotion_desktop.services.review.sessions_of_speaker import SessionOfSpeaker


class ReviewBridge(QObject):
    """One session, open for one rater; every edit is saved before it is announced.

    All methods return at once. Edits are made in the order of the calls. While another session
    is being opened, edits are ignored: they were meant for the one on screen before.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    """

    opened = Signal(object)
    """`ReviewSnapshot`."""
    changed = Signal(object)
    """`ReviewUpdate`."""
    failed = Signal(str)
    """Why a session could not be opened or an edit could not be made, as text for the user."""
    raters_found = Signal(list)
    """All known raters, as a list of `Rater`."""
    summarised = Signal(object)
    """`Summary` of the view at the time of the request."""
    compared = Signal(object)
    """`Agreement` of the view at the time of the request."""
    labels_imported = Signal()
    """An import is stored; `opened` shows the session with it."""
    import_undone = Signal()
    """An import was undone; likewise."""
    import_failed = Signal(str)
    """Why labels could not be imported, or an import not undone, as text for the user."""
    sessions_found = Signal(list)
    """A list of `SessionOfSpeaker`."""
    noticed = Signal(str)
    """A notice for the user."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._data_folder = data_folder
        # Only the thread that opened a database connection may use it.
        self._worker = SerialWorker("review", stays=True)
        # Slow computations must not delay edits.
        self._figures = SerialWorker("review figures")
        self._snapshot: ReviewSnapshot | None = None
        self._n_opened = 0
        self._n_asked = {"summary": 0, "agreement": 0}
        self._desk = ReviewDesk(data_folder, lambda text: self.noticed.emit(translated(text)))

    @property
    def snapshot(self) -> ReviewSnapshot | None:
        """The latest snapshot; None while no session is open."""
        return self._snapshot

    def open(self, session_id: str, rater: Rater) -> None:
        """Open a session in place of the current one; emits `opened` or `failed`.

        Parameters
        ----------
        session_id : str
            A session that is finished or recovered.
        rater : Rater
            Who reviews. A new rater is stored; for a known name, the stored setting `blind` counts.
        """
        tell = self._showing(self._next_number())
        self._worker.submit(lambda: self._desk.open(session_id, rater), tell, self._fail)

    def reload(self) -> None:
        """Reload the open session if others changed it; then emits `opened` again."""
        if self._snapshot is None:
            return
        self._worker.submit(self._desk.reload, self._showing(self._n_opened), self._fail)

    def close_session(self) -> None:
        """Close the session; edits requested before are still made."""
        self._next_number()
        self._worker.submit(self._desk.close_session, None, self._fail)

    def list_raters(self) -> None:
        """List the raters; emits `raters_found`."""
        self._worker.submit(self._desk.raters, self.raters_found.emit, self._fail)

    def add_rater(self, rater: Rater) -> None:
        """Store a rater; emits `raters_found`."""
        self._worker.submit(lambda: self._desk.add_rater(rater), self.raters_found.emit, self._fail)

    def set_labels(
        self, segment_id: int, labels: Iterable[str], *, cannot_tell: bool = False
    ) -> None:
        """Label an utterance; the first label counts most."""
        chosen = tuple(labels)
        self._edit(lambda now: do.set_labels(now, segment_id, chosen, cannot_tell=cannot_tell))

    def choose_label(self, segment_id: int, label: str, *, further: bool = False) -> None:
        """Label an utterance, or remove the label if it is there by then."""
        self._edit(lambda now: do.choose_label(now, segment_id, label, further=further))

    def choose_cannot_tell(self, segment_id: int) -> None:
        """Mark the emotion as impossible to tell, or remove that mark."""
        self._edit(lambda now: do.choose_cannot_tell(now, segment_id))

    def set_rating(self, segment_id: int, **ratings: Unpack[do.Rating]) -> None:
        """Rate valence, arousal or both; None removes a rating, and what is left out stays."""
        self._edit(lambda now: do.set_rating(now, segment_id, **ratings))

    def set_comment(self, segment_id: int, text: str, gesture: str = "") -> None:
        """Comment on an utterance; continuous typing shares one gesture."""
        self._edit(lambda now: do.set_comment(now, segment_id, text, gesture=gesture))

    def set_tags(self, segment_id: int, tags: Iterable[str]) -> None:
        """Set all tags of an utterance."""
        chosen = tuple(tags)
        self._edit(lambda now: do.set_tags(now, segment_id, chosen))

    def set_text(self, segment_id: int, text: str) -> None:
        """Correct the words of an utterance."""
        self._edit(lambda now: do.set_text(now, segment_id, text))

    def split(self, segment_id: int, at_s: float) -> None:
        """Split an utterance."""
        self._edit(lambda now: do.split(now, segment_id, at_s))

    def merge_with_next(self, segment_id: int) -> None:
        """Merge an utterance with the next one of its speaker."""
        self._edit(lambda now: do.merge_with_next(now, segment_id))

    def move_border(self, segment_id: int, edge: "Edge", time_s: float, gesture: str = "") -> None:
        """Move the `start` or the `end` of an utterance, as far as there is room.

        All moves of one drag share a gesture, so that they are undone together.
        """
        self._edit(lambda now: borders.move_border(now, segment_id, edge, time_s, gesture=gesture))

    def nudge_border(self, segment_id: int, edge: "Edge", by_s: float, gesture: str = "") -> None:
        """Move a boundary by `by_s` seconds from its place at that time."""
        self._edit(lambda now: borders.nudge_border(now, segment_id, edge, by_s, gesture=gesture))

    def assign_speaker(self, segment_ids: Iterable[int], speaker: str) -> None:
        """Assign utterances to a speaker: an existing key, or the name of a new speaker."""
        chosen = tuple(segment_ids)
        self._edit(lambda now: do.assign_speaker(now, chosen, speaker))

    def name_speaker(self, speaker: str, name: str) -> None:
        """Name a speaker in this session."""
        self._edit(lambda now: do.name_speaker(now, speaker, name))

    def merge_speakers(self, kept: str, merged: str) -> None:
        """Merge two speakers."""
        self._edit(lambda now: do.merge_speakers(now, kept, merged))

    def set_title(self, title: str) -> None:
        """Rename the session."""
        self._edit(lambda now: do.set_title(now, title))

    def set_note(self, text: str, gesture: str = "") -> None:
        """Set the note on the session; continuous typing shares one gesture."""
        self._edit(lambda now: do.set_note(now, text, gesture=gesture))

    def set_consent(self, consent: Consent | None) -> None:
        """Note the consent of those who speak; None removes the note."""
        self._edit(lambda now: do.set_consent(now, consent))

    def set_session_tags(self, tags: Iterable[str]) -> None:
        """Set all tags of the session."""
        chosen = tuple(tags)
        self._edit(lambda now: do.set_session_tags(now, chosen))

    def set_status(self, status: ReviewStatus) -> None:
        """Set the review status."""
        self._edit(lambda now: do.set_status(now, status))

    def unblind(self) -> None:
        """Reveal the models' estimates and the other raters' annotations to the rater."""
        self._edit(do.unblind)

    def undo(self, steps: int = 1) -> None:
        """Undo the rater's latest steps; does nothing if there are none."""
        for _ in range(steps):
            self._edit(do.undo)

    def redo(self, steps: int = 1) -> None:
        """Redo the steps that were undone last."""
        for _ in range(steps):
            self._edit(do.redo)

    def summarise(self) -> None:
        """Summarise the current view; emits `summarised` for the latest request."""
        if self._snapshot is not None:
            view = self._snapshot.view
            self._compute("summary", lambda: summary_of(view), self.summarised.emit)

    def compare_raters(self) -> None:
        """Compare the raters of the current view; emits `compared` for the latest request."""
        if self._snapshot is not None:
            views = {self._snapshot.session_id: self._snapshot.view}
            self._compute("agreement", lambda: agreement_of(views), self.compared.emit)

    def import_labels(self, rater: Rater, labels: Mapping[int, str], gesture: str) -> None:
        """Store labels that a rater gave in another program.

        Emits `opened`, then `labels_imported`; or `import_failed`.

        Parameters
        ----------
        rater : Rater
            Anyone; a new rater is stored.
        labels : mapping of int to str
            One of `EMOTIONS`, or `UNCLEAR`, by utterance.
        gesture : str
            Unique to this import; see `undo_import`.
        """
        self._import(
            lambda: self._desk.import_labels(rater, labels, gesture), self.labels_imported.emit
        )

    def undo_import(self, rater: Rater, gesture: str) -> None:
        """Undo an import if it is the rater's last step.

        Emits `opened`, then `import_undone`; or `import_failed`.
        """
        self._import(lambda: self._desk.undo_import(rater, gesture), self.import_undone.emit)

    def find_sessions_of(self, speaker: str) -> None:
        """Find the sessions with a speaker of this name; emits `sessions_found`."""
        if self._snapshot is not None:
            rater, number = self._snapshot.rater, self._n_opened

            def tell(sessions: "list[SessionOfSpeaker]") -> None:
                if number == self._n_opened:
                    self.sessions_found.emit(sessions)

            self._worker.submit(lambda: self._desk.sessions_of(speaker, rater), tell, self._fail)

    def shut_down(self, timeout_s: float = 30.0) -> bool:
        """Finish all requested edits, then stop; True when no thread is left."""
        self._worker.submit(self._desk.close)
        ended = self._worker.shut_down(timeout_s, finish=True)
        return self._figures.shut_down(timeout_s) and ended

    def _next_number(self) -> int:
        self._snapshot = None
        self._n_opened += 1
        return self._n_opened

    def _edit(self, operation: "Callable[[OpenReview], ReviewChange | None]") -> None:
        if self._snapshot is None:
            return
        number = self._n_opened

        def tell(update: ReviewUpdate | None) -> None:
            if update is not None and number == self._n_opened:
                self._snapshot = update.snapshot
                self.changed.emit(update)

        self._worker.submit(lambda: self._desk.edit(operation), tell, self._fail)

    def _import(self, work: Callable[[], ReviewSnapshot | None], done: Callable[[], None]) -> None:
        if self._snapshot is None:
            return
        tell = self._showing(self._n_opened, done)
        self._worker.submit(work, tell, lambda error: self.import_failed.emit(text_of(error)))

    def _showing(
        self, number: int, done: Callable[[], None] = lambda: None
    ) -> Callable[[ReviewSnapshot | None], None]:
        """Return a function that shows a snapshot, unless another session was opened meanwhile."""

        def tell(snapshot: ReviewSnapshot | None) -> None:
            if snapshot is not None and number == self._n_opened:
                self._snapshot = snapshot
                self.opened.emit(snapshot)
                done()

        return tell

    def _compute(
        self, what: str, work: Callable[[], object], tell: Callable[[object], None]
    ) -> None:
        """Run the latest request of its kind; older ones still waiting are skipped."""
        self._n_asked[what] += 1
        number, session = self._n_asked[what], self._n_opened

        def is_newest() -> bool:
            return number == self._n_asked[what] and session == self._n_opened

        def tell_newest(result: object) -> None:
            if result is not None and is_newest():
                tell(result)

        self._figures.submit(lambda: work() if is_newest() else None, tell_newest, self._fail)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(text_of(error))
