"""The session that is open for review, and a snapshot of it after every edit.

Database libraries are imported with the first session, so that the window appears before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.estimate import Frames
from emotion_desktop.domain.labels import EMOTIONS
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.services.review.checklist import Checklist
from emotion_desktop.services.review.history import History
from emotion_desktop.services.review.import_annotations import import_labels, undo_import
from emotion_desktop.services.review.next_to_check import ToCheck

if TYPE_CHECKING:
    from emotion_desktop.services.review.open_review import OpenReview, ReviewChange
    from emotion_desktop.services.review.sessions_of_speaker import SessionOfSpeaker
    from emotion_desktop.storage.store import SessionStore


@dataclass(frozen=True, slots=True)
class ReviewSnapshot:
    """A session, limited to what its rater may see.

    Attributes
    ----------
    session_id : str
        Of the session.
    duration_s : float
        Duration of its audio.
    rater : Rater
        Who reviews.
    blind : bool
        Whether the models' estimates and other raters' annotations are hidden.
    raters : tuple of Rater
        All known raters, by name.
    document : SessionDocument
        The session when it was opened, for its audio, windows, frames and markers; for
        utterances, use `view`. For a blind rater, all estimates are removed.
    view : ReviewState
        The present state.
    history : History
        What the rater can undo and redo.
    to_check : tuple of ToCheck
        The utterances that the rater should check, in order.
    """

    session_id: str
    duration_s: float
    rater: Rater
    blind: bool
    raters: tuple[Rater, ...]
    document: SessionDocument
    view: ReviewState
    history: History
    to_check: tuple[ToCheck, ...]


@dataclass(frozen=True, slots=True)
class ReviewUpdate:
    """What an operation changed, and the session after it."""

    change: "ReviewChange"
    snapshot: ReviewSnapshot


class ReviewDesk:
    """Keeps one session open at a time; all calls must come from the same thread.

    Parameters
    ----------
    data_folder : Path
        Of the sessions.
    on_notice : callable
        Called with a one-line notice for the user if a damaged database was set aside.

    Raises
    ------
    UserFacingError
        From every method except `close`, if something no longer exists or cannot be saved;
        nothing is changed then.
    """

    def __init__(self, data_folder: Path, on_notice: Callable[[str], None]) -> None:
        self._data_folder = data_folder
        self._on_notice = on_notice
        self._store: SessionStore | None = None
        self._opened: tuple[OpenReview, SessionDocument] | None = None
        self._checklist = Checklist("")
        self._raters: tuple[Rater, ...] = ()

    def open(self, session_id: str, rater: Rater) -> ReviewSnapshot:
        """Open a session in place of the current one."""
        from emotion_desktop.services.review.open_review import OpenReview  # noqa: PLC0415
        from emotion_desktop.storage.document import document_of  # noqa: PLC0415

        self.close_session()
        store = self._opened_store()
        opened = OpenReview(store, session_id, rater)
        document = document_of(store, session_id)
        self._raters = tuple(self.raters())
        self._opened = (opened, document)
        self._checklist = Checklist(opened.rater.name)
        return self._snapshot(opened, document)

    def reload(self) -> ReviewSnapshot | None:
        """Reload the open session; None if there is none, or nobody else changed anything."""
        from emotion_desktop.services.review.open_review import OpenReview  # noqa: PLC0415

        if self._opened is None:
            return None
        opened, document = self._opened
        raters = tuple(self.raters())
        if opened.is_up_to_date() and raters == self._raters:
            return None
        opened = OpenReview(self._opened_store(), opened.session_id, opened.rater)
        self._opened = (opened, document)
        self._raters = raters
        return self._snapshot(opened, document)

    def edit(self, operation: "Callable[[OpenReview], ReviewChange | None]") -> ReviewUpdate | None:
        """Edit the open session; None if there was nothing to change."""
        if self._opened is None:
            return None
        opened, document = self._opened
        change = operation(opened)
        return None if change is None else ReviewUpdate(change, self._snapshot(opened, document))

    def import_labels(
        self, rater: Rater, labels: Mapping[int, str], gesture: str
    ) -> ReviewSnapshot | None:
        """Store labels of any rater for the open session, as for `import_annotations`."""
        return self._for(rater, lambda opened: import_labels(opened, labels, gesture))

    def undo_import(self, rater: Rater, gesture: str) -> ReviewSnapshot | None:
        """Undo an import, as for `import_annotations`."""
        return self._for(rater, lambda opened: undo_import(opened, gesture))

    def _for(
        self, rater: Rater, operation: "Callable[[OpenReview], object]"
    ) -> ReviewSnapshot | None:
        """Edit the open session for another rater; None if no session is open."""
        from emotion_desktop.services.review.open_review import OpenReview  # noqa: PLC0415

        if self._opened is None:
            return None
        operation(OpenReview(self._opened_store(), self._opened[0].session_id, rater))
        return self.reload()

    def raters(self) -> list[Rater]:
        """List all known raters, by name."""
        from emotion_desktop.storage.connecting import database_path  # noqa: PLC0415
        from emotion_desktop.storage.review_log import raters  # noqa: PLC0415

        if self._store is None and not database_path(self._data_folder).exists():
            return []  # listing raters must not create a database
        return raters(self._opened_store())

    def add_rater(self, rater: Rater) -> list[Rater]:
        """Store a rater, and list all of them."""
        from emotion_desktop.storage.review_log import add_rater  # noqa: PLC0415

        add_rater(self._opened_store(), rater)
        return self.raters()

    def sessions_of(self, speaker: str, rater: Rater) -> "list[SessionOfSpeaker]":
        """Summarise the sessions with a speaker of this name."""
        from emotion_desktop.services.review.sessions_of_speaker import (  # noqa: PLC0415
            sessions_of_speaker,
        )

        return sessions_of_speaker(self._opened_store(), speaker, rater)

    def close_session(self) -> None:
        """Close the session."""
        self._opened = None

    def close(self) -> None:
        """Close the session and the database."""
        self.close_session()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _opened_store(self) -> "SessionStore":
        from emotion_desktop.storage.store import SessionStore  # noqa: PLC0415

        if self._store is None:
            self._store = SessionStore(self._data_folder, self._on_notice)
        return self._store

    def _snapshot(self, opened: "OpenReview", document: SessionDocument) -> ReviewSnapshot:
        state = opened.state
        blind = opened.rater.blind and opened.rater.name not in state.unblinded
        view = state.seen_by(opened.rater)
        return ReviewSnapshot(
            session_id=opened.session_id,
            duration_s=opened.duration_s,
            rater=opened.rater,
            blind=blind,
            raters=self._raters,
            document=_without_opinions(document, view) if blind else document,
            view=view,
            history=opened.history,
            to_check=self._checklist.update(view),
        )


def _without_opinions(document: SessionDocument, view: ReviewState) -> SessionDocument:
    """Keep only what a blind rater may see; whatever else a document gets is left out."""
    none = np.empty((0, len(EMOTIONS)), np.float32)
    frames = Frames(
        hop_s=document.frames.hop_s,
        window_s=document.frames.window_s,
        times_s=np.empty(0, np.float32),
        speech=none,
        fused=none,
    )
    return SessionDocument(
        audio=document.audio,
        sha256=document.sha256,
        models=document.models,
        utterances=(),
        frames=frames,
        session=document.session,
        markers=document.markers,
        notices=document.notices,
        review=view,
    )
