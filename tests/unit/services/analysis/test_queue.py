"""Files that are analysed one after the other, with a double of the analysis; nothing sleeps."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from emotion_desktop.domain.analysis_queue import AnalysisChoices, QueueChange, QueueRow
from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.estimate import Analysis, Frames
from emotion_desktop.domain.translatable import Message
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.analysis import jobs
from emotion_desktop.services.analysis.analyse_file import AnalysisStoppedError
from emotion_desktop.services.analysis.model_loan import ANALYSING
from emotion_desktop.services.analysis.queue import AnalysisQueue
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.storage.errors import DatabaseBusyError, StorageError
from emotion_desktop.storage.queue_file import FILE_NAME
from tests.engine_double import EngineDouble

WAIT_S = 60
CHOICES = AnalysisChoices()
LISTENING = Message("live listening")


class Analyses:
    """Stands in for `analyse`: files are as long as they have bytes; those named bad fail.

    Files whose names are in `held` stop in their middle until `go_on` says so.
    """

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.held: set[str] = set()
        self.reached = threading.Event()
        self.gate = threading.Semaphore(0)

    def __call__(
        self,
        path: Path,
        engine: object,
        *,
        on_progress: Callable[[float, float], None],
        should_stop: Callable[[], bool],
        **_options: object,
    ) -> Analysis:
        self.begun.append(path.name)
        if path.name.startswith("bad"):
            raise UserFacingError("{path} is not an audio file", "Convert it.", path=path)
        if path.name.startswith("bug"):
            raise RuntimeError("a fault")
        length_s = float(path.stat().st_size)
        on_progress(length_s / 2, length_s)
        if path.name in self.held:
            self.reached.set()
            assert self.gate.acquire(timeout=WAIT_S)
        if should_stop():
            raise AnalysisStoppedError
        on_progress(length_s, length_s)
        none = np.zeros((0, 7), np.float32)
        frames = Frames(0.5, 3.0, np.zeros(0, np.float32), none, none)
        return Analysis(AudioInfo(path, length_s, 16_000, 1), "ab" * 32, {}, frames, ())


class Watcher:
    """Keeps what the queue tells, and waits until it stands as a test wants it."""

    def __init__(self) -> None:
        self.changes: list[QueueChange] = []
        self.notices: list[Message] = []
        self._new = threading.Condition()

    def on_change(self, change: QueueChange) -> None:
        with self._new:
            self.changes.append(change)
            self._new.notify_all()

    def wait(self, is_so: Callable[[], bool]) -> None:
        with self._new:
            assert self._new.wait_for(is_so, WAIT_S)


class Library:
    """Stands in for the library; while it has a `trouble`, it takes nothing."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bool]] = []
        self.trouble: Exception | None = None

    def __call__(self, document: SessionDocument, copies_audio: bool) -> str:
        if self.trouble is not None:
            raise self.trouble
        name = document.audio.path.name
        self.kept.append((name, copies_audio))
        return f"session-{name}"

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.kept]


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch) -> Analyses:
    double = Analyses()
    monkeypatch.setattr(analyser, "analyse", double)
    return double


@pytest.fixture(autouse=True)
def lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    def probe(path: Path) -> AudioInfo:
        if path.name.startswith("bad"):
            raise UserFacingError("{path} is not an audio file", "Convert it.", path=path)
        try:
            length_s = float(path.stat().st_size)
        except FileNotFoundError as error:
            raise UserFacingError(f"{path} is not there", "Bring it back.") from error
        return AudioInfo(path, length_s, 16_000, 1)

    monkeypatch.setattr("emotion_desktop.audio.files.probe", probe)


@pytest.fixture
def engines() -> EngineCache[EngineDouble]:
    return EngineCache(EngineDouble)


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def make(
    engines: EngineCache[EngineDouble],
    data_folder: Path,
    library: Library,
    watcher: Watcher,
    analyses: Analyses,
) -> Iterator[Callable[..., AnalysisQueue]]:
    queues = []

    def make_queue(**options: object) -> AnalysisQueue:
        queue = AnalysisQueue(
            engines,
            data_folder,
            library,
            watcher.on_change,
            on_notice=watcher.notices.append,
            **options,
        )
        queues.append(queue)
        queue.start()
        return queue

    yield make_queue
    for queue in queues:
        assert queue.close(WAIT_S)


def write(folder: Path, *names: str, length_s: int = 100) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(bytes(length_s))
    return [folder / name for name in names]


def states(queue: AnalysisQueue) -> dict[str, str]:
    return {row.path.name: row.state for row in queue.rows()}


def row_of(queue: AnalysisQueue, name: str) -> QueueRow:
    return next(row for row in queue.rows() if row.path.name == name)


def test_files_and_folders_are_analysed_in_their_order(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    library: Library,
    tmp_path: Path,
) -> None:
    queue = make()
    [single] = write(tmp_path / "one", "z.wav")
    write(tmp_path / "many", "a.wav", "b.wav", "notes.txt")
    queue.add([single, tmp_path / "many", tmp_path / "nowhere"], CHOICES)
    watcher.wait(lambda: queue.status.n_done == 3)
    assert analyses.begun == ["z.wav", "a.wav", "b.wav"]
    for row in queue.rows():
        assert (row.state, row.share, row.length_s) == ("done", 1.0, 100.0)
        assert row.session_id == f"session-{row.path.name}"
    assert library.names == analyses.begun
    told = " ".join(watcher.notices)
    assert "nowhere cannot be read" in told
    assert "notes.txt" not in states(queue)
    watcher.wait(lambda: queue.status.phase == "idle")
    assert queue.status.share == 1.0


@pytest.mark.logs
def test_what_goes_wrong_is_told_in_its_row_and_tried_again(
    make: Callable[..., AnalysisQueue], watcher: Watcher, tmp_path: Path
) -> None:
    queue = make()
    paths = write(tmp_path / "in", "bad.wav", "bug.wav", "good.wav")
    queue.add(paths, CHOICES)
    watcher.wait(lambda: queue.status.n_open == 0 and len(queue.rows()) == 3)
    assert states(queue) == {"bad.wav": "failed", "bug.wav": "failed", "good.wav": "done"}
    assert "is not an audio file. Convert it." in str(row_of(queue, "bad.wav").reason)
    assert "because of an internal error" in str(row_of(queue, "bug.wav").reason)
    n_begun = len(watcher.changes)
    queue.retry([row_of(queue, "bad.wav").id, row_of(queue, "good.wav").id])
    watcher.wait(
        lambda: (
            queue.status.n_open == 0
            and sum(change.kind == "changed" for change in watcher.changes[n_begun:]) >= 5
        )
    )
    assert states(queue) == {"bad.wav": "failed", "bug.wav": "failed", "good.wav": "done"}


def test_a_library_that_takes_nothing_stops_the_queue_and_costs_no_analysis(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    *,
    library: Library,
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
) -> None:
    library.trouble = DatabaseBusyError("Another program holds the library", "Close it.")
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "b.wav"), CHOICES)
    watcher.wait(lambda: queue.status.problem is not None)
    assert "Another program holds the library" in str(queue.status.problem)
    assert queue.status.phase == "paused"
    assert states(queue) == {"a.wav": "queued", "b.wav": "queued"}
    library.trouble = None
    with engines.request(LISTENING):  # what is analysed already needs no models
        queue.resume()
        watcher.wait(lambda: states(queue)["a.wav"] == "done")
    watcher.wait(lambda: queue.status.n_done == 2)
    assert analyses.begun == ["a.wav", "b.wav"]
    assert queue.status.problem is None


def test_a_file_that_was_taken_away_meanwhile_fails_and_the_next_one_goes_on(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    library: Library,
    tmp_path: Path,
) -> None:
    library.trouble = StorageError("a.wav could not be used: it is not there", "Bring it back.")
    analyses.held = {"a.wav"}
    queue = make()
    [path, _] = paths = write(tmp_path / "in", "a.wav", "b.wav")
    queue.add(paths, AnalysisChoices(copies_audio=True))
    assert analyses.reached.wait(WAIT_S)
    path.unlink()
    analyses.gate.release()
    watcher.wait(lambda: states(queue)["a.wav"] == "failed")
    assert "it is not there" in str(row_of(queue, "a.wav").reason)
    library.trouble = None
    queue.resume()
    watcher.wait(lambda: states(queue)["b.wav"] == "done")
    assert library.kept == [("b.wav", True)]


@pytest.mark.logs
def test_a_result_that_cannot_be_kept_for_a_fault_is_told_in_its_row(
    make: Callable[..., AnalysisQueue], watcher: Watcher, library: Library, tmp_path: Path
) -> None:
    library.trouble = RuntimeError("a fault")
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav"), CHOICES)
    watcher.wait(lambda: queue.status.n_failed == 1)
    assert "because of an internal error" in str(queue.rows()[0].reason)
    library.trouble = None
    queue.retry([0])
    watcher.wait(lambda: queue.status.n_done == 1)


def test_the_one_that_runs_is_cancelled_and_the_next_one_goes_on(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    library: Library,
    tmp_path: Path,
) -> None:
    analyses.held = {"a.wav"}
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "b.wav", "c.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    assert row_of(queue, "a.wav").share == 0.5
    queue.cancel([row_of(queue, "a.wav").id, row_of(queue, "b.wav").id])
    analyses.gate.release()
    watcher.wait(lambda: queue.status.n_open == 0)
    assert states(queue) == {"a.wav": "cancelled", "b.wav": "cancelled", "c.wav": "done"}
    assert library.names == ["c.wav"]


def test_all_are_cancelled_and_removed(
    make: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    analyses.held = {"a.wav"}
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "b.wav", "c.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    queue.cancel_all()
    analyses.gate.release()
    watcher.wait(lambda: queue.status.n_cancelled == 3)
    queue.remove([row.id for row in queue.rows()])
    assert queue.rows() == []
    assert queue.status.phase == "idle"


def test_a_pause_in_the_middle_of_a_file_lets_go_of_the_models_and_loses_nothing(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
) -> None:
    analyses.held = {"a.wav"}
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "b.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    assert engines.holder == ANALYSING
    queue.pause()
    analyses.gate.release()
    watcher.wait(lambda: engines.holder is None)
    assert queue.status.phase == "paused"
    assert states(queue) == {"a.wav": "running", "b.wav": "queued"}
    lease = engines.request(LISTENING).wait()
    assert lease is not None
    queue.resume()
    watcher.wait(lambda: queue.status.phase == "waiting")
    assert queue.status.holder == LISTENING
    lease.release()
    watcher.wait(lambda: queue.status.n_done == 2)
    assert analyses.begun == ["a.wav", "b.wav"]


def test_a_file_that_waits_for_the_models_in_its_middle_is_cancelled_at_once(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
) -> None:
    analyses.held = {"a.wav"}
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    queue.pause()
    analyses.gate.release()
    watcher.wait(lambda: engines.holder is None)
    with engines.request(LISTENING):
        queue.resume()
        watcher.wait(lambda: queue.status.phase == "waiting")
        queue.cancel([0])
        watcher.wait(lambda: states(queue) == {"a.wav": "cancelled"})
        assert engines.holder == LISTENING
    # What was not analysed meanwhile spoils no time that is left.
    analyses.reached.clear()
    analyses.held = {"c.wav"}
    queue.add(write(tmp_path / "in", "b.wav", "c.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    watcher.wait(lambda: math.isfinite(queue.status.left_s))
    analyses.gate.release()
    watcher.wait(lambda: queue.status.n_done == 2)


def test_a_file_that_waits_is_not_added_again_when_an_older_row_of_it_is_removed(
    make: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    queue = make()
    files = write(tmp_path / "in", "a.wav")
    queue.add(files, CHOICES)
    watcher.wait(lambda: queue.status.n_done == 1)
    queue.pause()
    queue.add(files, CHOICES)
    watcher.wait(lambda: len(queue.rows()) == 2)
    queue.remove([0])
    queue.add([*files, *write(tmp_path / "in", "b.wav")], CHOICES)
    watcher.wait(lambda: any(row.path.name == "b.wav" for row in queue.rows()))
    assert sorted(row.path.name for row in queue.rows()) == ["a.wav", "b.wav"]


@pytest.mark.logs
def test_what_nobody_expected_leaves_the_file_in_the_queue(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault outside of the file")

    queue = make()
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "run", fail)
        queue.add(write(tmp_path / "in", "a.wav"), CHOICES)
        watcher.wait(lambda: queue.status.phase == "paused")
        assert states(queue) == {"a.wav": "queued"}
    queue.resume()
    watcher.wait(lambda: queue.status.n_done == 1)


def test_while_somebody_listens_the_queue_waits_and_says_for_whom(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
) -> None:
    queue = make()
    with engines.request(LISTENING):
        queue.add(write(tmp_path / "in", "a.wav"), CHOICES)
        watcher.wait(lambda: queue.status.phase == "waiting")
        assert queue.status.holder == LISTENING
        assert states(queue) == {"a.wav": "queued"}
        queue.pause()
        watcher.wait(lambda: queue.status.phase == "paused")
    queue.resume()
    watcher.wait(lambda: queue.status.n_done == 1)
    watcher.wait(lambda: engines.holder is None)


def test_who_wants_to_listen_gets_the_models_in_the_middle_of_a_file(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
) -> None:
    analyses.held = {"a.wav"}
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "b.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    request = engines.request(LISTENING)
    analyses.gate.release()
    lease = request.wait()
    assert lease is not None
    watcher.wait(lambda: queue.status.phase == "waiting")
    assert queue.status.holder == LISTENING
    assert states(queue) == {"a.wav": "running", "b.wav": "queued"}
    lease.release()
    watcher.wait(lambda: queue.status.n_done == 2)
    assert analyses.begun == ["a.wav", "b.wav"]


def test_models_that_cannot_be_loaded_stop_the_queue_and_not_the_files(
    data_folder: Path, watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    broken = [UserFacingError("The models are damaged", "Install the program again.")]

    def load() -> EngineDouble:
        if broken:
            raise broken.pop()
        return EngineDouble()

    queue = AnalysisQueue(EngineCache(load), data_folder, Library(), watcher.on_change)
    queue.start()
    queue.add(write(tmp_path / "in", "a.wav"), CHOICES)
    watcher.wait(lambda: queue.status.problem is not None)
    assert "The models are damaged" in str(queue.status.problem)
    assert (queue.status.phase, states(queue)) == ("paused", {"a.wav": "queued"})
    queue.resume()
    watcher.wait(lambda: queue.status.n_done == 1)
    assert queue.status.problem is None
    assert queue.close(WAIT_S)


def test_the_queue_survives_a_restart_and_what_ran_is_begun_anew(
    make: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    analyses.held = {"c.wav"}
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "bad.wav", "c.wav", "d.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    queue.remove([row_of(queue, "d.wav").id])
    analyses.held = set()
    closed = threading.Thread(target=queue.close, args=[WAIT_S])
    closed.start()
    watcher.wait(lambda: queue._closing)
    analyses.gate.release()
    closed.join(WAIT_S)
    before = {row.path.name: row for row in queue.rows()}

    again = make()
    watcher.wait(lambda: len(again.rows()) == 3)
    assert (again.status.phase, states(again)["c.wav"]) == ("paused", "queued")
    again.resume()
    watcher.wait(lambda: again.status.n_open == 0)
    after = {row.path.name: row for row in again.rows()}
    assert {name: row.state for name, row in after.items()} == {
        "a.wav": "done",
        "bad.wav": "failed",
        "c.wav": "done",
    }
    assert after["a.wav"].session_id == before["a.wav"].session_id == "session-a.wav"
    assert after["bad.wav"].reason is not None
    assert after["bad.wav"].reason.template == before["bad.wav"].reason.template
    assert str(after["bad.wav"].reason) == str(before["bad.wav"].reason)


def test_two_programs_do_not_share_a_queue(
    make: Callable[..., AnalysisQueue], watcher: Watcher, tmp_path: Path
) -> None:
    first = make()
    first.add(write(tmp_path / "in", "a.wav"), CHOICES)
    watcher.wait(lambda: first.status.n_done == 1)
    second = make()
    watcher.wait(lambda: second.status.problem is not None)
    assert "Another instance of Emotion Desktop" in str(second.status.problem)
    second.add(write(tmp_path / "in", "b.wav"), CHOICES)
    watcher.wait(lambda: second.status.n_done == 1)
    assert states(first) == {"a.wav": "done"}


def test_a_damaged_journal_is_set_aside_and_a_newer_one_left_alone(
    make: Callable[..., AnalysisQueue], watcher: Watcher, data_folder: Path
) -> None:
    data_folder.mkdir()
    journal = data_folder / FILE_NAME
    journal.write_bytes(b"\x00\xffgarbage\n")
    queue = make()
    watcher.wait(lambda: queue.status.problem is not None)
    assert "is damaged" in str(queue.status.problem)
    [aside] = data_folder.glob("analysis-queue-damaged-*.jsonl")
    assert aside.read_bytes() == b"\x00\xffgarbage\n"
    assert queue.close(WAIT_S)
    newer = '{"format": "emotion-desktop-analysis-queue", "version": 99}\n'
    journal.write_text(newer)
    queue = make()
    watcher.wait(lambda: queue.status.problem is not None)
    assert "newer version of Emotion Desktop" in str(queue.status.problem)
    assert queue.close(WAIT_S)
    assert journal.read_text() == newer


def test_a_line_that_was_cut_off_costs_nothing_else(
    make: Callable[..., AnalysisQueue], watcher: Watcher, data_folder: Path, tmp_path: Path
) -> None:
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav"), CHOICES)
    watcher.wait(lambda: queue.status.n_done == 1)
    assert queue.close(WAIT_S)
    with (data_folder / FILE_NAME).open("a") as file:
        file.write('{"row": {"id": 5, "pa')
    again = make()
    watcher.wait(lambda: again.status.n_done == 1)
    assert again.status.problem is None


def test_the_same_file_waits_once_and_is_analysed_again_when_it_is_over(
    make: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    analyses.held = {"a.wav"}
    queue = make()
    paths = write(tmp_path / "in", "a.wav", "b.wav")
    queue.add(paths, CHOICES)
    assert analyses.reached.wait(WAIT_S)
    queue.add(paths, CHOICES)
    queue.add(write(tmp_path / "in", "c.wav"), CHOICES)
    watcher.wait(lambda: "c.wav" in states(queue))
    assert len(queue.rows()) == 3
    analyses.gate.release()
    watcher.wait(lambda: queue.status.n_done == 3)


def test_time_left_follows_from_the_throughput(
    make: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    now_s = [0.0]
    analyses.held = {"b.wav"}
    queue = make(clock=lambda: now_s[0])
    queue.add(write(tmp_path / "in", "a.wav", "b.wav", "c.wav", "bad.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    watcher.wait(lambda: row_of(queue, "c.wav").length_s == 100)
    assert math.isnan(queue.status.left_s)  # no time has gone by
    now_s[0] = 30.0  # for 150 s of sound
    status = queue.status
    assert status.row_left_s == pytest.approx(50 / 5)
    assert status.left_s == pytest.approx((50 + 100 + 100) / 5)  # the unknown one is as long
    assert status.share == pytest.approx(150 / 400)
    queue.pause()
    analyses.gate.release()
    watcher.wait(lambda: any(change.kind == "status" for change in watcher.changes))
    queue.resume()
    watcher.wait(lambda: queue.status.n_open == 0)


def test_two_thousand_files_cost_what_they_cost_each(
    make: Callable[..., AnalysisQueue], watcher: Watcher, data_folder: Path, tmp_path: Path
) -> None:
    names = [f"{'bad' if n % 10 == 3 else 'good'}-{n:04}.wav" for n in range(2000)]
    write(tmp_path / "in", *names, length_s=10)
    queue = make()
    queue.add([tmp_path / "in"], CHOICES)
    watcher.wait(lambda: len(queue.rows()) == 2000)
    began_s = time.thread_time()
    for _ in range(1000):
        assert queue.status.n_open >= 0
        assert queue.row(1999) is not None
    looked_s = (time.thread_time() - began_s) / 1000
    watcher.wait(lambda: watcher.changes[-1].kind == "status" and queue.status.phase == "idle")
    status = queue.status
    assert (status.n_done, status.n_failed) == (1800, 200)
    assert looked_s < 0.002, "a look costs the same however long the queue is"
    n_ids = sum(len(change.ids) for change in watcher.changes)
    assert n_ids <= 2000 * 6
    assert queue.close(WAIT_S)
    assert (data_folder / FILE_NAME).stat().st_size < 2000 * 2 * 1500
    again = make()
    watcher.wait(lambda: len(again.rows()) == 2000)
    assert again.status.n_failed == 200
