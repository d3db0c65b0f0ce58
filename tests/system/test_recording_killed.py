"""A process that records, or recovers, is killed: what is left, and that all goes on."""

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from emotion_desktop.audio.files import open_blocks
from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, AudioBlock
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.live_events import SourceEnded
from emotion_desktop.services.recording.recorder import SessionRecorder
from emotion_desktop.services.recording.recovery import (
    UnfinishedSession,
    discard,
    find_unfinished,
    find_unrecoverable,
    recover,
)
from emotion_desktop.storage.session_folder import session_folder
from emotion_desktop.storage.store import SessionStore
from tests.system.talking import Talking
from tests.unit.streaming.live_events import STARTED


class Program(Talking):
    """Another instance of the program."""

    def __init__(self, *arguments: object) -> None:
        super().__init__("tests.system.recording_program", *arguments)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "noise.wav"
    noise = np.random.default_rng(5).integers(-9_000, 9_000, 60 * SAMPLE_RATE_HZ, np.int16)
    soundfile.write(path, noise, SAMPLE_RATE_HZ)
    return path


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    programs: list[Program] = []

    def start_program(command: str, *arguments: object) -> Program:
        programs.append(Program(command, tmp_path / "data", *arguments))
        return programs[-1]

    yield start_program
    for program in programs:
        program.kill()


def killed_at(start: Callable[..., Program], recording: Path, heard_s: float) -> Program:
    program = start("record", recording)
    program.read_until(lambda said: said.get("heard_s", 0) >= heard_s)
    program.kill()
    return program


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.wav")}


@pytest.mark.parametrize(("heard_s", "results"), [(1.4, 0), (3.7, 3), (5.9, 8)])
def test_a_kill_costs_a_second_of_sound_and_no_acknowledged_result(
    start: Callable[..., Program], recording: Path, tmp_path: Path, heard_s: float, results: int
) -> None:
    program = killed_at(start, recording, heard_s)
    [left] = find_unfinished(tmp_path / "data", pytest.fail)
    shares: list[float] = []
    recovered = recover(left, shares.append)

    assert recovered.duration_s >= program.last("written_s")
    assert recovered.duration_s >= program.last("heard_s") - 1.0
    assert recovered.lost_s == 0
    assert shares == sorted(shares)
    assert shares[-1] == 1
    with SessionStore(tmp_path / "data", pytest.fail) as store:
        session = store.session(left.id)
        kept = len(store.windows(left.id)) + len(store.segments(left.id))
    assert kept >= program.last("results") >= results
    assert session.state == "recovered"
    assert session.duration_s == recovered.duration_s
    folder = session_folder(tmp_path / "data", left.id)
    kept_sound, _ = soundfile.read(folder / session.sound_file, dtype="float32")
    heard = np.concatenate([block.samples for block in open_blocks(recording, "mix")])
    np.testing.assert_allclose(kept_sound, heard[: len(kept_sound)], atol=0.51 / 32_768)
    assert not digests(folder)
    assert find_unfinished(tmp_path / "data", pytest.fail) == []


def test_a_crash_in_every_recovery_keeps_the_session_and_lets_the_program_start(
    start: Callable[..., Program], recording: Path, tmp_path: Path
) -> None:
    killed_at(start, recording, 2.2)
    [left] = find_unfinished(tmp_path / "data", pytest.fail)
    before = digests(session_folder(left.data_folder, left.id))
    assert before
    for attempts in (1, 2):
        crashing = start("recover")
        crashing.read_until(lambda said: "share" in said)
        assert find_unfinished(left.data_folder, pytest.fail) == []  # somebody is at it
        crashing.kill()
        offered = find_unfinished(left.data_folder, pytest.fail)
        assert [session.attempts for session in offered] == ([1] if attempts == 1 else [])

    [given_up] = find_unrecoverable(left.data_folder, pytest.fail)
    with SessionStore(left.data_folder, pytest.fail) as store:
        assert store.session(left.id).state == "unrecoverable"
    assert digests(session_folder(left.data_folder, left.id)) == before
    assert recover(given_up).duration_s >= 1.0  # a person may still insist
    assert find_unrecoverable(left.data_folder, pytest.fail) == []


def test_a_session_that_another_instance_records_is_left_alone(
    start: Callable[..., Program], recording: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    program = start("record", recording)
    program.read_until(lambda said: said.get("written_s", 0) >= 0.5)
    assert find_unfinished(data, pytest.fail) == []
    with SessionStore(data, pytest.fail) as store:
        [theirs] = store.sessions()
    not_ours = UnfinishedSession(data, theirs.id, theirs.started_at, "", 0.0, 0)
    with pytest.raises(UserFacingError, match="Another instance"):
        recover(not_ours)
    with pytest.raises(UserFacingError, match="Another instance"):
        discard(not_ours)

    with closing(SessionRecorder(data)) as recorder:  # both write to one database
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(16_000, np.float32), SAMPLE_RATE_HZ, 0))
        recorder.take(SourceEnded(None))
    assert recorder.state.error is None
    program.kill()
    [left] = find_unfinished(data, pytest.fail)
    assert left.id == theirs.id
    discard(left)
    assert not session_folder(data, left.id).exists()
    with SessionStore(data, pytest.fail) as store:
        assert [session.duration_s for session in store.sessions()] == [1.0]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_the_session_until_there_is_room(small_disk: Path) -> None:
    data = small_disk / "data"
    noise = np.random.default_rng(5).uniform(-0.5, 0.5, 100 * SAMPLE_RATE_HZ).astype(np.float32)
    with closing(SessionRecorder(data)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        for at in range(0, len(noise), 480):
            recorder.hear(AudioBlock(noise[at : at + 480], SAMPLE_RATE_HZ, at))
    state = recorder.state
    assert isinstance(state.error, UserFacingError)
    assert "disk is full" in str(state.error)
    assert state.seconds_written > 30

    for _ in range(3):  # a full disk is not the session's fault
        [left] = find_unfinished(data, pytest.fail)
        with pytest.raises(UserFacingError, match="disk is full"):
            recover(left)
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    assert recover(left).duration_s >= state.seconds_written


def test_a_read_only_data_folder_is_told_at_once(small_disk: Path) -> None:
    data = small_disk / "data"
    data.mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with closing(SessionRecorder(data)) as recorder:
        recorder.start_recording()
        recorder.take(STARTED)
        recorder.hear(AudioBlock(np.zeros(16_000, np.float32), SAMPLE_RATE_HZ, 0))
    assert isinstance(recorder.state.error, UserFacingError)
    assert "read-only" in str(recorder.state.error)
    assert recorder.state.phase == "off"
    assert list(data.iterdir()) == []
