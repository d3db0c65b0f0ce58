"""All sessions as a list, found, copied and deleted."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from emotion_desktop.domain.library import LibraryEntry, LibraryFilter
from emotion_desktop.domain.review import Rater
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage import library
from emotion_desktop.storage.errors import StorageError
from emotion_desktop.storage.search import search
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import STARTED
from tests.review_doubles import NOON, keep_session, utterance

FIRST, SECOND = "20260301T120000Z-000001", "20260302T120000Z-000002"
CHIEF = Rater("Chief", blind=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    with SessionStore(tmp_path, pytest.fail) as opened:
        keep_session(
            opened,
            [
                utterance(0, 0.0, "we met in Zürich", speaker="A", label=5),
                utterance(1, 3.0, "all the bells were ringing", speaker="B", label=3),
            ],
            FIRST,
        )
        keep_session(opened, [utterance(0, 1.0, "nothing to tell", uncertain=True)], SECOND)
        while library.refresh(opened):
            pass
        yield opened


def entry(store: SessionStore, session_id: str, rater: Rater | None = None) -> LibraryEntry:
    while library.refresh(store):
        pass
    [found] = library.entries(store, [session_id], rater)
    return found


def test_an_entry_shows_what_is_in_a_session(store: SessionStore) -> None:
    shown = entry(store, FIRST)
    assert (shown.speakers, shown.status, shown.duration_s) == (("A", "B"), "new", 10.0)
    assert shown.shares is not None
    assert shown.shares["sadness"] == pytest.approx(2.0 / 4.5)
    assert shown.shares["happiness"] == pytest.approx(2.5 / 4.5)
    assert shown.ribbon is not None
    assert (shown.ribbon[0], shown.ribbon[14], shown.ribbon[20]) == (5, 255, 3)
    assert entry(store, SECOND).shares["unclear"] == 1.0


def test_a_session_that_cannot_be_read_keeps_no_other_from_being_shown(
    store: SessionStore, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("UPDATE segments SET fused = x'00' WHERE session_id = ?", (FIRST,))
        other.execute("UPDATE segments SET label = 'fear' WHERE session_id = ?", (SECOND,))
        other.commit()
    assert library.refresh(store) == 0
    assert FIRST in caplog.text
    assert [one.id for one in library.entries(store, [FIRST, SECOND])] == [FIRST, SECOND]


def test_what_a_review_changes_is_shown(store: SessionStore) -> None:
    opened = OpenReview(store, FIRST, CHIEF)
    do.set_title(opened, "First visit")
    do.set_session_tags(opened, ["pilot"])
    do.name_speaker(opened, "A", "Ms Ito")
    do.set_labels(opened, 1, [], cannot_tell=True)
    shown = entry(store, FIRST)
    assert (shown.title, shown.tags, shown.speakers) == ("First visit", ("pilot",), ("B", "Ms Ito"))
    assert shown.status == "in_review"
    assert shown.shares["unclear"] == pytest.approx(2.5 / 4.5)
    assert library.all_tags(store) == ["pilot"]
    assert library.all_speakers(store) == ["B", "Ms Ito"]


def test_sessions_are_narrowed_down_and_sorted(store: SessionStore) -> None:
    opened = OpenReview(store, FIRST, CHIEF)
    do.set_session_tags(opened, ["pilot", "old"])
    do.set_status(opened, "reviewed")
    do.set_title(opened, "zebra")
    entry(store, FIRST)

    def listed(**wanted: object) -> list[str]:
        return library.session_ids(store, LibraryFilter(**wanted))

    assert library.session_ids(store, sort="title", descending=True) == [FIRST, SECOND]
    assert len(library.session_ids(store)) == 2
    assert listed(tags=("pilot", "old")) == [FIRST]
    assert listed(tags=("pilot", "new")) == []
    assert listed(speaker="A") == [FIRST]
    assert listed(reviewed=False) == [SECOND]
    assert listed(emotion="sadness", least_share=0.4) == [FIRST]
    assert listed(emotion="sadness", least_share=0.5) == []
    assert listed(since=NOON + timedelta(days=1)) == []
    most = LibraryFilter(emotion="happiness")
    assert library.session_ids(store, most, sort="share")[0] == FIRST
    enough = LibraryFilter(emotion="happiness", least_share=0.2)
    assert library.session_ids(store, enough, sort="share") == [FIRST]


def test_sessions_whose_speech_and_text_differ_are_found(store: SessionStore) -> None:
    third = "20260303T120000Z-000003"
    keep_session(store, [utterance(0, 0.0, speech=0, text=5)], third)
    entry(store, third)
    conflicting = LibraryFilter(conflicting=True)
    assert library.session_ids(store, conflicting) == [third]
    assert library.session_ids(store, conflicting, rater=Rater("Ana")) == []
    assert "conflict" not in (entry(store, third).shares or {})


def test_a_blind_rater_learns_nothing_of_the_models_from_the_library(store: SessionStore) -> None:
    ana = Rater("Ana")
    assert entry(store, FIRST, ana).shares is None
    assert entry(store, FIRST, ana).ribbon is None
    sad = LibraryFilter(emotion="sadness", least_share=0.1)
    assert library.session_ids(store, sad, rater=ana) == []
    do.unblind(OpenReview(store, FIRST, ana))
    assert entry(store, FIRST, ana).shares is not None
    assert library.session_ids(store, sad, rater=ana) == [FIRST]


def test_what_is_typed_is_found_and_marked(store: SessionStore) -> None:
    [hit] = search(store, "ZURICH")
    assert (hit.session_id, hit.kind, hit.segment_id, hit.at_s) == (FIRST, "utterance", 0, 0.0)
    assert [hit.text[a:b] for a, b in hit.marks] == ["Zürich"]
    [hit] = search(store, "bells rin")  # while it is typed
    assert (hit.segment_id, hit.at_s) == (1, 3.0)
    assert [hit.text[a:b] for a, b in hit.marks] == ["bells", "ringing"]
    assert search(store, "rin bells") == []
    assert len(search(store, '"were ringing"')) == 1
    assert search(store, '"ringing were"') == []


def test_a_search_can_be_limited_to_some_sessions(store: SessionStore) -> None:
    everywhere = search(store, "bells")
    assert {hit.session_id for hit in everywhere} >= {FIRST}
    only = search(store, "bells", sessions=[FIRST, "nowhere"])
    assert only == [hit for hit in everywhere if hit.session_id == FIRST]
    assert search(store, "bells", sessions=["nowhere"]) == []
    assert search(store, "bells", sessions=[]) == []


@pytest.mark.parametrize("typed", ["", " ", '"', "*", "NEAR(", "a AND", 'x" OR "y', "(", "^", "-"])
def test_signs_of_the_search_language_do_no_harm(store: SessionStore, typed: str) -> None:
    assert search(store, typed) == []


def test_titles_notes_comments_and_new_words_are_found(store: SessionStore) -> None:
    opened = OpenReview(store, FIRST, Rater("Ana"))
    do.set_title(opened, "Pilot interview")
    do.set_note(opened, "very tired")
    do.set_comment(opened, 1, "laughter off mic")
    do.set_text(opened, 0, "we met in Genoa")
    assert [hit.kind for hit in search(store, "interview")] == ["title"]
    assert [hit.kind for hit in search(store, "tired")] == ["note"]
    assert [(hit.kind, hit.segment_id) for hit in search(store, "laughter")] == [("comment", 1)]
    assert search(store, "zurich") == []
    assert [hit.segment_id for hit in search(store, "genoa")] == [0]
    assert search(store, "laughter", rater=Rater("Bo")) == []  # blind to the others
    assert len(search(store, "laughter", rater=Rater("Ana"))) == 1
    do.unblind(OpenReview(store, FIRST, Rater("Bo")))
    assert len(search(store, "laughter", rater=Rater("Bo"))) == 1


def test_a_deletion_can_be_undone_for_ten_seconds(store: SessionStore) -> None:
    library.delete_session(store, FIRST, NOON)
    assert library.session_ids(store) == [SECOND]
    assert search(store, "zurich") == []
    assert store.session(FIRST) is None
    assert [session.id for session in store.sessions()] == [SECOND]
    assert library.purge(store, NOON + timedelta(seconds=9)) == []
    assert library.restore(store, FIRST)
    assert len(library.session_ids(store)) == 2
    assert library.purge(store, NOON + timedelta(days=1)) == []


def test_a_clock_that_was_set_back_keeps_nothing_that_was_deleted(store: SessionStore) -> None:
    library.delete_session(store, FIRST, NOON)
    assert library.purge(store, NOON - timedelta(hours=1)) == [FIRST]


def test_what_is_purged_is_gone_from_rows_index_files_and_pages(store: SessionStore) -> None:
    opened = OpenReview(store, FIRST, CHIEF)
    do.set_title(opened, "Secretgarden")
    do.set_comment(opened, 0, "Whisperword")
    library.delete_session(store, FIRST, NOON)
    assert library.purge(store, NOON + timedelta(seconds=11)) == [FIRST]
    assert not library.restore(store, FIRST)
    assert not (store.data_folder / "sessions" / FIRST).exists()
    assert (store.data_folder / "sessions" / SECOND).exists()
    for word in (b"secretgarden", b"whisperword", b"bells", b"rich"):
        assert word not in written_to(store)
    assert b"nothing to tell" in written_to(store)
    with closing(sqlite3.connect(store.path)) as connection:
        for table in ("edits", "segments", "passages", "session_details", "session_shares"):
            query = f"SELECT count(*) FROM {table} WHERE session_id = ?"
            assert connection.execute(query, (FIRST,)).fetchone() == (0,)


def written_to(store: SessionStore) -> bytes:
    """Return everything in the database's files, in lower case."""
    paths = store.data_folder.glob("sessions.db*")
    return b"".join(path.read_bytes() for path in paths).lower()


@pytest.mark.logs
def test_a_folder_that_cannot_be_deleted_keeps_no_other_from_it(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for session_id in (FIRST, SECOND):
        library.delete_session(store, session_id, NOON)
    rmtree = shutil.rmtree

    def refuse_first(folder: Path) -> None:
        if folder.name == FIRST:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        rmtree(folder)

    later = NOON + timedelta(seconds=11)
    with monkeypatch.context() as patch:
        patch.setattr(library.shutil, "rmtree", refuse_first)
        with pytest.raises(StorageError, match=FIRST):
            library.purge(store, later)
    assert store.session_ids() == {FIRST}
    assert b"nothing" not in written_to(store)
    assert library.purge(store, later) == [FIRST]
    assert store.session_ids() == set()


def test_what_could_not_be_overwritten_is_overwritten_the_next_time(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.delete_session(store, FIRST, NOON)
    later = NOON + timedelta(seconds=11)

    def end(_store: SessionStore) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SessionStore, "checkpoint", end)
        with pytest.raises(KeyboardInterrupt):
            library.purge(store, later)
    assert b"bells" in written_to(store)
    with SessionStore(store.data_folder, pytest.fail) as again:
        assert library.purge(again, later) == []
        assert b"bells" not in written_to(store)

        def fail(_store: SessionStore) -> None:
            pytest.fail("there is nothing to overwrite any more")

        monkeypatch.setattr(SessionStore, "checkpoint", fail)
        assert library.purge(again, later) == []


def test_what_another_program_still_reads_is_overwritten_once_it_does_not(
    store: SessionStore,
) -> None:
    library.delete_session(store, FIRST, NOON)
    later = NOON + timedelta(seconds=11)
    with SessionStore(store.data_folder, pytest.fail, patience_s=0.01) as hasty:
        with closing(sqlite3.connect(store.path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM segments").fetchone()
            assert library.purge(hasty, later) == [FIRST]
            assert b"bells" in written_to(store)
        assert library.purge(hasty, later) == []
        assert b"bells" not in written_to(store)


def test_what_is_old_expires_and_can_still_be_restored(store: SessionStore) -> None:
    store.add_session("20250101T120000Z-000003", STARTED)  # still being recorded
    now = datetime.now(UTC)
    assert library.expire(store, now + timedelta(days=29), max_age_days=30) == []
    assert set(library.expire(store, now + timedelta(days=31), 30)) == {FIRST, SECOND}
    assert library.restore(store, FIRST)
    assert library.purge(store, now + timedelta(days=32)) == [SECOND]


def test_sound_that_is_old_does_not_expire_as_soon_as_it_comes_in(store: SessionStore) -> None:
    """The sessions of this test began long before they came into the library."""
    assert STARTED.started_at < datetime.now(UTC) - timedelta(days=30)
    assert library.expire(store, datetime.now(UTC), max_age_days=30) == []
