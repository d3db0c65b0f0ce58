"""Several sessions side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.summary import SessionSummary, summary_of
from emotion_desktop.services.review.agreement import Agreement, agreement_of
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.store import SessionStore


@dataclass(frozen=True, slots=True)
class SessionComparison:
    """Sessions in chronological order, and how far their raters agree.

    Attributes
    ----------
    sessions : tuple of SessionSummary
        Those that are finished.
    agreement : Agreement
        Of all their utterances together.
    is_blind : bool
        Whether something is hidden from the rater in any of them.
    """

    sessions: tuple[SessionSummary, ...]
    agreement: Agreement
    is_blind: bool


def compare_sessions(
    store: SessionStore, session_ids: Sequence[str], rater: Rater | None
) -> SessionComparison:
    """Summarise sessions, and pool their utterances for agreement.

    Parameters
    ----------
    store : SessionStore
        Of the sessions.
    session_ids : sequence of str
        Which ones; those that were deleted meanwhile are left out.
    rater : Rater or None
        Who looks: what is hidden from them does not count. None sees all.
    """
    found: list[tuple[datetime, SessionSummary]] = []
    views = {}
    is_blind = False
    for session_id in session_ids:
        session = store.session(session_id)
        if session is None or session.ended_at is None:
            continue
        state = review_of(
            [one.utterance for one in store.segments(session_id)],
            log_of(store, session_id),
            store.corrections(session_id),
        )
        view = state if rater is None else state.seen_by(rater)
        is_blind |= view is not state
        views[session_id] = view
        title = state.title or session.source
        one = SessionSummary(session_id, title, session.started_at, summary_of(view))
        found.append((session.started_at, one))
    found.sort(key=lambda pair: pair[0])
    sessions = tuple(one for _started_at, one in found)
    return SessionComparison(sessions, agreement_of(views), is_blind)
