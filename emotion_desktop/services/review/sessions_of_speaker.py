"""One person's sessions side by side."""

from dataclasses import dataclass
from datetime import datetime

from emotion_desktop.domain.library import LibraryFilter
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.review_fold import review_of
from emotion_desktop.domain.summary import SpeakerSummary, summary_of
from emotion_desktop.storage import library
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.store import SessionStore

#: More sessions do not fit side by side.
_MOST = 20


@dataclass(frozen=True, slots=True)
class SessionOfSpeaker:
    """One speaker in one session.

    Attributes
    ----------
    id, title : str
        Of the session; the title may be empty.
    started_at : datetime
        In UTC.
    summary : SpeakerSummary
        Summary of this speaker's utterances.
    """

    id: str
    title: str
    started_at: datetime
    summary: SpeakerSummary


def sessions_of_speaker(store: SessionStore, speaker: str, rater: Rater) -> list[SessionOfSpeaker]:
    """Summarise one speaker in each of their latest sessions, in chronological order.

    Parameters
    ----------
    store : SessionStore
        Of the sessions.
    speaker : str
        Name of the speaker; sessions with the same name are compared.
    rater : Rater
        Who looks; for a blind rater, the models' estimates do not count.
    """
    library.refresh(store)  # speakers may just have changed
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
