"""The analysis queue and others who want the models."""

import math
from collections.abc import Callable
from pathlib import Path

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis.model_loan import ANALYSING
from emotion_desktop.services.analysis.queue import AnalysisQueue
from emotion_desktop.services.engine import EngineCache
from tests.engine_double import EngineDouble
from tests.unit.services.analysis.queue.doubles import (
    CHOICES,
    LISTENING,
    WAIT_S,
    Analyses,
    Library,
    Watcher,
    states,
    write,
)


def test_a_pause_in_the_middle_of_a_file_lets_go_of_the_models_and_loses_nothing(
    begin: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    engines: EngineCache[EngineDouble],
) -> None:
    queue = begin("a.wav", "b.wav")
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
    begin: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    engines: EngineCache[EngineDouble],
    tmp_path: Path,
) -> None:
    queue = begin("a.wav")
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
    begin: Callable[..., AnalysisQueue],
    watcher: Watcher,
    analyses: Analyses,
    engines: EngineCache[EngineDouble],
) -> None:
    queue = begin("a.wav", "b.wav")
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
