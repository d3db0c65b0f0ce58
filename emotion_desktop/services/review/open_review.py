"""A session that a rater has open: its state, and the only way to change it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import (
    Action,
    Annotation,
    Edit,
    Rater,
    Restore,
    Unblind,
    UndoableAction,
    Withdraw,
    segments_of,
)
from emotion_desktop.domain.review_fold import DoesNotApplyError, Fold, edits_that_hold
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.services.review.history import History, history_of
from emotion_desktop.storage import review_log
from emotion_desktop.storage.document import not_finished
from emotion_desktop.storage.review_index import follow
from emotion_desktop.storage.store import SessionStore

Cause = Literal["edit", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """A change by an operation; views of a session listen only to these.

    Attributes
    ----------
    kind : str
        What the rater did, undid or redid, by its name in the log: `labels`, `rating`,
        `comment`, `tags`, `words`, `split`, `merge`, `borders`, `shared_border`, `speaker`,
        `speaker_name`, `speakers_merged`, `title`, `note`, `session_tags`, `status` or
        `unblind`. More than that may have changed: see `segment_ids`.
    session_id : str
        Of the session.
    segment_ids : tuple of int
        The utterances that were changed, added or removed since the previous change: by
        this operation, by its consequences, or by other raters meanwhile. Empty if the
        session as a whole changed.
    cause : str
        `edit`, `undo` or `redo`.
    """

    kind: str
    session_id: str
    segment_ids: tuple[int, ...]
    cause: Cause


class OpenReview:
    """A session that a rater has open; for use on the thread of its store.

    Parameters
    ----------
    store : SessionStore
        Store of the session; stays open as long as this is used.
    session_id : str
        A session that is finished or recovered.
    rater : Rater
        The rater; stored if the name is new.
    clock : callable
        Returns the time of an edit, in UTC.

    Raises
    ------
    UserFacingError
        If there is no such session, or it is not finished.
    """

    def __init__(
        self,
        store: SessionStore,
        session_id: str,
        rater: Rater,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        session = store.session(session_id)
        if session is None:
            raise _gone(session_id)
        if session.ended_at is None:
            raise not_finished(session_id)
        self.session_id = session_id
        self.duration_s = session.duration_s
        self.rater = review_log.add_rater(store, rater)
        self._store = store
        self._clock = clock
        self._utterances = [one.utterance for one in store.segments(session_id)]
        self._corrections = store.corrections(session_id)
        self._log = review_log.log_of(store, session_id)
        self._fold = self._folded()
        self._told = self.state

    @property
    def state(self) -> ReviewState:
        """The current state, as seen without blinding."""
        return self._fold.state()

    @property
    def view(self) -> ReviewState:
        """The current state, as the rater may see it."""
        return self.state.seen_by(self.rater)

    @property
    def history(self) -> History:
        """What the rater can undo and redo."""
        return history_of(self._log, self.rater.name)

    @property
    def fold(self) -> Fold:
        """The current fold, for operations that inspect utterances before changing them."""
        return self._fold

    def own(self, segment_id: int) -> Annotation:
        """Return what the rater said of an utterance; empty for nothing."""
        return self._fold.annotation(segment_id, self.rater.name)

    def is_up_to_date(self) -> bool:
        """Return whether no other program has added to the log since it was read."""
        with self._store.connection() as connection:
            return not self._news(connection)

    def next_segment_id(self) -> int:
        """Return an id that no utterance of this session has ever had."""
        used = [one.segment_id for one in self._utterances]
        used += [i for edit in self._log for i in segments_of(edit.action)]
        return max(used, default=-1) + 1

    def edit(
        self, choose: Callable[["OpenReview"], UndoableAction | Unblind], gesture: str = ""
    ) -> ReviewChange:
        """Apply an action: either it is on the disk when this returns, or nothing happened.

        Parameters
        ----------
        choose : callable
            Given this, with all that other programs added to the log meanwhile; returns the
            action.
        gesture : str
            Edits that follow each other with one gesture are undone together.

        Raises
        ------
        UserFacingError
            If the action does not apply, or because of the disk or another program.
        """
        return self.edit_together(lambda now: [choose(now)], gesture)

    def edit_together(
        self, choose: Callable[["OpenReview"], Sequence[UndoableAction | Unblind]], gesture: str
    ) -> ReviewChange:
        """Apply at least one action, all of them or none; as for `edit`."""
        with self._written() as connection:
            actions = choose(self)
            for action in actions:
                edit = self._append(connection, action, gesture)
                try:
                    self._fold.try_to_add(edit)
                except DoesNotApplyError as error:
                    raise _does_not_apply() from error
                self._log.append(edit)
            return self._follow(connection, actions, "edit")

    def undo(self) -> ReviewChange | None:
        """Undo the rater's last step; None if there is none."""
        with self._written() as connection:
            step = self.history.undo
            if step is None:
                return None
            self._log.append(self._append(connection, Withdraw(step.edit_ids)))
            self._fold = self._folded()
            return self._follow(connection, step.actions, "undo")

    def redo(self) -> ReviewChange | None:
        """Redo the step that the rater undid last; None if there is none."""
        with self._written() as connection:
            step = self.history.redo
            if step is None:
                return None
            self._log.append(self._append(connection, Restore(step.edit_ids)))
            self._fold = self._folded()
            return self._follow(connection, step.actions, "redo")

    @contextmanager
    def _written(self) -> Iterator[Connection]:
        """Run a transaction on the log on the disk; if it fails, nothing has changed."""
        before, told = list(self._log), self._told
        try:
            with self._store.transaction() as connection:
                if not review_log.is_kept(connection, self.session_id):
                    raise _gone(self.session_id)
                self._catch_up(connection)
                yield connection
        except BaseException:
            self._log, self._told = before, told
            self._fold = self._folded()
            raise

    def _catch_up(self, connection: Connection) -> None:
        """Read entries that other programs added to the log."""
        news = self._news(connection)
        self._log += news
        if any(isinstance(edit.action, Withdraw | Restore) for edit in news):
            self._fold = self._folded()
        else:
            for edit in news:
                self._fold.add(edit)

    def _news(self, connection: Connection) -> list[Edit]:
        last_id = self._log[-1].id if self._log else 0
        return review_log.read_log(self._store, connection, self.session_id, last_id)

    def _now(self) -> datetime:
        """Read the clock; where it was set back, what was said last is the newest all the same."""
        now = self._clock()
        return max(now, self._log[-1].made_at) if self._log else now

    def _append(self, connection: Connection, action: Action, gesture: str = "") -> Edit:
        return review_log.append(
            connection,
            self.session_id,
            self.rater,
            action,
            made_at=self._now(),
            gesture=gesture,
        )

    def _follow(
        self, connection: Connection, actions: Sequence[Action], cause: Cause
    ) -> ReviewChange:
        before, now = self._told, self.state
        own = [segments_of(one) for one in actions]
        changed = (*(i for ids in own for i in ids), *_differing(before, now))
        segment_ids = tuple(dict.fromkeys(changed))
        follow(connection, self.session_id, now, segment_ids)
        self._told = now
        kind, _content = review_log.to_values(actions[-1])
        is_part = all(own) and _of_session(before) == _of_session(now)
        return ReviewChange(kind, self.session_id, segment_ids if is_part else (), cause)

    def _folded(self) -> Fold:
        fold = Fold(self._utterances, self._corrections)
        for edit in edits_that_hold(self._log):
            fold.add(edit)
        return fold


def _differing(before: ReviewState, now: ReviewState) -> list[int]:
    """List the utterances that are not the same."""
    old, new = _of_segments(before), _of_segments(now)
    return [i for i in old | new if old.get(i) != new.get(i)]


def _of_segments(state: ReviewState) -> dict[int, tuple[object, ...]]:
    return {
        one.id: (one.start_s, one.end_s, one.speaker, one.transcript, dict(one.annotations))
        for one in state.segments
    }


def _of_session(state: ReviewState) -> tuple[object, ...]:
    # Not the status, which annotations change by themselves.
    return state.title, state.note, state.tags, dict(state.speaker_names), state.unblinded


def _gone(session_id: str) -> UserFacingError:
    return UserFacingError(
        "The session {session_id} no longer exists",
        "It was deleted, perhaps by another instance of the program. Choose another session.",
        session_id=session_id,
    )


def _does_not_apply() -> UserFacingError:
    return UserFacingError(
        "This cannot be done with the utterance in its present state",
        "Look at it again: it may have changed or been removed in the meantime.",
    )
