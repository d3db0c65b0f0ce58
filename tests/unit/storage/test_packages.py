"""A session as one file, and copies of one."""

import hashlib
import json
import os
import shutil
import stat
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


def rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    """Write the files of a package anew after a change, with or without true hashes."""

    def harm(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return harm


def with_rows(change: Callable[[dict[str, list[dict[str, object]]]], None]) -> object:
    def apply(files: dict[str, bytes]) -> None:
        rows = json.loads(files["session.json"])
        change(rows)
        files["session.json"] = json.dumps(rows).encode()
        sign(files)

    return rewritten(apply)


def sign(files: dict[str, bytes]) -> None:
    """Give the manifest the true hash of the rows."""
    manifest = json.loads(files["manifest.json"])
    manifest["sha256"]["session.json"] = hashlib.sha256(files["session.json"]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()


def a_link(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)
            if name == "sound.flac":
                member.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(member, content)


def a_bomb(path: Path) -> None:
    """Swell the rows to more than a package holds; all that they say is true."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["session.json"] += b" " * 2**26
    sign(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            packing = zipfile.ZIP_STORED if name == "sound.flac" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, packing)


def packed_by(packing: int, *, damaged: bool = False) -> Callable[[Path], None]:
    """Pack the rows in another manner."""

    def harm(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(
                    name, content, packing if name == "session.json" else zipfile.ZIP_STORED
                )
            start = archive.getinfo("session.json").header_offset
        if damaged:
            content = bytearray(path.read_bytes())
            content[start + 60 : start + 160] = b"\xff" * 100
            path.write_bytes(content)

    return harm


def with_edit(kind: str, **content: object) -> object:
    """Begin the log with another entry, which no type refuses."""

    def change(rows: dict[str, list[dict[str, object]]]) -> None:
        first = {**rows["edits"][0], "id": 0, "kind": kind, "content": content}
        rows["edits"].insert(0, first)

    return with_rows(change)


def corrected(segment_id: int) -> object:
    correction = {
        "segment_id": segment_id,
        "rater": "Ana",
        "label": "fear",
        "made_at": "2026-03-01T12:00:00+00:00",
    }
    return with_rows(lambda rows: rows["corrections"].append(correction))


def many_names(path: Path) -> None:
    """Twenty thousand entries; `zipfile` would hold all of a million in memory."""
    with zipfile.ZipFile(path, "a") as archive:
        for i in range(20_000):
            archive.writestr(f"{i:05d}", b"")


HARMS: dict[str, Callable[[Path], None]] = {
    "many names": many_names,
    "many numbers": rewritten(
        lambda files: (files.update({"session.json": b"[" + b"1," * 2**24 + b"1]"}), sign(files))
    ),
    "no archive": lambda path: path.write_bytes(b"PK but not really"),
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-500]),
    "zip slip": rewritten(lambda files: files.update({"../../evil.txt": b"x"})),
    "absolute path": rewritten(lambda files: files.update({"/tmp/evil.txt": b"x"})),
    "a file is missing": rewritten(lambda files: files.pop("sound.flac")),
    "other sound": rewritten(lambda files: files.update({"sound.flac": b"x"})),
    "other rows": rewritten(lambda files: files.update({"session.json": b"{}"})),
    "a newer version": rewritten(
        lambda files: files.update(
            {"manifest.json": files["manifest.json"].replace(b'"version": 1', b'"version": 2')}
        )
    ),
    "a link": a_link,
    "a bomb": a_bomb,
    "an id that is a path": with_rows(lambda rows: rows["sessions"][0].update(id="../../x")),
    "no session": with_rows(lambda rows: rows["sessions"].clear()),
    "a word for a number": with_rows(lambda rows: rows["segments"][0].update(start_s="1")),
    "no number": with_rows(lambda rows: rows["segments"][0].update(end_s=float("nan"))),
    "an unknown action": with_rows(lambda rows: rows["edits"][0].update(kind="eval")),
    "a withdrawal of nothing": with_rows(
        lambda rows: rows["edits"][0].update(kind="withdraw", content={"edit_ids": [99]})
    ),
    "a length that is no length": with_rows(lambda rows: rows["sessions"][0].update(n_samples=9)),
    "a length that no float holds": with_rows(
        lambda rows: rows["sessions"][0].update(n_samples=10**400)
    ),
    "a number that SQLite does not hold": with_rows(
        lambda rows: rows["segments"][0].update(segment_id=10**30)
    ),
    "a new utterance that SQLite does not hold": with_edit(
        "split", segment_id=4, new_id=10**30, at_s=1.0
    ),
    "a moment before all time": with_rows(
        lambda rows: rows["edits"][0].update(made_at="0001-01-01T00:00:00+14:00")
    ),
    "a moment that only some time zones have": with_rows(
        lambda rows: rows["edits"][0].update(made_at="0001-01-01T00:00:00+00:00")
    ),
    "text that is no text": with_rows(lambda rows: rows["segments"][0].update(text="\ud800")),
    "a comment that is no text": with_edit("comment", segment_id=4, text="\ud800"),
    "a correction of nothing": corrected(99),
    "an utterance twice": with_rows(lambda rows: rows["segments"].append(rows["segments"][0])),
    "rows in LZMA": packed_by(zipfile.ZIP_LZMA),
    "damaged rows in LZMA": packed_by(zipfile.ZIP_LZMA, damaged=True),
    "damaged rows": packed_by(zipfile.ZIP_DEFLATED, damaged=True),
    "an utterance behind the end": with_rows(lambda rows: rows["segments"][-1].update(end_s=1e15)),
    "a window behind the end": with_rows(lambda rows: rows["windows"][0].update(end_s=1e15)),
    "a marker before the beginning": with_rows(lambda rows: rows["markers"][0].update(at_s=-1e15)),
    "an utterance of no length": with_rows(
        lambda rows: rows["segments"][0].update(end_s=rows["segments"][0]["start_s"])
    ),
    "a word behind the end": with_rows(
        lambda rows: rows["segments"][0]["words"][0].__setitem__(2, 1e15)
    ),
    "a word that is no text": with_rows(
        lambda rows: rows["segments"][0]["words"][0].__setitem__(0, 7)
    ),
    "borders behind the end": with_edit("borders", segment_id=4, start_s=0.5, end_s=1e15),
    "borders without an end": with_edit("borders", segment_id=4, start_s=0.5, end_s=float("inf")),
    "borders at no number": with_rows(
        lambda rows: rows["edits"][0].update(
            kind="split", content={"segment_id": 4, "new_id": 99, "at_s": float("nan")}
        )
    ),
    "a shared border behind the end": with_edit(
        "shared_border", first_id=4, second_id=7, at_s=1e15
    ),
    "typed words behind the end": with_edit(
        "words", segment_id=4, words=[["one", 0.5, "inf", 0.9]]
    ),
    "a number in digits without an end": rewritten(
        lambda files: (
            files.update(
                {"session.json": files["session.json"].replace(b'"at_s": 1.0', b'"at_s": 1e999', 1)}
            ),
            sign(files),
        )
    ),
}


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


def many_brackets(path: Path) -> None:
    """Swell in memory what is small on the disk, and true but for that."""

    def add(files: dict[str, bytes]) -> None:
        files["session.json"] = files["session.json"][:-1] + b', "x": [' + b"[]," * 2_000_000
        files["session.json"] += b"[]]}"
        sign(files)

    rewritten(add)(path)


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
