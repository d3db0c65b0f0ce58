"""Encrypted files that were changed, cut off or swapped: each is told in words."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.audio.files import read_all
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage import encryption
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.connecting import ENCRYPTED_DATABASE_NAME
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.sealing.files import read_plain, replace_plain
from emotion_desktop.system.sealing.keys import (
    KEY_FILE_NAME,
    DataKey,
    forget_key,
    hold_key,
)
from emotion_desktop.system.sealing.records import (
    CutOffFileError,
    DamagedFileError,
    OtherKeyError,
)
from tests.encrypted_folders import (
    PASSPHRASE,
    cut,
    flip,
    leaks,
    record,
)


@pytest.mark.parametrize("at", [0, 41, 45, 60, -1])
def test_a_changed_byte_of_sound_is_told_apart_from_a_missing_end(encrypted: Path, at: int) -> None:
    path = session_folder(encrypted, record(encrypted)) / SOUND_NAME
    intact = path.read_bytes()
    flip(path, at)
    with pytest.raises(DamagedFileError, match="changed"):
        read_plain(path)
    for n_bytes in (4, 30, 44, len(intact) // 2, len(intact) - 1):
        path.write_bytes(intact)
        cut(path, n_bytes)
        with pytest.raises(CutOffFileError, match="end is missing"):
            read_plain(path)


@pytest.mark.parametrize("at", [100, -100_000])
def test_a_changed_byte_is_told_by_whoever_plays_or_exports_the_sound(
    encrypted: Path, at: int, capfd: pytest.CaptureFixture[str]
) -> None:
    noise = np.random.default_rng(0).integers(-9_000, 9_000, 20 * SAMPLE_RATE_HZ).astype(np.int16)
    path = session_folder(encrypted, record(encrypted, noise)) / SOUND_NAME
    assert len(read_all(path)) == len(noise)
    flip(path, at)
    with pytest.raises(DamagedFileError):
        read_all(path)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("at", [10, 60, 150, -20])
def test_a_changed_or_cut_key_file_is_not_taken_for_a_wrong_passphrase(
    encrypted: Path, at: int
) -> None:
    path = encrypted / KEY_FILE_NAME
    intact = path.read_bytes()
    flip(path, at)
    with pytest.raises(DamagedFileError):
        encryption.unlock(encrypted, PASSPHRASE)
    path.write_bytes(intact[:-40])
    with pytest.raises(CutOffFileError):
        encryption.unlock(encrypted, PASSPHRASE)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: flip(path, path.stat().st_size // 2), "was damaged"),
        (lambda path: flip(path, 100), "was damaged"),
        (lambda path: cut(path, path.stat().st_size // 2), "its end is missing"),
        (lambda path: cut(path, path.stat().st_size - 100), "its end is missing"),
    ],
)
def test_a_changed_byte_of_the_database_is_told_apart_from_a_missing_end(
    encrypted: Path, spoil: Callable[[Path], None], told: str
) -> None:
    record(encrypted)
    spoil(encrypted / ENCRYPTED_DATABASE_NAME)
    notices: list[str] = []
    SessionStore(encrypted, notices.append).close()
    assert [told in notice for notice in notices] == [True]
    assert leaks(encrypted) == []


def test_without_its_key_file_an_encrypted_folder_is_left_as_it_is(encrypted: Path) -> None:
    record(encrypted)
    before = (encrypted / ENCRYPTED_DATABASE_NAME).read_bytes()
    key_file = (encrypted / KEY_FILE_NAME).rename(encrypted.parent / KEY_FILE_NAME)
    forget_key(encrypted)
    with pytest.raises(UserFacingError, match="nobody can read"):
        SessionStore(encrypted, pytest.fail)
    assert (encrypted / ENCRYPTED_DATABASE_NAME).read_bytes() == before
    shutil.move(key_file, encrypted)
    encryption.unlock(encrypted, PASSPHRASE)
    with SessionStore(encrypted, pytest.fail) as store:
        assert len(store.sessions()) == 1


def test_a_file_of_another_folder_is_told(encrypted: Path, tmp_path: Path) -> None:
    path = encrypted / "note"
    replace_plain(path, b"x")
    other = tmp_path / "other"
    other.mkdir()
    hold_key(other, DataKey(os.urandom(32)))
    try:
        shutil.copy(path, other / "note")
        with pytest.raises(OtherKeyError):
            read_plain(other / "note")
    finally:
        forget_key(other)
