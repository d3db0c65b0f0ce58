"""One person's sessions side by side."""

from dataclasses import dataclass
from datetime import datetime

from emotion_desktop.domain.library import LibraryFilter
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.services.review.summary import SpeakerSummary, summary_of
from emotion_desktop.storage import library
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.store import SessionStore

#: As many as can be looked at side by side.
_MOST = 20


@dataclass(frozen=True, slots=True)
class SessionOfSpeaker:
    """What one session says of a person.

    Attributes
    ----------
    id, title : str
        Of the session; the title may be empty.
    started_at : datetime
        In UTC.
    summary : SpeakerSummary
        Of this person's utterances.
    """

    id: str
    title: str
    started_at: datetime
    summary: SpeakerSummary


def sessions_of_speaker(store: SessionStore, speaker: str, rater: Rater) -> list[SessionOfSpeaker]:
    """Sum up what one person says in the newest sessions, in the order of their time.

    Parameters
    ----------
    store : SessionStore
        Of the sessions.
    speaker : str
        The person's name, which is the same in all of them.
    rater : Rater
        Who looks: where blind, the models count nowhere.
    """
    library.refresh(store)  # who speaks where may have changed a moment ago
    ids = library.session_ids(store, LibraryFilter(speaker=speaker))[:_MOST]
    found = []
    for session_id in reversed(ids):
        session = store.session(session_id)
        if session is None or session.ended_at is None:
            continue
        state = review_of(
            [one.utterance for one in store.segments(session_id)],
            log_of(store, session_id),
            store.corrections(session_id),
        )
        of_speaker = summary_of(state.seen_by(rater)).speakers.get(speaker)
        if of_speaker is not None:
            found.append(SessionOfSpeaker(session_id, state.title, session.started_at, of_speaker))
    return found
