"""An encrypted data folder: nothing of it can be read without its passphrase."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.audio.files import read_all
from emotion_desktop.domain.analysis_queue import QueueRow
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import MarkerSet, SourceEnded
from emotion_desktop.services.recording.recovery import find_unfinished, recover
from emotion_desktop.services.review.import_file import copy_as_flac
from emotion_desktop.storage import encryption
from emotion_desktop.storage.archive import SOUND_NAME
from emotion_desktop.storage.connecting import ENCRYPTED_DATABASE_NAME
from emotion_desktop.storage.document import document_of
from emotion_desktop.storage.key_file import (
    Cost,
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
from emotion_desktop.system.sealing.files import RECORD_BYTES, open_plain, read_plain, replace_plain
from emotion_desktop.system.sealing.keys import (
    KEY_FILE_NAME,
    DataKey,
    LockedError,
    forget_key,
    hold_key,
)
from emotion_desktop.system.sealing.records import (
    CutOffFileError,
    DamagedFileError,
    OtherKeyError,
    is_sealed,
)
from tests.unit.services.recording.recorder_desk import Desk, sound
from tests.unit.streaming.live_events import STARTED

PASSPHRASE = "four words of it"
QUICK = Cost(memory_kib=32, passes=1, lanes=1)
#: Text, and a tone: a square wave, which no other sound here resembles.
WORD = "canarybird"
PERIOD = np.repeat(np.array([12_345, -12_345], np.int16), 16)
TONE = np.tile(PERIOD, SAMPLE_RATE_HZ * 3 // len(PERIOD))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    data = tmp_path / "data"
    yield data
    forget_key(data)


@pytest.fixture
def encrypted(folder: Path) -> Path:
    encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
    return folder


def record(folder: Path, samples: np.ndarray = TONE) -> str:
    """Record a session with a canary in its markers and in its sound."""
    desk = Desk(folder)
    desk.recorder.start_recording()
    desk.take(replace(STARTED, source=WORD))
    desk.feed(samples.astype(np.float32) / 32_768)
    desk.take(MarkerSet(1.0, f"heard a {WORD}"), SourceEnded(None))
    desk.recorder.close()
    return desk.only_session().id


def holds_canary(content: bytes) -> bool:
    needles = [WORD.encode(), WORD.encode("utf-16-le"), PERIOD.tobytes(), b"fLaC", b"RIFF"]
    return any(needle in content for needle in needles)


def leaks(folder: Path) -> list[str]:
    """List the files that show anything of the canaries, by name or content."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        str(path.relative_to(folder))
        for path in files
        if WORD in path.name or holds_canary(path.read_bytes())
    ]


def heard(folder: Path, session_id: str) -> np.ndarray:
    with open_plain(session_folder(folder, session_id) / SOUND_NAME) as file:
        return soundfile.read(file, dtype="int16")[0]


def use_everything(folder: Path) -> str:
    """Leave a canary in each kind of file; return a session."""
    session_id = record(folder)
    queue = QueueFile(folder)
    queue.open()
    queue.write([QueueRow(id=1, path=folder / f"{WORD}.wav", channel="mix", copies_audio=True)])
    queue.close()
    (folder / "voices").mkdir()
    replace_plain(folder / "voices" / "0.voice.json", json.dumps({"name": WORD}).encode())
    return session_id


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


@pytest.mark.parametrize("step", ["_copy_database", "_encrypt_file", "_encrypt_files"])
def test_an_interrupted_encryption_is_finished_when_the_folder_is_unlocked(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = use_everything(folder)

    def stop(*_arguments: object) -> None:
        raise OSError("the power went out")

    with monkeypatch.context() as power:
        power.setattr(encryption, step, stop)
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


def test_a_folder_in_use_is_not_encrypted(folder: Path) -> None:
    session_id = record(folder)
    with SessionStore(folder, pytest.fail) as store:
        store.session(session_id)
        with pytest.raises(UserFacingError):
            encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
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


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def cut(path: Path, n_bytes: int) -> None:
    path.write_bytes(path.read_bytes()[:n_bytes])


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
