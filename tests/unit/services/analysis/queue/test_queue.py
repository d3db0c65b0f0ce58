"""Files that are analysed one after the other, with a double of the analysis."""

import math
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from emotion_desktop.domain.analysis_queue import AnalysisChoices
from emotion_desktop.services.analysis import jobs
from emotion_desktop.services.analysis.queue import AnalysisQueue
from emotion_desktop.services.engine import EngineCache
from emotion_desktop.storage.errors import DatabaseBusyError, StorageError
from emotion_desktop.storage.queue_file import FILE_NAME
from tests.engine_double import EngineDouble
from tests.unit.services.analysis.queue.doubles import (
    CHOICES,
    LISTENING,
    WAIT_S,
    Analyses,
    Library,
    Watcher,
    row_of,
    states,
    write,
)


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
    library.trouble = StorageError("The disk is full", "Free some space.")
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "b.wav"), CHOICES)
    watcher.wait(lambda: queue.status.problem is not None)
    assert "The disk is full" in str(queue.status.problem)
    assert queue.status.phase == "paused"
    assert states(queue) == {"a.wav": "queued", "b.wav": "queued"}
    library.trouble = None
    with engines.request(LISTENING):  # what is analysed already needs no models
        queue.resume()
        watcher.wait(lambda: states(queue)["a.wav"] == "done")
    watcher.wait(lambda: queue.status.n_done == 2)
    assert analyses.begun == ["a.wav", "b.wav"]
    assert queue.status.problem is None


def test_a_library_in_use_is_waited_for_and_costs_no_analysis(
    make: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    library: Library,
    tmp_path: Path,
) -> None:
    library.trouble = DatabaseBusyError("Another program holds the library", "Close it.")
    queue = make(library_retry_s=0.01)
    queue.add(write(tmp_path / "in", "a.wav", "b.wav"), CHOICES)
    watcher.wait(lambda: queue.status.problem is not None)
    assert "Another program is using the library" in str(queue.status.problem)
    assert queue.status.phase == "running"
    assert row_of(queue, "a.wav").share == 1.0
    watcher.wait(lambda: library.n_refused > 3)
    library.trouble = None
    watcher.wait(lambda: queue.status.n_done == 2)
    assert analyses.begun == ["a.wav", "b.wav"]
    assert queue.status.problem is None


def test_the_wait_for_a_library_in_use_ends_by_pause_cancel_and_close(
    make: Callable[..., AnalysisQueue], watcher: Watcher, library: Library, tmp_path: Path
) -> None:
    library.trouble = DatabaseBusyError("Another program holds the library", "Close it.")
    queue = make(library_retry_s=WAIT_S)
    queue.add(write(tmp_path / "in", "a.wav", "b.wav"), CHOICES)
    watcher.wait(lambda: queue.status.problem is not None)
    queue.pause()
    watcher.wait(lambda: states(queue)["a.wav"] == "queued")
    queue.resume()
    watcher.wait(lambda: library.n_refused == 2)
    queue.cancel([row_of(queue, "a.wav").id])
    watcher.wait(lambda: states(queue)["a.wav"] == "cancelled")
    watcher.wait(lambda: library.n_refused == 3)
    assert queue.close(WAIT_S)
    library.trouble = None
    again = make()
    watcher.wait(lambda: len(again.rows()) == 2)
    again.resume()
    watcher.wait(lambda: again.status.n_open == 0)
    assert states(again) == {"a.wav": "cancelled", "b.wav": "done"}


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
    begin: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    library: Library,
) -> None:
    queue = begin("a.wav", "b.wav", "c.wav")
    assert row_of(queue, "a.wav").share == 0.5
    queue.cancel([row_of(queue, "a.wav").id, row_of(queue, "b.wav").id])
    analyses.gate.release()
    watcher.wait(lambda: queue.status.n_open == 0)
    assert states(queue) == {"a.wav": "cancelled", "b.wav": "cancelled", "c.wav": "done"}
    assert library.names == ["c.wav"]


def test_all_files_are_cancelled_and_removed_together(
    begin: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses
) -> None:
    queue = begin("a.wav", "b.wav", "c.wav")
    queue.cancel_all()
    analyses.gate.release()
    watcher.wait(lambda: queue.status.n_cancelled == 3)
    queue.remove([row.id for row in queue.rows()])
    assert queue.rows() == []
    assert queue.status.phase == "idle"


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


def test_the_same_file_waits_once_and_is_analysed_again_when_it_is_over(
    begin: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    queue = begin("a.wav", "b.wav")
    queue.add([row.path for row in queue.rows()], CHOICES)
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
        assert queue.rows_of([1999])
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
