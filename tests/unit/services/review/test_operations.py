"""A review in a database: every operation, undone and redone, seen by other programs."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from emotion_desktop.domain import review
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.review_state import ReviewState
from emotion_desktop.domain.session import Consent
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview, ReviewChange
from emotion_desktop.storage import library
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.review_log import from_values, log_of, raters, to_values
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID, STARTED
from tests.review_doubles import NOON

ANA, BO = Rater("Ana"), Rater("Bo")
OPERATIONS: dict[str, Callable[[OpenReview], ReviewChange]] = {
    "labels": lambda opened: do.set_labels(opened, 0, ["fear", "anger"]),
    "rating": lambda opened: do.set_rating(opened, 0, valence=1, arousal=9),
    "comment": lambda opened: do.set_comment(opened, 0, " a pause before "),
    "tags": lambda opened: do.set_tags(opened, 0, ["door  slams", "door slams", " "]),
    "words": lambda opened: do.set_text(opened, 0, "one two too four"),
    "split": lambda opened: do.split(opened, 0, 2.0),
    "merge": lambda opened: do.merge_with_next(opened, 0),
    "borders": lambda opened: do.move_borders(opened, 1, 0.0, 99.0),
    "shared_border": lambda opened: do.move_shared_border(opened, 0, 1, 2.0),
    "speaker": lambda opened: do.assign_speaker(opened, [0, 2], "B"),
    "speaker_name": lambda opened: do.name_speaker(opened, "", "Ms Ito"),
    "speakers_merged": lambda opened: do.merge_speakers(opened, "A", ""),
    "title": lambda opened: do.set_title(opened, " First\n talk "),
    "note": lambda opened: do.set_note(opened, "Second visit."),
    "consent": lambda opened: do.set_consent(opened, Consent(date(2026, 3, 1), "Both, signed.")),
    "session_tags": lambda opened: do.set_session_tags(opened, ["pilot"]),
    "status": lambda opened: do.set_status(opened, "reviewed"),
}


def what_holds(state: ReviewState) -> object:
    """Return all that can be compared."""
    return (
        [
            (one.id, one.start_s, one.end_s, one.speaker, one.transcript, dict(one.annotations))
            for one in state.segments
        ],
        (
            dict(state.speaker_names),
            state.title,
            state.note,
            state.tags,
            state.status,
            state.consent,
        ),
    )


def indexed(store: SessionStore) -> list[tuple[object, ...]]:
    """Return what can be searched, and check that the index is equal to it."""
    with store.connection() as connection:
        connection.execute(
            text("INSERT INTO passages_fts(passages_fts, rank) VALUES ('integrity-check', 1)")
        )
        query = text("SELECT kind, source_id, at_s, text, rater FROM passages ORDER BY 1, 2, 5")
        return [tuple(row) for row in connection.execute(query)]


@pytest.mark.parametrize("kind", OPERATIONS)
def test_each_operation_is_saved_at_once_and_can_be_undone_and_redone(
    store: SessionStore, kind: str
) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    before, found_before = what_holds(opened.state), indexed(store)
    change = OPERATIONS[kind](opened)
    assert (change.kind, change.session_id, change.cause) == (kind, SESSION_ID, "edit")
    after, found_after = what_holds(opened.state), indexed(store)
    assert after != before
    reopened = OpenReview(store, SESSION_ID, ANA)  # as after a restart
    assert what_holds(reopened.state) == after
    assert reopened.history.undo is not None
    undone = do.undo(reopened)
    assert undone == ReviewChange(kind, SESSION_ID, change.segment_ids, "undo")
    assert what_holds(reopened.state) == before
    assert indexed(store) == found_before
    again = OpenReview(store, SESSION_ID, ANA)
    assert do.redo(again) == ReviewChange(kind, SESSION_ID, change.segment_ids, "redo")
    assert what_holds(again.state) == after
    assert indexed(store) == found_after
    assert do.redo(again) is None


@pytest.mark.parametrize("kind", OPERATIONS)
def test_each_operation_has_a_name_for_the_menu_and_a_sentence(
    store: SessionStore, kind: str
) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    OPERATIONS[kind](opened)
    step = opened.history.undo
    assert step is not None
    assert 0 < len(step.menu_title.split()) <= 2
    assert len(step.sentence.split()) > 1


def test_undo_has_no_limit_and_everything_comes_back(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    before = what_holds(opened.state)
    for operation in OPERATIONS.values():
        operation(opened)
    for i in range(60):
        do.set_comment(opened, 1, f"remark {i}")
    after, n_steps = what_holds(opened.state), len(opened.history.done)
    opened = OpenReview(store, SESSION_ID, ANA)
    n_undone = 0
    while do.undo(opened):
        n_undone += 1
    assert n_undone == n_steps == len(OPERATIONS) + 60
    assert what_holds(opened.state) == before
    while do.redo(opened):
        pass
    assert what_holds(opened.state) == after


def test_who_does_something_new_cannot_redo_what_was_undone(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    do.set_title(opened, "First")
    do.undo(opened)
    do.set_title(opened, "Second")
    assert do.redo(opened) is None
    assert str(opened.history.undo.menu_title) == "Title"
    do.undo(opened)
    assert opened.history.undo is None
    assert do.undo(opened) is None


def test_each_rater_undoes_only_what_is_their_own(store: SessionStore) -> None:
    ana, bo = OpenReview(store, SESSION_ID, ANA), OpenReview(store, SESSION_ID, BO)
    do.set_labels(ana, 0, ["fear"])
    do.set_labels(bo, 0, ["anger"])
    do.undo(ana)
    assert set(ana.state.segments[0].annotations) == {"Bo"}
    assert do.undo(ana) is None
    assert ana.view.segments[0].annotations == {}
    do.unblind(ana)
    assert set(ana.view.segments[0].annotations) == {"Bo"}
    assert do.undo(ana) is None  # what was seen cannot be unseen


def test_what_rests_on_an_undone_entry_of_another_rater_changes_with_it(
    store: SessionStore,
) -> None:
    ana, bo = OpenReview(store, SESSION_ID, ANA), OpenReview(store, SESSION_ID, BO)
    do.set_text(ana, 1, "reworded by Ana")
    do.merge_with_next(bo, 0)
    joined = "one two three four reworded by Ana"
    assert [row[1] for row in indexed(store) if row[3] == joined] == [0]
    undone = do.undo(ana)
    assert undone is not None
    assert set(undone.segment_ids) == {0, 1}
    said = {one.id: one.transcript.text for one in ana.state.segments}
    assert said[0] == "one two three four one two three four"
    assert {row[1]: row[3] for row in indexed(store)} == said
    redone = do.redo(ana)
    assert redone is not None
    assert set(redone.segment_ids) == {0, 1}
    assert [row[1] for row in indexed(store) if row[3] == joined] == [0]


def test_a_change_tells_what_other_programs_changed_meanwhile(store: SessionStore) -> None:
    with SessionStore(store.data_folder, pytest.fail) as other_store:
        here, there = OpenReview(store, SESSION_ID, ANA), OpenReview(other_store, SESSION_ID, BO)
        do.set_text(there, 1, "reworded by Bo")
        assert do.undo(here) is None  # looks at the log, and has nothing to tell
        change = do.set_labels(here, 0, ["fear"])
        assert (change.kind, change.segment_ids) == ("labels", (0, 1))
        do.set_title(there, "Talk")
        assert do.set_labels(here, 0, ["anger"]).segment_ids == ()
        assert do.set_labels(here, 0, ["sadness"]).segment_ids == (0,)


def test_a_gesture_that_changed_the_session_is_undone_as_a_change_of_the_whole(
    store: SessionStore,
) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    opened.edit(lambda _now: review.SetNote("loud"), "import")
    opened.edit(lambda _now: review.SetComment(0, "loud"), "import")
    undone = do.undo(opened)
    assert undone is not None
    assert undone.segment_ids == ()
    assert [row[0] for row in indexed(store) if row[3] == "loud"] == []


def test_an_edit_writes_nothing_into_the_index_but_what_it_changes(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    do.set_title(opened, "Talk")
    do.set_comment(opened, 0, "a pause")

    def passages() -> set[tuple[object, ...]]:
        with store.connection() as connection:
            return {tuple(row) for row in connection.execute(text("SELECT * FROM passages"))}

    before = passages()
    do.set_session_tags(opened, ["pilot"])
    do.set_labels(opened, 0, ["fear"])
    do.set_status(opened, "reviewed")
    assert passages() == before
    do.set_note(opened, "Second visit.")
    assert passages() > before


def test_a_drag_is_one_step(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    do.set_title(opened, "Talk")
    for i in range(5):
        do.move_borders(opened, 1, 3.0 + i / 10, 5.0, gesture="drag 1")
    do.move_borders(opened, 1, 3.4, 5.5, gesture="drag 2")
    assert [len(step.edits) for step in opened.history.done] == [1, 5, 1]
    do.undo(opened)
    do.undo(opened)
    assert (opened.state.segment(1).start_s, opened.state.title) == (3.0, "Talk")
    do.redo(opened)
    assert opened.state.segment(1).start_s == pytest.approx(3.4)


def test_two_programs_review_one_session(store: SessionStore) -> None:
    with SessionStore(store.data_folder, pytest.fail) as other_store:
        here, there = (
            OpenReview(store, SESSION_ID, ANA),
            OpenReview(other_store, SESSION_ID, BO),
        )
        first = do.split(here, 0, 2.0)
        second = do.split(there, 0, 1.5)
        assert len({*first.segment_ids, *second.segment_ids}) == 3
        do.undo(here)
        do.set_labels(there, 2, ["fear"])
        assert what_holds(there.state) == what_holds(OpenReview(store, SESSION_ID, ANA).state)


def test_what_does_not_apply_is_said_and_changes_nothing(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    before = what_holds(opened.state)
    for wrong in (
        lambda: do.split(opened, 0, 1.01),
        lambda: do.split(opened, 99, 1.5),
        lambda: do.merge_with_next(opened, 2),
        lambda: do.set_text(opened, 99, "x"),
        lambda: do.set_labels(opened, 99, ["fear"]),
    ):
        with pytest.raises(UserFacingError):
            wrong()
    assert what_holds(opened.state) == before
    assert log_of(store, SESSION_ID) == []


def test_a_disk_that_refuses_leaves_the_review_as_it_was(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    do.set_title(opened, "First")
    before = what_holds(opened.state)
    with SessionStore(store.data_folder, pytest.fail, patience_s=0.01) as hasty:
        held = OpenReview(hasty, SESSION_ID, ANA)
        with store.transaction(), pytest.raises(UserFacingError, match="another program is using"):
            do.set_title(held, "Second")
        assert what_holds(held.state) == before
        do.set_title(held, "Third")
        assert what_holds(held.state) != before


def test_only_what_is_finished_is_reviewed(store: SessionStore) -> None:
    store.add_session("20260301T130000Z-000000", STARTED)
    with pytest.raises(UserFacingError, match="not finished"):
        OpenReview(store, "20260301T130000Z-000000", ANA)


def test_a_session_that_was_deleted_meanwhile_is_said_to_be_gone(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    library.delete_session(store, SESSION_ID, NOON)
    with pytest.raises(UserFacingError, match="no longer exists"):
        do.set_title(opened, "Talk")
    assert library.purge(store, NOON + timedelta(minutes=1)) == [SESSION_ID]
    with pytest.raises(UserFacingError, match="no longer exists"):
        do.undo(opened)
    with pytest.raises(UserFacingError, match="no longer exists"):
        OpenReview(store, SESSION_ID, ANA)


def test_names_with_quotes_and_emoji_are_kept_as_they_are(store: SessionStore) -> None:
    strange = Rater('Ana "🙂" O\'Neill; DROP TABLE edits')
    opened = OpenReview(store, SESSION_ID, strange)
    do.set_comment(opened, 0, "“ok” 🙂")
    assert OpenReview(store, SESSION_ID, strange).state.raters() == (strange.name,)
    assert raters(store) == [strange]


def test_the_document_is_of_the_reviewed_state(store: SessionStore) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    do.split(opened, 0, 2.0)
    do.set_labels(opened, 0, ["fear"])
    document = document_of(store, SESSION_ID)
    assert [one.transcript.text for one in document.utterances][:2] == ["one two", "three four"]
    assert document.judgements()[0].label == "fear"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("labels", '{"segment_id": "0", "labels": ["fear"], "cannot_tell": false}'),
        ("borders", '{"segment_id": 2, "start_s": 6.5, "end_s": 1e999}'),
        ("split", '{"segment_id": 2, "new_id": 9, "at_s": NaN}'),
        ("words", '{"segment_id": 2, "words": [["one", 0.5, 1e999, 0.9]]}'),
    ],
)
def test_a_log_of_another_origin_is_refused(store: SessionStore, kind: str, content: str) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    do.set_labels(opened, 0, ["fear"])
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("UPDATE edits SET kind = ?, content = ?", (kind, content))
        other.commit()
    with pytest.raises(UserFacingError, match="did not write"):
        OpenReview(store, SESSION_ID, ANA)


def test_what_is_logged_is_read_back_as_it_was(store: SessionStore, tmp_path: Path) -> None:
    opened = OpenReview(store, SESSION_ID, ANA)
    for operation in OPERATIONS.values():
        operation(opened)
    do.undo(opened)
    do.redo(opened)
    do.unblind(opened)
    for edit in log_of(store, SESSION_ID):
        assert from_values(*to_values(edit.action)) == edit.action


def test_a_clock_that_is_set_back_leaves_the_last_word_the_newest(store: SessionStore) -> None:
    noon = OpenReview(store, SESSION_ID, ANA, clock=lambda: NOON)
    do.set_labels(noon, 0, ["fear"])
    earlier = OpenReview(store, SESSION_ID, BO, clock=lambda: NOON - timedelta(hours=1))
    do.set_labels(earlier, 0, ["anger"])
    judged = document_of(store, SESSION_ID).judgements()[0]
    assert (judged.rater, judged.label) == ("Bo", "anger")
