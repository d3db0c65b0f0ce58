"""The analysis queue of the last run of the program."""

import threading
from collections.abc import Callable
from pathlib import Path

from emotion_desktop.services.analysis.queue import AnalysisQueue
from emotion_desktop.storage.queue_file import FILE_NAME
from tests.unit.services.analysis.queue.doubles import (
    CHOICES,
    WAIT_S,
    Analyses,
    Watcher,
    row_of,
    states,
    write,
)


def test_the_queue_survives_a_restart_and_what_ran_is_begun_anew(
    make: Callable[..., AnalysisQueue], watcher: Watcher, analyses: Analyses, tmp_path: Path
) -> None:
    analyses.held = {"c.wav"}
    queue = make()
    queue.add(write(tmp_path / "in", "a.wav", "bad.wav", "c.wav", "d.wav"), CHOICES)
    assert analyses.reached.wait(WAIT_S)
    queue.remove([row_of(queue, "d.wav").id])
    analyses.held = set()
    n_told = len(watcher.changes)
    closed = threading.Thread(target=queue.close, args=[WAIT_S])
    closed.start()
    watcher.wait(lambda: len(watcher.changes) > n_told)  # it has begun to close
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
