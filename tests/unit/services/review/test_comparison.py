"""Several sessions side by side: in order of time, as far as the rater may see them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from emotion_desktop.domain.labels import UNCLEAR
from emotion_desktop.domain.review import Rater
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.comparison import compare_sessions
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import STARTED
from tests.review_doubles import keep_session, utterance

EARLY, LATE = "20260301T120000Z-00000a", "20260302T120000Z-00000b"
ANA, BO = Rater("Ana", blind=False), Rater("Bo")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    with SessionStore(tmp_path, pytest.fail) as store:
        keep_session(store, [utterance(0, 0.0, label=0), utterance(1, 4.0, label=5)], EARLY)
        later = replace(STARTED, started_at=STARTED.started_at + timedelta(days=1))
        keep_session(store, [utterance(0, 0.0, label=3)], LATE, later)
        for session_id in (EARLY, LATE):
            for rater in (ANA, BO):
                do.set_labels(OpenReview(store, session_id, rater), 0, ["fear"])
        yield store


def test_sessions_are_in_order_of_time_and_their_utterances_are_pooled(
    store: SessionStore,
) -> None:
    found = compare_sessions(store, [LATE, EARLY, "gone"], ANA)
    assert [one.id for one in found.sessions] == [EARLY, LATE]
    assert found.sessions[0].summary.shares["fear"] == 0.5
    assert found.sessions[1].summary.shares["fear"] == 1.0
    pairs = {one.raters: one.n_units for one in found.agreement.labels}
    assert pairs["Ana", "Bo"] == 2  # one utterance of each session
    assert not found.is_blind


def test_a_blind_rater_sees_their_own_labels_only(store: SessionStore) -> None:
    found = compare_sessions(store, [EARLY, LATE], BO)
    assert found.is_blind
    assert found.sessions[0].summary.shares[UNCLEAR] == 0.5
    assert found.agreement.labels == ()
