"""An encrypted data folder that is decrypted again: all of it comes back, whatever happens."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.storage import converting, encryption
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.connecting import ENCRYPTED_DATABASE_NAME
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.key_file import WrongPassphraseError, read_key_file, rewrap
from emotion_desktop.storage.packages import pack
from emotion_desktop.storage.queue_file import QueueFile
from emotion_desktop.storage.search import search
from emotion_desktop.storage.session_folder import DATABASE_NAME, session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.wav_chunks import ChunkWriter, find_chunks
from emotion_desktop.system.sealing.keys import (
    KEY_FILE_NAME,
    LockedError,
    is_encrypted,
    key_of,
)
from emotion_desktop.system.sealing.records import is_sealed
from tests.encrypted_folders import (
    PASSPHRASE,
    QUICK,
    TONE,
    WORD,
    cut,
    flip,
    heard,
    leaks,
    record,
    use_everything,
)


def decrypt(folder: Path) -> None:
    key = key_of(folder)
    assert key is not None
    encryption.decrypt(folder, key)


def assert_plain_and_whole(folder: Path, session_id: str) -> None:
    assert not is_encrypted(folder)
    assert not [path for path in folder.rglob("*") if path.is_file() and is_sealed(path)]
    assert not list(folder.glob(f"{ENCRYPTED_DATABASE_NAME}*"))
    assert not list(folder.rglob("*.sealing*"))
    np.testing.assert_array_equal(heard(folder, session_id), TONE)
    assert WORD in (folder / "voices" / "0.voice.json").read_text(encoding="utf-8")
    queue = QueueFile(folder)
    assert [row.path.name for row in queue.open()] == [f"{WORD}.wav"]
    queue.close()
    with SessionStore(folder, pytest.fail) as store:
        assert [hit.session_id for hit in search(store, "canary")] == [session_id]


def test_an_encrypted_folder_that_is_decrypted_holds_everything_as_before(
    encrypted: Path, tmp_path: Path
) -> None:
    session_id = use_everything(encrypted)
    with SessionStore(encrypted, pytest.fail) as store:
        before = document_of(store, session_id)
    shares: list[float] = []
    key = key_of(encrypted)
    assert key is not None
    encryption.decrypt(encrypted, key, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert key_of(encrypted) is None
    sound = session_folder(encrypted, session_id) / SOUND_NAME
    for path in (encrypted / DATABASE_NAME, encrypted / "analysis-queue.jsonl", sound):
        assert path.stat().st_mode & 0o077 == 0
    assert_plain_and_whole(encrypted, session_id)
    with SessionStore(encrypted, pytest.fail) as store:
        assert repr(document_of(store, session_id)) == repr(before)
        pack(store, session_id, tmp_path / "a.package", pytest.fail)
    encryption.encrypt(encrypted, "five other words", cost=QUICK)
    assert leaks(encrypted) == []


@pytest.mark.parametrize("step", ["convert_database", "_decrypt_file", "_decrypted", "_replace"])
def test_an_interrupted_decryption_is_finished_when_the_folder_is_unlocked(
    encrypted: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = use_everything(encrypted)

    def stop(*_arguments: object, **_options: object) -> None:
        raise OSError("the power went out")

    with monkeypatch.context() as power:
        power.setattr(converting, "check_all", lambda *_arguments: None)
        power.setattr(converting, step, stop)
        with pytest.raises(UserFacingError):
            decrypt(encrypted)
    assert read_key_file(encrypted).decrypting
    with pytest.raises(LockedError):
        SessionStore(encrypted, pytest.fail)
    with pytest.raises(WrongPassphraseError):
        encryption.unlock(encrypted, "five words of it")
    rewrap(encrypted, PASSPHRASE, "six other words")
    assert encryption.unlock(encrypted, "six other words") is None
    assert_plain_and_whole(encrypted, session_id)


def test_a_kill_between_the_last_file_and_the_key_file_costs_nothing(encrypted: Path) -> None:
    session_id = use_everything(encrypted)
    key_file = read_key_file(encrypted)
    decrypt(encrypted)
    replace(key_file, decrypting=True).write(encrypted)
    assert encryption.unlock(encrypted, PASSPHRASE) is None
    assert_plain_and_whole(encrypted, session_id)


@pytest.mark.parametrize("n_bytes_cut", [0, 7])
def test_a_recording_that_a_kill_interrupted_is_decrypted_sample_by_sample(
    encrypted: Path, n_bytes_cut: int
) -> None:
    written = encrypted / "sessions" / "20260301T120000Z-000001"
    written.mkdir(parents=True)
    writer = ChunkWriter(written)
    for at in range(0, len(TONE), 1_600):
        writer.write(TONE[at : at + 1_600].astype(np.float32) / 32_768, at)
    [chunk] = find_chunks(written)
    cut(chunk.path, chunk.path.stat().st_size - n_bytes_cut)
    [before] = find_chunks(written)
    samples = before.read()
    decrypt(encrypted)
    [after] = find_chunks(written)
    assert (after.n_samples, after.n_lost) == (before.n_samples, 0)
    np.testing.assert_array_equal(after.read(), samples)
    writer.close()


def test_a_damaged_file_is_named_before_anything_is_decrypted(encrypted: Path) -> None:
    session_id = use_everything(encrypted)
    sound = session_folder(encrypted, session_id) / SOUND_NAME
    flip(sound, -1)
    with pytest.raises(UserFacingError, match=r"sound\.flac is damaged.*Nothing was decrypted"):
        decrypt(encrypted)
    assert not read_key_file(encrypted).decrypting
    assert leaks(encrypted) == []
    flip(sound, -1)
    decrypt(encrypted)
    assert_plain_and_whole(encrypted, session_id)


def test_a_damaged_database_is_named_before_anything_is_decrypted(encrypted: Path) -> None:
    session_id = use_everything(encrypted)
    database = encrypted / ENCRYPTED_DATABASE_NAME
    flip(database, database.stat().st_size - 200)
    with pytest.raises(UserFacingError, match="is damaged"):
        decrypt(encrypted)
    assert leaks(encrypted) == []
    SessionStore(encrypted, lambda _notice: None).close()  # sets it aside
    with pytest.raises(UserFacingError, match=f"copy of {KEY_FILE_NAME}"):
        decrypt(encrypted)
    for aside in encrypted.glob("sessions.encrypted-damaged-*"):
        aside.unlink()
    decrypt(encrypted)
    np.testing.assert_array_equal(heard(encrypted, session_id), TONE)


def test_a_plain_database_in_an_encrypted_folder_is_not_taken_for_its_copy(encrypted: Path) -> None:
    use_everything(encrypted)
    (encrypted / DATABASE_NAME).write_bytes(b"of somebody")
    with pytest.raises(UserFacingError, match="two session databases"):
        decrypt(encrypted)
    assert (encrypted / DATABASE_NAME).read_bytes() == b"of somebody"
    assert is_encrypted(encrypted)


def test_a_folder_in_use_is_not_decrypted(encrypted: Path) -> None:
    session_id = record(encrypted)
    with SessionStore(encrypted, pytest.fail) as store:
        store.session(session_id)
        with pytest.raises(UserFacingError, match="using it"):
            decrypt(encrypted)
        assert [one.id for one in store.sessions()] == [session_id]
    assert not read_key_file(encrypted).decrypting
    decrypt(encrypted)
    np.testing.assert_array_equal(heard(encrypted, session_id), TONE)
