"""Jobs run one after another off the GUI thread, and answer on it in order."""

import logging
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.bridge.worker import SerialWorker


@pytest.fixture
def worker(qapp: object) -> Iterator[SerialWorker]:
    worker = SerialWorker("a worker")
    yield worker
    assert worker.shut_down(5.0)


def test_answers_come_on_the_gui_thread_in_the_order_of_the_jobs(
    worker: SerialWorker, qtbot: QtBot
) -> None:
    order: list[object] = []
    threads = set()

    def take(result: object) -> None:
        order.append(result)
        threads.add(threading.current_thread())

    def fail() -> None:
        raise UserFacingError("No", "Ask again.")

    for number in range(20):
        worker.submit(lambda number=number: (number, threading.current_thread().name), take)
    worker.submit(fail, take, take)
    worker.submit(lambda: "last", take)
    qtbot.waitUntil(lambda: order[-1:] == ["last"])
    assert order[:20] == [(number, "a worker") for number in range(20)]
    assert str(order[20]) == "No. Ask again."
    assert threads == {threading.main_thread()}


def test_no_job_runs_beside_another(worker: SerialWorker, qtbot: QtBot) -> None:
    entered, go_on = threading.Event(), threading.Event()
    running = []

    def hold() -> None:
        running.append("first")
        entered.set()
        assert go_on.wait(10)
        running.remove("first")

    answers: list[object] = []
    worker.submit(hold)
    worker.submit(lambda: list(running), answers.append)
    assert entered.wait(10)
    assert worker.busy
    go_on.set()
    qtbot.waitUntil(lambda: answers == [[]])


def test_an_error_that_is_not_for_people_is_logged_and_the_next_job_runs(
    worker: SerialWorker, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[object] = []

    def known() -> None:
        raise UserFacingError("No", "Ask again.")

    with caplog.at_level(logging.ERROR):
        worker.submit(known)
        worker.submit(lambda: 1 / 0)
        worker.submit(lambda: "next", answers.append)
        qtbot.waitUntil(lambda: answers == ["next"])
    assert [record.getMessage() for record in caplog.records] == ["A job of a worker failed"]
    assert caplog.records[0].exc_info is not None


def test_a_worker_without_jobs_has_no_thread(worker: SerialWorker, qtbot: QtBot) -> None:
    before = threading.active_count()
    assert not worker.busy
    answers: list[object] = []
    worker.submit(lambda: None, answers.append)
    qtbot.waitUntil(lambda: answers == [None])
    qtbot.waitUntil(lambda: not worker.busy and threading.active_count() == before)


def test_at_the_end_what_waits_is_dropped_and_nothing_is_answered(
    worker: SerialWorker, qtbot: QtBot
) -> None:
    entered = threading.Event()
    done: list[object] = []

    def until_the_end() -> None:
        entered.set()
        while not worker.ending:
            pass

    worker.submit(until_the_end, done.append)
    worker.submit(lambda: done.append("waited"))
    assert entered.wait(10)
    assert worker.shut_down(10.0)
    worker.submit(lambda: done.append("too late"))
    with qtbot.waitCallback() as called:
        answering = SerialWorker("another")
        answering.submit(lambda: None, called)
    assert answering.shut_down(10.0)
    assert done == []


def test_what_waits_is_done_where_that_is_asked_for(worker: SerialWorker) -> None:
    go_on = threading.Event()
    done: list[str] = []
    worker.submit(lambda: go_on.wait(10))
    worker.submit(lambda: done.append("waited"))
    go_on.set()
    assert worker.shut_down(10.0, finish=True)
    assert done == ["waited"]


def test_a_job_that_hangs_is_not_waited_for(worker: SerialWorker) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        entered.set()
        assert go_on.wait(10)

    worker.submit(hang)
    assert entered.wait(10)
    assert not worker.shut_down(0.01)
    go_on.set()


def test_a_worker_that_stays_does_all_jobs_on_one_thread(qtbot: QtBot) -> None:
    worker = SerialWorker("stays", stays=True)
    threads: list[object] = []
    for count in (1, 2):  # between the two it has nothing to do
        worker.submit(threading.current_thread, threads.append)
        qtbot.waitUntil(lambda count=count: len(threads) == count and not worker.busy)
    assert threads[0] is threads[1]
    assert threads[0].is_alive()
    assert worker.shut_down(5.0)
    assert not threads[0].is_alive()


@pytest.mark.logs
def test_what_fails_when_nobody_is_told_any_more_is_logged(
    worker: SerialWorker, caplog: pytest.LogCaptureFixture
) -> None:
    def fail_at_the_end() -> None:
        while not worker.ending:
            pass
        raise UserFacingError("The edit was not saved", "Free some space.")

    worker.submit(fail_at_the_end, None, pytest.fail)
    assert worker.shut_down(5.0, finish=True)
    assert "not saved" in caplog.text
