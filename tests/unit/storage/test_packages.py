"""A session as one file, and copies of one."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import Rater
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage import packages
from emotion_desktop.storage.packages import duplicate, pack, unpack
from emotion_desktop.storage.search import search
from emotion_desktop.storage.session_rows import read_rows
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import SESSION_ID, store_session
from tests.unit.storage.package_harms import HARMS, a_bomb, many_brackets

ANA = Rater('Ana "🙂"')


def never(_source: Path, _target: Path) -> None:
    pytest.fail("the sound lies in the library already")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    here = tmp_path / "here"
    store_session(here)
    noise = np.random.default_rng(0).integers(-9000, 9000, 8 * 16_000).astype(np.int16)
    soundfile.write(here / "sessions" / SESSION_ID / "sound.flac", noise, 16_000)
    with SessionStore(here, pytest.fail) as opened:
        review = OpenReview(opened, SESSION_ID, ANA)
        do.set_title(review, "First visit")
        do.split(review, 4, 1.0)
        do.set_labels(review, 4, ["fear", "anger"])
        do.set_comment(review, 4, "a pause")
        do.undo(review)
        do.redo(review)
        do.set_status(review, "reviewed")
        yield opened


@pytest.fixture
def packed(store: SessionStore, tmp_path: Path) -> Path:
    path = tmp_path / "visit.emotionsession"
    pack(store, SESSION_ID, path, never)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[SessionStore]:
    with SessionStore(tmp_path / "there", pytest.fail) as opened:
        yield opened


def without_ids(store: SessionStore, session_id: str) -> dict[str, object]:
    found = read_rows(store, session_id)
    return {
        table: [
            {key: str(value) for key, value in row.items() if key not in {"id", "session_id"}}
            for row in many
        ]
        for table, many in found.items()
    }


def test_a_packed_session_is_the_same_on_another_machine(
    store: SessionStore, packed: Path, elsewhere: SessionStore
) -> None:
    assert unpack(elsewhere, packed) == SESSION_ID
    before, after = without_ids(store, SESSION_ID), without_ids(elsewhere, SESSION_ID)
    assert after == before
    sounds = [
        (one.data_folder / "sessions" / SESSION_ID / "sound.flac").read_bytes()
        for one in (store, elsewhere)
    ]
    assert sounds[0] == sounds[1]
    review = OpenReview(elsewhere, SESSION_ID, ANA)
    assert len(review.history.done) == 5
    assert [hit.kind for hit in search(elsewhere, "pause")] == ["comment"]
    assert [hit.kind for hit in search(elsewhere, "visit")] == ["title"]
    while do.undo(review):
        pass
    assert len(review.state.segments) == 2


def test_opening_a_package_twice_makes_two_sessions(packed: Path, elsewhere: SessionStore) -> None:
    first, second = unpack(elsewhere, packed), unpack(elsewhere, packed)
    assert first != second
    assert len(elsewhere.sessions()) == 2
    for session_id in (first, second):  # entries name one another, by ids of their own
        review = OpenReview(elsewhere, session_id, ANA)
        assert len(review.history.done) == 5
        assert len(review.state.segments) == 3


def test_a_copy_for_another_rater_has_no_annotations(store: SessionStore) -> None:
    copy = duplicate(store, SESSION_ID)
    state = OpenReview(store, copy, ANA).state
    assert [dict(one.annotations) for one in state.segments] == [{}, {}, {}]
    assert (state.title, state.status) == ("First visit", "new")
    assert state.segments[0].transcript.text == 'Grüße, "you"'
    folder = store.data_folder / "sessions"
    assert (folder / copy / "sound.flac").read_bytes() == (
        folder / SESSION_ID / "sound.flac"
    ).read_bytes()
    assert search(store, "pause")[0].session_id == SESSION_ID
    assert not list(folder.glob(".incoming-*"))


def test_results_whose_sound_a_power_cut_took_are_packed_and_opened(
    store: SessionStore, elsewhere: SessionStore, tmp_path: Path
) -> None:
    path = tmp_path / "visit.emotionsession"
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE segments SET end_s = 47.5 WHERE segment_id = 5")
    pack(store, SESSION_ID, path, never)
    unpack(elsewhere, path)
    assert elsewhere.segments(SESSION_ID) != []
    assert elsewhere.last_result_s(SESSION_ID) == 47.5


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_no_package_is_refused_and_nothing_of_it_stays(
    packed: Path, elsewhere: SessionStore, harm: str
) -> None:
    HARMS[harm](packed)
    with pytest.raises(UserFacingError):
        unpack(elsewhere, packed)
    assert elsewhere.session_ids() == set()
    assert list((elsewhere.data_folder / "sessions").iterdir()) == []
    assert not (elsewhere.data_folder.parent / "evil.txt").exists()


def test_a_package_that_cannot_be_read_is_told_as_such(
    elsewhere: SessionStore, tmp_path: Path
) -> None:
    folder = tmp_path / "folder.emotionsession"
    folder.mkdir()
    for path in (folder, tmp_path / "gone.emotionsession"):
        with pytest.raises(UserFacingError, match="cannot be read") as refused:
            unpack(elsewhere, path)
        assert path.name in str(refused.value)
        assert "data folder" not in str(refused.value)  # which has nothing to do with it


@pytest.mark.parametrize("swell", [a_bomb, many_brackets])
def test_a_package_that_swells_is_refused_for_its_size(
    packed: Path, elsewhere: SessionStore, swell: Callable[[Path], None]
) -> None:
    swell(packed)
    with pytest.raises(UserFacingError) as refused:
        unpack(elsewhere, packed)
    assert str(refused.value.__cause__) == "more than a package holds"


def test_what_nobody_could_open_is_not_packed(
    store: SessionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "_MOST_ROW_BYTES", 1000)
    with pytest.raises(UserFacingError, match="too long"):
        pack(store, SESSION_ID, tmp_path / "x.emotionsession", never)


def test_sound_of_a_clock_that_was_never_set_is_packed(
    store: SessionStore, tmp_path: Path, elsewhere: SessionStore
) -> None:
    os.utime(store.data_folder / "sessions" / SESSION_ID / "sound.flac", (0, 0))
    path = tmp_path / "visit.emotionsession"
    pack(store, SESSION_ID, path, never)
    assert unpack(elsewhere, path) == SESSION_ID


def test_packing_touches_no_other_file_and_takes_any_name(
    store: SessionStore, tmp_path: Path
) -> None:
    path = tmp_path / f"{'n' * 230}.emotionsession"
    other = path.with_name("other.emotionsession.partial")
    other.write_bytes(b"somebody's")
    pack(store, SESSION_ID, path, never)
    pack(store, SESSION_ID, other.with_suffix(""), never)
    assert other.read_bytes() == b"somebody's"
    assert zipfile.is_zipfile(path)


def test_a_full_disk_leaves_no_half_package(
    store: SessionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(UserFacingError, match="disk is full"):
        pack(store, SESSION_ID, tmp_path / "x.emotionsession", never)
    assert not list(tmp_path.glob("x.emotionsession*"))
    assert store.session(SESSION_ID) is not None
    monkeypatch.undo()
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(UserFacingError, match="disk is full"):
        duplicate(store, SESSION_ID)
    assert len(store.session_ids()) == 1
    assert [one.name for one in (store.data_folder / "sessions").iterdir()] == [SESSION_ID]
