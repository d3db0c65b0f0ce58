"""The review of a session for the window: asked on the GUI thread, done on a worker."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotion_desktop.domain.review import Rater, ReviewStatus
from emotion_desktop.services.bridge.translation import text_of, translated
from emotion_desktop.services.bridge.worker import SerialWorker
from emotion_desktop.services.review import borders
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.agreement import agreement_of
from emotion_desktop.services.review.desk import ReviewDesk, ReviewSnapshot, ReviewUpdate
from emotion_desktop.services.review.summary import summary_of

if TYPE_CHECKING:
    from emotion_desktop.services.review.borders import Edge
    from emotion_desktop.services.review.open_review import OpenReview, ReviewChange


class ReviewBridge(QObject):
    """One session that one rater has open; every edit is on the disk before it is told.

    All methods return at once. Edits are done in the order in which they were asked for; those
    that are asked for while another session is being opened are not taken, since they were
    meant for the one that was seen before.

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
    """Why a session was not opened, or an edit not made; for people."""
    raters_found = Signal(list)
    """Everybody who may review, as `Rater`s."""
    summarised = Signal(object)
    """`Summary` of what was seen when it was asked for."""
    compared = Signal(object)
    """`Agreement` of what was seen when it was asked for."""
    sessions_found = Signal(list)
    """`SessionOfSpeaker`s."""
    noticed = Signal(str)
    """Something that people should know."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._data_folder = data_folder
        # A connection to the database is for the thread that opened it.
        self._worker = SerialWorker("review", stays=True)
        # What takes long to compute must hold up no edit.
        self._figures = SerialWorker("review figures")
        self._snapshot: ReviewSnapshot | None = None
        self._n_opened = 0
        self._n_asked = {"summary": 0, "agreement": 0}
        self._desk = ReviewDesk(data_folder, lambda text: self.noticed.emit(translated(text)))

    @property
    def snapshot(self) -> ReviewSnapshot | None:
        """What was told last; None while nothing is open."""
        return self._snapshot

    def open(self, session_id: str, rater: Rater) -> None:
        """Open a session in place of the one that is open; `opened` or `failed` tells.

        Parameters
        ----------
        session_id : str
            A session that is finished or recovered.
        rater : Rater
            Who reviews; a new name is kept, a known one is blind or not as it was.
        """
        number = self._next_number()

        def tell(snapshot: ReviewSnapshot) -> None:
            if number == self._n_opened:
                self._snapshot = snapshot
                self.opened.emit(snapshot)

        self._worker.submit(lambda: self._desk.open(session_id, rater), tell, self._fail)

    def reload(self) -> None:
        """Take in what others changed in the session that is open; `opened` tells again."""
        if self._snapshot is None:
            return
        number = self._n_opened

        def tell(snapshot: ReviewSnapshot | None) -> None:
            if snapshot is not None and number == self._n_opened:
                self._snapshot = snapshot
                self.opened.emit(snapshot)

        self._worker.submit(self._desk.reload, tell, self._fail)

    def close_session(self) -> None:
        """Let go of the session; edits that were asked for are still made."""
        self._next_number()
        self._worker.submit(self._desk.close_session, None, self._fail)

    def list_raters(self) -> None:
        """Look who may review; `raters_found` tells."""
        self._worker.submit(self._desk.raters, self.raters_found.emit, self._fail)

    def add_rater(self, rater: Rater) -> None:
        """Keep somebody who may review; `raters_found` tells."""
        self._worker.submit(lambda: self._desk.add_rater(rater), self.raters_found.emit, self._fail)

    def set_labels(
        self, segment_id: int, labels: Iterable[str], *, cannot_tell: bool = False
    ) -> None:
        """Say what an utterance expresses, the label that counts most first."""
        chosen = tuple(labels)
        self._edit(lambda now: do.set_labels(now, segment_id, chosen, cannot_tell=cannot_tell))

    def set_rating(self, segment_id: int, *, valence: int | None, arousal: int | None) -> None:
        """Rate valence and arousal from 1 to 9; None removes a rating."""
        self._edit(lambda now: do.set_rating(now, segment_id, valence=valence, arousal=arousal))

    def set_comment(self, segment_id: int, text: str, gesture: str = "") -> None:
        """Comment on an utterance; what is typed in one go has one gesture."""
        self._edit(lambda now: do.set_comment(now, segment_id, text, gesture=gesture))

    def set_tags(self, segment_id: int, tags: Iterable[str]) -> None:
        """Tag an utterance with these and no others."""
        chosen = tuple(tags)
        self._edit(lambda now: do.set_tags(now, segment_id, chosen))

    def set_text(self, segment_id: int, text: str) -> None:
        """Correct the words of an utterance."""
        self._edit(lambda now: do.set_text(now, segment_id, text))

    def split(self, segment_id: int, at_s: float) -> None:
        """Cut an utterance in two."""
        self._edit(lambda now: do.split(now, segment_id, at_s))

    def merge_with_next(self, segment_id: int) -> None:
        """Join an utterance with the next one of its speaker."""
        self._edit(lambda now: do.merge_with_next(now, segment_id))

    def move_border(self, segment_id: int, edge: "Edge", time_s: float, gesture: str = "") -> None:
        """Move the `start` or the `end` of an utterance, as far as there is room.

        The moves of one drag have one gesture of their own: they are undone together.
        """
        self._edit(lambda now: borders.move_border(now, segment_id, edge, time_s, gesture=gesture))

    def nudge_border(self, segment_id: int, edge: "Edge", by_s: float, gesture: str = "") -> None:
        """Move a border by so much, from where it lies then."""
        self._edit(lambda now: borders.nudge_border(now, segment_id, edge, by_s, gesture=gesture))

    def assign_speaker(self, segment_ids: Iterable[int], speaker: str) -> None:
        """Say who speaks some utterances: a key of a speaker, or the name of a new one."""
        chosen = tuple(segment_ids)
        self._edit(lambda now: do.assign_speaker(now, chosen, speaker))

    def name_speaker(self, speaker: str, name: str) -> None:
        """Call a speaker something, in this session."""
        self._edit(lambda now: do.name_speaker(now, speaker, name))

    def merge_speakers(self, kept: str, merged: str) -> None:
        """Make two speakers one."""
        self._edit(lambda now: do.merge_speakers(now, kept, merged))

    def set_title(self, title: str) -> None:
        """Rename the session."""
        self._edit(lambda now: do.set_title(now, title))

    def set_note(self, text: str, gesture: str = "") -> None:
        """Write the note on the session; what is typed in one go has one gesture."""
        self._edit(lambda now: do.set_note(now, text, gesture=gesture))

    def set_session_tags(self, tags: Iterable[str]) -> None:
        """Tag the session with these and no others."""
        chosen = tuple(tags)
        self._edit(lambda now: do.set_session_tags(now, chosen))

    def set_status(self, status: ReviewStatus) -> None:
        """Say how far the review is."""
        self._edit(lambda now: do.set_status(now, status))

    def unblind(self) -> None:
        """Show the rater the models' estimates and the others' annotations, from now on."""
        self._edit(do.unblind)

    def undo(self, steps: int = 1) -> None:
        """Take back the rater's last steps; does nothing where there is none."""
        for _ in range(steps):
            self._edit(do.undo)

    def redo(self, steps: int = 1) -> None:
        """Bring back the steps that were undone last."""
        for _ in range(steps):
            self._edit(do.redo)

    def summarise(self) -> None:
        """Sum up what is seen now; `summarised` tells of the newest one that was asked for."""
        if self._snapshot is not None:
            view = self._snapshot.view
            self._compute("summary", lambda: summary_of(view), self.summarised.emit)

    def compare_raters(self) -> None:
        """Compare the raters who are seen now; `compared` tells of the newest that was asked."""
        if self._snapshot is not None:
            views = {self._snapshot.session_id: self._snapshot.view}
            self._compute("agreement", lambda: agreement_of(views), self.compared.emit)

    def find_sessions_of(self, speaker: str) -> None:
        """Look for sessions in which somebody of this name speaks; `sessions_found` tells."""
        if self._snapshot is not None:
            rater = self._snapshot.rater
            self._worker.submit(
                lambda: self._desk.sessions_of(speaker, rater), self.sessions_found.emit, self._fail
            )

    def shut_down(self, timeout_s: float = 30.0) -> bool:
        """Make the edits that were asked for, and let go; True when no thread is left."""
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

    def _compute(
        self, what: str, work: Callable[[], object], tell: Callable[[object], None]
    ) -> None:
        """Run what is the newest of its kind; those that wait behind a newer one are left out."""
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
