"""Annotations of other programs become labels of another rater, in one step."""

import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import Annotation, Rater
from emotion_desktop.export.tiers import Interval
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.import_annotations import (
    import_labels,
    plan_import,
    undo_import,
)
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage.review_log import log_of
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID

ANA, BO = Rater("Ana"), Rater("Bo", blind=False)
TIER = [
    Interval(1.0, 3.0, "Wut "),
    Interval(3.0, 5.0, "?"),
    Interval(5.5, 9.0, "Angst"),
    Interval(20.0, 30.0, "Wut"),
    Interval(30.0, 31.0, "laughs"),
]
LABELS = {"Wut": "anger", "Angst": "fear", "?": "unclear"}


def test_a_plan_says_how_annotations_and_utterances_meet(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, BO)
    plan = plan_import(opened.state, opened.duration_s, TIER, LABELS)
    assert plan.matches.labels == {0: "anger", 1: "unclear", 2: "fear"}
    assert [str(line) for line in plan.sentences()] == [
        "Annotations with a label: 4 of 5",
        "Utterances that are labelled: 3 of 3",
        "Annotations that match no utterance: 1",
    ]
    warning = "The annotations end at 31.0 s, the session at 10.0 s. Check that they "
    assert str(plan.warning()) == warning + "belong to the same recording."
    assert plan_import(opened.state, opened.duration_s, TIER[:3], LABELS).warning() is None


def test_only_the_utterances_of_a_speaker_can_be_labelled(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, BO)
    do.assign_speaker(opened, [1], "B")
    plan = plan_import(opened.state, opened.duration_s, TIER, LABELS, "B")
    assert (plan.matches.labels, plan.n_utterances) == ({1: "unclear"}, 1)


def test_an_import_is_one_step_of_its_rater_and_undone_as_one(store: SessionStore) -> None:
    first = OpenReview(store, SESSION_ID, BO)
    do.set_labels(first, 0, ["sadness"])
    opened = OpenReview(store, SESSION_ID, ANA)
    do.set_labels(opened, 0, ["neutral"])
    change = import_labels(opened, {0: "anger", 1: "unclear", 2: "fear"}, "one import")
    assert (change.kind, set(change.segment_ids)) == ("labels", {0, 1, 2})
    reopened = OpenReview(store, SESSION_ID, ANA)  # as after a restart
    assert reopened.own(0).labels == ("anger",)
    assert reopened.own(1).cannot_tell
    assert reopened.own(2).labels == ("fear",)
    assert reopened.state.segment(0).annotations["Bo"].labels == ("sadness",)
    step = reopened.history.undo
    assert str(step.sentence) == "Imported labels for 3 utterances"
    undone = reopened.undo()
    assert set(undone.segment_ids) == {0, 1, 2}
    assert reopened.own(0).labels == ("neutral",)
    assert reopened.own(1) == Annotation()
    reopened.redo()
    assert reopened.own(1).cannot_tell
    assert len(log_of(store, SESSION_ID)) == 7  # nothing is ever taken out of the log


def test_an_import_that_would_change_nothing_is_refused(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    import_labels(opened, {0: "anger"}, "first")
    log = log_of(store, SESSION_ID)
    for labels in ({0: "anger"}, {}):
        with pytest.raises(UserFacingError, match="nothing to import"):
            import_labels(opened, labels, "again")
    assert log_of(store, SESSION_ID) == log
    import_labels(opened, {0: "anger", 1: "fear"}, "more")
    assert len(log_of(store, SESSION_ID)) == len(log) + 1  # only what is new


def test_an_import_is_stored_whole_or_not_at_all(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    with pytest.raises(UserFacingError, match="present state"):
        import_labels(opened, {0: "anger", 99: "fear"}, "one import")
    assert log_of(store, SESSION_ID) == []
    assert opened.own(0) == Annotation()


def test_an_import_is_not_undone_over_what_its_rater_did_since(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    import_labels(opened, {0: "anger", 1: "fear"}, "one import")
    do.set_labels(opened, 2, ["fear"])
    with pytest.raises(UserFacingError, match="Ana has edited the session since"):
        undo_import(opened, "one import")
    do.undo(opened)
    undo_import(opened, "one import")
    assert opened.own(0) == Annotation()
