"""The data folder on the command line: encrypted, opened with a passphrase, never shown one."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import keyring
import numpy as np
import pytest
import soundfile
from keyring.backend import KeyringBackend
from typer.testing import CliRunner

from emotion_desktop.cli.main import app
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock, AudioInfo
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.services.review.import_file import import_document
from emotion_desktop.storage import converting, encryption, key_file
from emotion_desktop.storage.key_file import Cost, WrongPassphraseError
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.system.data_folder import default_data_folder
from emotion_desktop.system.sealing.keys import forget_key
from emotion_desktop.system.sealing.records import is_sealed
from tests.unit.export.hard_documents import hard_document
from tests.unit.streaming.live_events import STARTED

TYPED = "four words of it"
SESSION = "20260301T120000Z-000001"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(key_file.Cost, "__init__", _quick)
    with SessionStore(default_data_folder(), pytest.fail) as store:
        store.add_session(SESSION, STARTED)
    yield default_data_folder()
    forget_key(default_data_folder())


def _quick(self: Cost, memory_kib: int = 32, passes: int = 1, lanes: int = 1) -> None:
    for name, value in (("memory_kib", memory_kib), ("passes", passes), ("lanes", lanes)):
        object.__setattr__(self, name, value)


class MemoryRing(KeyringBackend):
    """A key ring of the system, for the time of a test."""

    __module__ = "keyring.backends.test"
    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[MemoryRing]:
    before, ring = keyring.get_keyring(), MemoryRing()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def run(*arguments: str, typed: str = "") -> str:
    """Run a command in a process that knows no passphrase yet."""
    forget_key(default_data_folder())
    result = CliRunner().invoke(app, arguments, input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_a_folder_is_encrypted_and_its_sessions_listed_with_the_passphrase(folder: Path) -> None:
    assert run("library") == f"{folder}\tnot encrypted\n"
    shown = run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    assert TYPED not in shown
    assert run("library") == f"{folder}\tencrypted\n"
    shown = run("sessions", typed=f"{TYPED}\n")
    assert SESSION in shown
    assert TYPED not in shown
    with pytest.raises(WrongPassphraseError):
        run("sessions", typed="five words of it\n")
    with pytest.raises(UserFacingError, match="already"):
        run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")


def test_a_session_is_exported_with_the_passphrase(folder: Path, tmp_path: Path) -> None:
    run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    encryption.unlock(folder, TYPED)
    with closing(SessionRecorder(folder)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(SAMPLE_RATE_HZ, np.float32), SAMPLE_RATE_HZ, 0))
    session_id = recorder.state.session_id
    assert session_id is not None
    run("sessions", "export", session_id, "-o", str(tmp_path), typed=f"{TYPED}\n")
    exported = json.loads((tmp_path / f"{session_id}.emotion.json").read_text(encoding="utf-8"))
    assert exported["session"]["source"] == STARTED.source
    with pytest.raises(AssertionError, match="passphrase is wrong"):
        run("export", session_id, "--format", "csv", "-o", str(tmp_path), typed="wrong words\n")


def test_the_library_s_encrypted_copy_of_the_audio_is_exported_with_changed_voices(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "talk.wav"
    times_s = np.arange(7 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 120 * times_s), SAMPLE_RATE_HZ)
    document = replace(
        hard_document(),
        audio=AudioInfo(path, 7.0, SAMPLE_RATE_HZ, 1),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        utterances=hard_document().utterances[:2],
        markers=(),
        corrections=(),
    )
    with SessionStore(folder, pytest.fail) as store:
        session_id = import_document(store, document, copy=True)
    path.unlink()
    run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    assert is_sealed(folder / "sessions" / session_id / "sound.flac")
    options = ("--anonymise", "--audio", "changed", "-o", str(tmp_path / "out"))
    run("export", session_id, "--format", "csv", *options, typed=f"{TYPED}\n")
    heard, rate_hz = soundfile.read(tmp_path / "out" / "recording-1.flac")
    assert (len(heard), rate_hz) == (len(times_s), SAMPLE_RATE_HZ)
    loudest_hz = np.argmax(np.abs(np.fft.rfft(heard))) / 7.0
    assert 120 * 1.15 < loudest_hz < 120 * 1.31


def test_the_passphrase_is_changed(folder: Path) -> None:
    run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    run("library", "change-passphrase", typed=f"{TYPED}\nsix other words\nsix other words\n")
    with pytest.raises(WrongPassphraseError):
        run("sessions", typed=f"{TYPED}\n")
    assert SESSION in run("sessions", typed="six other words\n")


def test_a_folder_is_decrypted_with_its_passphrase(folder: Path) -> None:
    run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    with pytest.raises(WrongPassphraseError):
        run("library", "decrypt", typed="five words of it\n")
    run("library", "decrypt", typed=f"{TYPED}\n")
    assert run("library") == f"{folder}\tnot encrypted\n"
    assert SESSION in run("sessions")
    with pytest.raises(AssertionError, match="not encrypted"):
        run("library", "decrypt")


def test_what_was_interrupted_is_finished_with_the_key_in_the_key_ring_which_is_then_removed(
    ring: MemoryRing, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    run("library", "remember", typed=f"{TYPED}\n")

    def stop(*_arguments: object, **_options: object) -> None:
        raise OSError("the power went out")

    with monkeypatch.context() as power:
        power.setattr(converting, "convert_database", stop)
        with pytest.raises(UserFacingError):
            run("library", "decrypt")
    assert run("library") == f"{folder}\tencrypted\n"
    assert SESSION in run("sessions")
    assert run("library") == f"{folder}\tnot encrypted\n"
    assert not ring.kept


def test_a_key_in_the_key_ring_opens_the_folder_until_it_is_forgotten(ring: MemoryRing) -> None:
    run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    run("library", "remember", typed=f"{TYPED}\n")
    assert SESSION in run("sessions")
    assert TYPED not in str(ring.kept)
    run("library", "forget")
    assert not ring.kept
    assert SESSION in run("sessions", typed=f"{TYPED}\n")


def test_a_key_ring_that_writes_what_it_keeps_as_it_is_is_not_used(ring: MemoryRing) -> None:
    run("library", "encrypt", typed=f"{TYPED}\n{TYPED}\n")
    type(ring).__module__ = "keyrings.alt.file"
    try:
        with pytest.raises(UserFacingError, match="no key ring"):
            run("library", "remember", typed=f"{TYPED}\n")
    finally:
        type(ring).__module__ = "keyring.backends.test"
    assert not ring.kept
