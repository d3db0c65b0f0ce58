"""Sound of which a part is damaged or gone: the rest keeps its place, the loss is counted."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.session import RecordedWindow
from emotion_desktop.services.recording.recovery import (
    MAX_ATTEMPTS,
    RecoveryCancelledError,
    discard,
    find_unfinished,
    find_unrecoverable,
    recover,
)
from emotion_desktop.storage import archive as sound
from emotion_desktop.storage.session_folder import incoming_folder, make_session_folder
from emotion_desktop.storage.store import SessionStore
from emotion_desktop.storage.wav_chunks import CHUNK_SAMPLES, ChunkWriter, find_chunks
from tests.unit.streaming.live_events import STARTED, STARTED_AT

ID = "20260301T120000Z-0a1b2c"
CHUNK_S = CHUNK_SAMPLES / SAMPLE_RATE_HZ
NOISE = np.random.default_rng(3).uniform(-0.5, 0.5, 3 * CHUNK_SAMPLES + 800).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a session's folder with three whole chunks and a short one."""
    made = make_session_folder(tmp_path, ID)
    writer = ChunkWriter(made)
    for at in range(0, len(NOISE), 16_000):
        writer.write(NOISE[at : at + 16_000], at)
    writer.close()
    with SessionStore(tmp_path, pytest.fail) as store:
        store.add_session(ID, STARTED)
    return made


def spoil(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 44 + CHUNK_SAMPLES])  # half of it


@pytest.mark.parametrize(
    ("damage", "lost_s"), [(spoil, CHUNK_S), (cut, CHUNK_S / 2), (Path.unlink, CHUNK_S)]
)
def test_damage_costs_only_what_is_damaged(
    folder: Path, tmp_path: Path, damage: Callable[[Path], None], lost_s: float
) -> None:
    damage(find_chunks(folder)[1].path)
    [left] = find_unfinished(tmp_path, pytest.fail)
    recovered = recover(left)
    assert recovered.lost_s == lost_s
    assert recovered.duration_s == len(NOISE) / SAMPLE_RATE_HZ
    heard, _ = soundfile.read(folder / "sound.flac", dtype="float32")
    expected = NOISE.copy()
    expected[2 * CHUNK_SAMPLES - round(lost_s * SAMPLE_RATE_HZ) : 2 * CHUNK_SAMPLES] = 0
    np.testing.assert_allclose(heard, expected, atol=0.51 / 32_768)
    with SessionStore(tmp_path, pytest.fail) as store:
        assert store.session(ID).dropped_samples == lost_s * SAMPLE_RATE_HZ


def test_each_chunk_is_a_sound_file_of_its_own(folder: Path) -> None:
    lengths = [soundfile.info(chunk.path).frames for chunk in find_chunks(folder)]
    assert lengths == [CHUNK_SAMPLES] * 3 + [800]


def test_what_cannot_be_read_at_all_is_given_up_after_two_attempts(
    folder: Path, tmp_path: Path
) -> None:
    for chunk in find_chunks(folder):
        spoil(chunk.path)
    for _ in range(MAX_ATTEMPTS):
        [left] = find_unfinished(tmp_path, pytest.fail)
        with pytest.raises(UserFacingError, match="Nothing of the session"):
            recover(left)
    assert find_unfinished(tmp_path, pytest.fail) == []
    assert len(find_chunks(folder)) == 4
    [given_up] = find_unrecoverable(tmp_path, pytest.fail)
    discard(given_up)
    assert not folder.exists()
    assert find_unrecoverable(tmp_path, pytest.fail) == []


@pytest.mark.logs
def test_a_flac_that_differs_is_not_trusted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "_digest", lambda *_: (len(NOISE), b"another"))
    [left] = find_unfinished(tmp_path, pytest.fail)
    with pytest.raises(UserFacingError, match="differs"):
        recover(left)
    assert [path.suffix for path in sorted(folder.glob("*.*")) if path.suffix != ".lock"] == [
        ".wav"
    ] * 4
    monkeypatch.undo()
    assert recover(left).lost_s == 0


def test_a_kill_while_chunks_are_deleted_costs_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def die(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".wav":
            raise KeyboardInterrupt
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as dying:
        dying.setattr(Path, "unlink", die)
        with pytest.raises(KeyboardInterrupt):
            sound.compress(folder)
    find_chunks(folder)[0].path.unlink()
    [left] = find_unfinished(tmp_path, pytest.fail)
    recovered = recover(left)
    assert (recovered.duration_s, recovered.lost_s) == (len(NOISE) / SAMPLE_RATE_HZ, 0)
    assert find_chunks(folder) == []


def test_sound_outlives_its_database(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "sessions.db").write_bytes(b"no database at all" * 100)
    notices: list[str] = []
    [left] = find_unfinished(tmp_path, notices.append)
    assert len(notices) == 1
    assert (left.started_at, left.source) == (STARTED_AT, "")
    assert left.duration_s == len(NOISE) / SAMPLE_RATE_HZ
    assert recover(left).lost_s == 0
    assert find_unfinished(tmp_path, pytest.fail) == []


@pytest.mark.parametrize("first_sample", [10**12, 10**25])
def test_a_chunk_behind_the_end_of_any_recording_does_not_fill_the_disk_with_silence(
    folder: Path, tmp_path: Path, first_sample: int
) -> None:
    chunk = find_chunks(folder)[-1].path
    strange = chunk.with_name(f"chunk-00009-{first_sample:012d}.wav")
    strange.write_bytes(chunk.read_bytes())
    [session] = find_unfinished(tmp_path)
    assert recover(session).duration_s == len(NOISE) / SAMPLE_RATE_HZ
    assert strange.exists()


@pytest.mark.logs
def test_a_strange_session_keeps_no_other_from_being_recovered(
    folder: Path, tmp_path: Path
) -> None:
    strange = folder.with_name("20260301T130000Z-0a1b2c")
    strange.mkdir()
    (strange / "sound.flac").write_bytes(b"x")
    (strange / "in-use.lock").symlink_to(tmp_path / "victim")
    left = folder.with_name(".incoming-x")
    left.mkdir()
    (left / "in-use.lock").symlink_to(tmp_path / "victim")
    assert [session.id for session in find_unfinished(tmp_path)] == [ID]
    with incoming_folder(tmp_path) as made:
        assert made.is_dir()
    assert not (tmp_path / "victim").exists()


def test_looking_for_sessions_makes_no_folder(tmp_path: Path) -> None:
    assert find_unfinished(tmp_path / "data", pytest.fail) == []
    assert not (tmp_path / "data").exists()


def test_a_recovery_that_is_cancelled_counts_as_no_attempt(folder: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    for _ in range(MAX_ATTEMPTS + 1):
        [left] = find_unfinished(tmp_path, pytest.fail)
        assert left.attempts == 0
        shares: list[float] = []
        with pytest.raises(RecoveryCancelledError):
            recover(left, shares.append, lambda shares=shares: len(shares) == 2)
        assert len(shares) == 2  # it stops at a chunk's end, not at the session's
        left_behind = sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")
        assert left_behind == before
    assert find_unrecoverable(tmp_path, pytest.fail) == []
    assert recover(left).lost_s == 0


def test_a_result_that_a_kill_left_behind_the_sound_ends_with_it(
    folder: Path, tmp_path: Path
) -> None:
    length_s = len(NOISE) / SAMPLE_RATE_HZ
    even = np.full(7, 1 / 7, np.float32)
    ends_s = [length_s - 0.5, length_s, length_s + 0.07, length_s + 20]
    with SessionStore(tmp_path, pytest.fail) as store:
        for end_s in ends_s:
            store.add_window(ID, RecordedWindow(end_s - 3, end_s, even))
    [left] = find_unfinished(tmp_path, pytest.fail)
    recover(left)
    with SessionStore(tmp_path, pytest.fail) as store:
        kept = [window.end_s for window in store.windows(ID)]
    assert kept == [length_s - 0.5, length_s, length_s, length_s + 20]
