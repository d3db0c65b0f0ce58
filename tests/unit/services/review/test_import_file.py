"""Analysed audio files as sessions: copied in, or left where they are."""

import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile
from sqlalchemy.engine.default import DefaultDialect

from emotion_desktop.domain.audio import AudioInfo, AudioNotice
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.review import Rater
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.review import operations as do
from emotion_desktop.services.review.import_file import copy_as_flac, import_document
from emotion_desktop.services.review.open_review import OpenReview
from emotion_desktop.storage import library
from emotion_desktop.storage.audio_files import (
    AudioMovedError,
    find_moved,
    relink,
    sha256_of,
    sound_of,
)
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.packages import duplicate, pack, unpack
from emotion_desktop.storage.search import search
from emotion_desktop.storage.session_folder import session_ids_on_disk
from emotion_desktop.storage.store import SessionStore
from tests.golden.inputs import analysis
from tests.review_doubles import utterance
from tests.small_disk import disk_with_room_for

RATE_HZ = 22_050


@pytest.fixture
def talk(tmp_path: Path) -> SessionDocument:
    """A stereo file of nine seconds, and what its analysis would be."""
    path = tmp_path / "Größe \udcff.wav"
    noise = np.random.default_rng(0).integers(-9000, 9000, (9 * RATE_HZ, 2)).astype(np.int16)
    try:
        soundfile.write(path, noise, RATE_HZ)
    except UnicodeEncodeError:  # of systems whose names are Unicode
        path = tmp_path / "Größe.wav"
        soundfile.write(path, noise, RATE_HZ)
    notice = AudioNotice("level", Message("Made louder"), 0.0, 0.0)
    said = utterance(0, 1.0)
    compared = replace(said, estimate=replace(said.estimate, normalised_to_speaker=12))
    return SessionDocument(
        audio=AudioInfo(path, 9.0, RATE_HZ, 2, (notice,)),
        sha256=sha256_of(path),
        models={"program": "0.1.0"},
        utterances=(compared, utterance(1, 4.0, "so quiet here")),
        frames=analysis().frames,
    )


@pytest.fixture
def empty(tmp_path: Path):
    with SessionStore(tmp_path / "data", pytest.fail) as opened:
        yield opened


@pytest.mark.parametrize("copy", [True, False])
def test_an_analysed_file_is_a_session_like_any_other(
    empty: SessionStore, talk: SessionDocument, copy: bool
) -> None:
    session_id = import_document(empty, talk, copy=copy)
    kept = document_of(empty, session_id)
    assert kept.audio == talk.audio
    assert (kept.sha256, kept.session, kept.models) == (talk.sha256, None, talk.models)
    np.testing.assert_array_equal(kept.frames.fused, talk.frames.fused)
    np.testing.assert_array_equal(kept.frames.voiced, talk.frames.voiced)
    assert [one.transcript for one in kept.utterances] == [
        one.transcript for one in talk.utterances
    ]
    assert kept.utterances[0].estimate.normalised_to_speaker == 12
    assert [hit.segment_id for hit in search(empty, "quiet")] == [1]
    while library.refresh(empty):
        pass
    [shown] = library.entries(empty, [session_id])
    assert (shown.from_file, shown.duration_s, shown.state) == (True, 9.0, "finished")
    review = OpenReview(empty, session_id, Rater("Ana"))
    do.set_labels(review, 0, ["fear"])
    assert document_of(empty, session_id).judgements()[0].label == "fear"


def test_a_copy_is_the_same_sound(empty: SessionStore, talk: SessionDocument) -> None:
    session_id = import_document(empty, talk, copy=True)
    path = sound_of(empty, session_id)
    assert path.name == "sound.flac"
    copied, rate_hz = soundfile.read(path, dtype="int16")
    original, _ = soundfile.read(talk.audio.path, dtype="int16")
    assert rate_hz == RATE_HZ
    np.testing.assert_array_equal(copied, original)
    talk.audio.path.unlink()
    assert sound_of(empty, session_id).is_file()


def test_a_file_that_was_moved_is_known_by_its_hash(
    empty: SessionStore, talk: SessionDocument, tmp_path: Path
) -> None:
    session_id = import_document(empty, talk, copy=False)
    assert sound_of(empty, session_id) == talk.audio.path
    assert session_ids_on_disk(empty.data_folder) == [session_id]
    moved = tmp_path / "renamed.wav"
    talk.audio.path.rename(moved)
    with pytest.raises(AudioMovedError, match="no longer at"):
        sound_of(empty, session_id)
    assert len(document_of(empty, session_id).utterances) == 2  # exports go on
    same_size = tmp_path / "other.wav"
    content = bytearray(moved.read_bytes())
    content[-1] ^= 1
    same_size.write_bytes(content)
    with pytest.raises(UserFacingError, match="not the audio"):
        relink(empty, session_id, same_size)
    candidates = [tmp_path / "none.wav", tmp_path, same_size, moved]
    assert find_moved(empty, session_id, candidates) == moved
    assert sound_of(empty, session_id) == moved
    moved.unlink()
    assert find_moved(empty, session_id, [same_size]) is None


def test_what_changed_since_it_was_analysed_is_refused(
    empty: SessionStore, talk: SessionDocument
) -> None:
    with talk.audio.path.open("ab") as file:
        file.write(b"\0\0")
    with pytest.raises(UserFacingError, match="modified after"):
        import_document(empty, talk, copy=False)
    talk.audio.path.unlink()
    with pytest.raises(UserFacingError):
        import_document(empty, talk, copy=True)
    assert empty.session_ids() == set()


def test_a_full_disk_in_the_middle_leaves_the_library_as_it_was(
    empty: SessionStore, talk: SessionDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UserFacingError, match="disk is full"):
        import_document(empty, talk, copy=True)
    assert empty.session_ids() == set()
    assert list((empty.data_folder / "sessions").iterdir()) == []


def test_a_full_disk_at_the_very_end_leaves_the_library_as_it_was(
    empty: SessionStore, talk: SessionDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = import_document(empty, talk, copy=True)
    package = tmp_path / "talk.emotionsession"
    pack(empty, session_id, package, copy_as_flac)
    kept = [one.name for one in (empty.data_folder / "sessions").iterdir()]

    def full(_dialect: object, _connection: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(DefaultDialect, "do_commit", full)
    for bring_in in (
        lambda: import_document(empty, talk, copy=True),
        lambda: unpack(empty, package),
        lambda: duplicate(empty, session_id),
    ):
        with pytest.raises(UserFacingError, match="disk is full"):
            bring_in()
        assert [one.name for one in (empty.data_folder / "sessions").iterdir()] == kept
    monkeypatch.undo()
    assert empty.session_ids() == {session_id}


def test_a_session_from_a_file_is_copied_and_packed(
    empty: SessionStore, talk: SessionDocument, tmp_path: Path
) -> None:
    session_id = import_document(empty, talk, copy=False)
    copy = duplicate(empty, session_id)
    assert sound_of(empty, copy) == talk.audio.path
    package = tmp_path / "talk.emotionsession"
    pack(empty, session_id, package, copy_as_flac)
    assert str(tmp_path).encode() not in package.read_bytes()
    with SessionStore(tmp_path / "elsewhere", pytest.fail) as elsewhere:
        opened = unpack(elsewhere, package)
        samples, _ = soundfile.read(sound_of(elsewhere, opened), dtype="int16")
        original, _ = soundfile.read(talk.audio.path, dtype="int16")
        np.testing.assert_array_equal(samples, original)
        assert document_of(elsewhere, opened).sha256 == talk.sha256


def test_what_flac_cannot_hold_is_said(tmp_path: Path) -> None:
    path = tmp_path / "many.wav"
    soundfile.write(path, np.full((16_000, 9), 0.1, np.float32), 16_000)
    with pytest.raises(UserFacingError, match="more channels"):
        copy_as_flac(path, tmp_path / "x.flac")
    assert not (tmp_path / "x.flac").exists()


@pytest.mark.parametrize(("free_bytes", "said"), [(10**9, "reported an error"), (0, "is full")])
def test_a_disk_that_takes_no_more_is_said(
    talk: SessionDocument,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    free_bytes: int,
    said: str,
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free_bytes))
    with (
        disk_with_room_for(4096),
        pytest.raises(UserFacingError, match=f"{said}.*") as refused,
    ):
        copy_as_flac(talk.audio.path, tmp_path / "x.flac")
    assert str(tmp_path / "x.flac") in str(refused.value)


def test_a_copy_that_lost_its_end_is_none(
    talk: SessionDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may fill the disk while it is closed, which tells nobody."""
    close = soundfile.SoundFile.close

    def cut(file: soundfile.SoundFile) -> None:
        was_written = not file.closed and file.mode == "w"
        close(file)
        if was_written:
            path = tmp_path / "x.flac"
            os.truncate(path, path.stat().st_size // 2)

    monkeypatch.setattr(soundfile.SoundFile, "close", cut)
    with pytest.raises(UserFacingError, match="reported an error"):
        copy_as_flac(talk.audio.path, tmp_path / "x.flac")
