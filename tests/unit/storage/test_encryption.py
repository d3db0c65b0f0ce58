"""An encrypted data folder: nothing of it can be read without its passphrase."""

import hashlib
import os
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.recording.recovery import find_unfinished, recover
from emotion_desktop.services.review.import_file import copy_as_flac
from emotion_desktop.storage import converting, encryption
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.connecting import ENCRYPTED_DATABASE_NAME
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.key_file import (
    KeyFile,
    WrongPassphraseError,
    read_key_file,
    rewrap,
)
from emotion_desktop.storage.packages import duplicate, pack, unpack
from emotion_desktop.storage.queue_file import QueueFile
from emotion_desktop.storage.search import search
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.voice_profiles import VoiceProfiles
from emotion_desktop.storage.wav_chunks import ChunkWriter, find_chunks
from emotion_desktop.system.sealing.files import (
    RECORD_BYTES,
    create_plain,
    open_plain,
    read_plain,
    replace_plain,
)
from emotion_desktop.system.sealing.keys import (
    KEY_FILE_NAME,
    DataKey,
    LockedError,
    forget_key,
)
from emotion_desktop.system.sealing.records import (
    is_sealed,
)
from tests.encrypted_folders import (
    PASSPHRASE,
    QUICK,
    TONE,
    WORD,
    flip,
    heard,
    holds_canary,
    leaks,
    record,
    use_everything,
)
from tests.unit.services.recording.recorder_desk import sound


def test_the_search_for_canaries_finds_them_where_nothing_is_encrypted(folder: Path) -> None:
    session_id = use_everything(folder)
    found = leaks(folder)
    assert f"sessions/{session_id}/{SOUND_NAME}" in found
    assert {"analysis-queue.jsonl", "voices/0.voice.json"} <= set(found)
    assert any(name.startswith("sessions.db") for name in found)


def test_nothing_plain_is_left_of_what_is_stored_in_an_encrypted_folder(encrypted: Path) -> None:
    with SessionStore(encrypted, pytest.fail) as open_meanwhile:  # so that SQLite's log stays
        session_id = use_everything(encrypted)
        assert open_meanwhile.session(session_id) is not None
        assert (encrypted / f"{ENCRYPTED_DATABASE_NAME}-wal").stat().st_size > 0
        assert leaks(encrypted) == []
        assert [hit.session_id for hit in search(open_meanwhile, "canary")] == [session_id]
    np.testing.assert_array_equal(heard(encrypted, session_id), TONE)
    assert leaks(encrypted) == []


def test_nothing_plain_is_on_the_disk_while_a_recording_goes_on(encrypted: Path) -> None:
    written = encrypted / "sessions" / "20260301T120000Z-000001"
    written.mkdir(parents=True)
    writer = ChunkWriter(written)
    for at in range(0, len(TONE), 1_600):
        writer.write(TONE[at : at + 1_600].astype(np.float32) / 32_768, at)
        assert leaks(encrypted) == []
        assert writer.n_samples - writer.flushed_samples < SAMPLE_RATE_HZ // 2
    # What a kill leaves, without a word to the writer:
    n_flushed = writer.flushed_samples
    [chunk] = find_chunks(written)
    assert (chunk.n_samples, chunk.n_lost) == (n_flushed, 0)
    np.testing.assert_array_equal(chunk.read(), TONE[:n_flushed])
    torn = chunk.path.read_bytes()[:-7]  # the last write did not reach the disk as a whole
    chunk.path.write_bytes(torn)
    [chunk] = find_chunks(written)
    assert n_flushed - SAMPLE_RATE_HZ <= chunk.n_samples < n_flushed
    np.testing.assert_array_equal(chunk.read(), TONE[: chunk.n_samples])
    [found] = find_unfinished(encrypted)
    recovered = recover(found)
    assert recovered.duration_s > 2.0
    writer.close()
    assert leaks(encrypted) == []


def test_a_changed_byte_in_a_chunk_loses_what_follows_in_it_and_no_more(encrypted: Path) -> None:
    written = encrypted / "sessions" / "20260301T120000Z-000001"
    written.mkdir(parents=True)
    writer = ChunkWriter(written)
    samples = (sound(40) * 32_768).astype(np.int16)
    for at in range(0, len(samples), SAMPLE_RATE_HZ):
        writer.write(samples[at : at + SAMPLE_RATE_HZ].astype(np.float32) / 32_768, at)
    writer.close()
    first, second = find_chunks(written)
    assert (first.n_samples, first.n_lost, second.n_lost) == (30 * SAMPLE_RATE_HZ, 0, 0)
    flip(first.path, first.path.stat().st_size // 2)
    damaged, intact = find_chunks(written)
    assert 14 * SAMPLE_RATE_HZ <= damaged.n_samples <= 15 * SAMPLE_RATE_HZ
    assert abs(damaged.n_samples + damaged.n_lost - 30 * SAMPLE_RATE_HZ) < 2_000
    np.testing.assert_array_equal(damaged.read(), samples[: damaged.n_samples])
    np.testing.assert_array_equal(intact.read(), samples[30 * SAMPLE_RATE_HZ :])


def test_a_folder_that_is_encrypted_later_keeps_everything_and_shows_nothing(
    folder: Path, tmp_path: Path
) -> None:
    session_id = use_everything(folder)
    leftovers = (
        f"sessions/{session_id}/{SOUND_NAME}.partial",
        f"sessions/.incoming-a/{SOUND_NAME}",
        ".analysis-queue.jsonl.123.partial",
        "voices/.0.voice.json.123.partial",
        "sessions-damaged-20260301T120000000000Z.db",
        "analysis-queue-damaged-20260301T120000000000Z.jsonl",
        f"sessions/{session_id}/chunk-00009-000000000000.wav",
    )
    (folder / "sessions" / ".incoming-a").mkdir()
    for name in leftovers:
        (folder / name).write_bytes(WORD.encode())
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / SOUND_NAME).write_bytes(b"not ours")
    (folder / "sessions" / "link").symlink_to(tmp_path / "elsewhere")
    shares: list[float] = []
    encryption.encrypt(folder, PASSPHRASE, shares.append, cost=QUICK)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert leaks(folder) == []
    assert (tmp_path / "elsewhere" / SOUND_NAME).read_bytes() == b"not ours"
    assert not list(folder.glob("sessions.db*[!k]"))
    np.testing.assert_array_equal(heard(folder, session_id), TONE)
    with SessionStore(folder, pytest.fail) as store:
        assert [one.source for one in store.sessions()] == [WORD]
        assert [hit.session_id for hit in search(store, "canary")] == [session_id]
    queue = QueueFile(folder)
    assert [row.path.name for row in queue.open()] == [f"{WORD}.wav"]
    queue.close()
    assert leaks(folder) == []


@pytest.mark.parametrize("step", ["convert_database", "_encrypt_file", "_to_encrypt"])
def test_an_interrupted_encryption_is_finished_when_the_folder_is_unlocked(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = use_everything(folder)

    def stop(*_arguments: object, **_options: object) -> None:
        raise OSError("the power went out")

    with monkeypatch.context() as power:
        power.setattr(converting, step, stop)
        with pytest.raises(UserFacingError):
            encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
    with pytest.raises(LockedError):
        SessionStore(folder, pytest.fail)
    encryption.unlock(folder, PASSPHRASE)
    assert leaks(folder) == []
    assert not read_key_file(folder).encrypting
    np.testing.assert_array_equal(heard(folder, session_id), TONE)
    with SessionStore(folder, pytest.fail) as store:
        assert [one.id for one in store.sessions()] == [session_id]


def test_a_recording_that_was_interrupted_before_it_was_encrypted_is_recovered_sample_by_sample(
    folder: Path,
) -> None:
    written = folder / "sessions" / "20260301T120000Z-000001"
    written.mkdir(parents=True)
    writer = ChunkWriter(written)
    writer.write(TONE.astype(np.float32) / 32_768, 0)
    writer.close()
    encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
    assert leaks(folder) == []
    [chunk] = find_chunks(written)
    np.testing.assert_array_equal(chunk.read(), TONE)


def test_an_encrypted_database_whose_key_is_lost_does_not_make_the_plain_one_be_deleted(
    folder: Path,
) -> None:
    session_id = record(folder)
    (folder / ENCRYPTED_DATABASE_NAME).write_bytes(b"of another key")
    with pytest.raises(UserFacingError, match="two session databases"):
        encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
    (folder / ENCRYPTED_DATABASE_NAME).unlink()
    with SessionStore(folder, pytest.fail) as store:
        assert [one.id for one in store.sessions()] == [session_id]


def test_a_folder_in_use_is_not_encrypted(folder: Path) -> None:
    session_id = record(folder)
    with SessionStore(folder, pytest.fail) as store:
        store.session(session_id)
        with pytest.raises(UserFacingError):
            encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
        assert not (folder / KEY_FILE_NAME).exists()
        assert [one.id for one in store.sessions()] == [session_id]


def test_a_locked_folder_says_so_and_a_wrong_passphrase_too(encrypted: Path) -> None:
    session_id = record(encrypted)
    forget_key(encrypted)
    with pytest.raises(LockedError, match="locked"):
        SessionStore(encrypted, pytest.fail)
    with pytest.raises(LockedError):
        heard(encrypted, session_id)
    with pytest.raises(WrongPassphraseError):
        encryption.unlock(encrypted, "five words of it")
    encryption.unlock(encrypted, PASSPHRASE)
    np.testing.assert_array_equal(heard(encrypted, session_id), TONE)


def test_the_passphrase_is_changed_at_once_and_the_old_one_opens_nothing(encrypted: Path) -> None:
    session_id = record(encrypted)
    with pytest.raises(WrongPassphraseError):
        rewrap(encrypted, "five words of it", "six other words")
    with pytest.raises(UserFacingError, match="too short"):
        rewrap(encrypted, PASSPHRASE, "short")
    rewrap(encrypted, PASSPHRASE, "six other wörds")
    forget_key(encrypted)
    with pytest.raises(WrongPassphraseError):
        encryption.unlock(encrypted, PASSPHRASE)
    encryption.unlock(encrypted, "six other wo\N{COMBINING DIAERESIS}rds")  # another keyboard
    np.testing.assert_array_equal(heard(encrypted, session_id), TONE)


@pytest.mark.parametrize("n_bytes", [0, 1, RECORD_BYTES - 1, RECORD_BYTES, 2 * RECORD_BYTES + 1])
def test_files_of_any_length_are_read_back_from_any_position(encrypted: Path, n_bytes: int) -> None:
    path, content = encrypted / "any", os.urandom(n_bytes)
    replace_plain(path, content)
    assert is_sealed(path)
    assert read_plain(path) == content
    with open_plain(path) as file:
        for at in (n_bytes // 2, 0, max(n_bytes - 3, 0)):
            file.seek(at)
            assert file.read(5) == content[at : at + 5]


def test_what_is_exported_into_a_folder_of_an_encrypted_one_is_plain(encrypted: Path) -> None:
    (encrypted / "exports").mkdir()
    with create_plain(encrypted / "exports" / "sound.flac") as file:
        file.write(b"fLaC")
    assert (encrypted / "exports" / "sound.flac").read_bytes() == b"fLaC"


def test_no_two_files_share_what_they_look_like(encrypted: Path) -> None:
    for name in ("one", "two"):
        replace_plain(encrypted / name, bytes(1_000))
    one, two = ((encrypted / name).read_bytes() for name in ("one", "two"))
    assert not any(one[at : at + 16] == two[at : at + 16] for at in range(56, 1_000))


def test_a_session_is_packed_plain_and_unpacked_and_copied_encrypted(
    encrypted: Path, tmp_path: Path
) -> None:
    session_id = record(encrypted)
    package = tmp_path / "a.package"
    with SessionStore(encrypted, pytest.fail) as store:
        pack(store, session_id, package, pytest.fail)
        assert holds_canary(package.read_bytes())  # for another computer
        for one in (unpack(store, package), duplicate(store, session_id)):
            np.testing.assert_array_equal(heard(encrypted, one), TONE)
    assert leaks(encrypted) == []


@pytest.mark.parametrize("package", ["sqlcipher3", "cryptography.hazmat.primitives.kdf.hkdf"])
def test_without_the_libraries_nothing_is_encrypted_and_what_is_missing_is_told(
    folder: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = record(folder)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UserFacingError, match="pip install"):
        encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
    assert not (folder / KEY_FILE_NAME).exists()
    with SessionStore(folder, pytest.fail) as store:
        assert store.session(session_id) is not None


def test_the_secret_is_not_printed() -> None:
    key = DataKey(b"0123456789abcdef0123456789abcdef")
    assert "0123" not in repr(key)
    assert "0123" not in repr(KeyFile.wrapping(key, PASSPHRASE, QUICK))


def test_voices_of_an_encrypted_folder_are_read_back(encrypted: Path) -> None:
    (encrypted / "voices").mkdir()
    replace_plain(encrypted / "voices" / "0.voice.json", b"{}")
    flip(encrypted / "voices" / "0.voice.json", 60)
    problems: list[UserFacingError] = []
    assert VoiceProfiles(encrypted / "voices").read(problems.append) == []
    assert len(problems) == 1


def test_a_copy_of_an_analysed_file_is_sealed(encrypted: Path, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "tone.wav", TONE, SAMPLE_RATE_HZ, subtype="PCM_16")
    incoming = encrypted / "sessions" / ".incoming-a"
    incoming.mkdir(parents=True)
    copy_as_flac(tmp_path / "tone.wav", incoming / SOUND_NAME)
    assert leaks(encrypted) == []
    with open_plain(incoming / SOUND_NAME) as file:
        np.testing.assert_array_equal(soundfile.read(file, dtype="int16")[0], TONE)


def test_an_encrypted_folder_is_only_read_by_whoever_only_reads(encrypted: Path) -> None:
    session_id = record(encrypted)
    for path in encrypted.glob("*.lock"):
        path.unlink()
    before = {path: path.read_bytes() for path in encrypted.rglob("*") if path.is_file()}
    with SessionStore(encrypted, pytest.fail, read_only=True) as store:
        document = document_of(store, session_id)
    assert document.markers[0].text == f"heard a {WORD}"
    with open_plain(session_folder(encrypted, session_id) / SOUND_NAME) as file:
        assert document.sha256 == hashlib.file_digest(file, "sha256").hexdigest()
    assert all(path.read_bytes() == content for path, content in before.items())
