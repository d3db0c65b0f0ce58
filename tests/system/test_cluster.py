"""`analyze --cluster` on a real Dask scheduler with real workers, on loopback."""

import signal
import time
from pathlib import Path

import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis.jobs import (
    AnalysisJob,
    JobDone,
    JobEvent,
    JobFailed,
    JobStarted,
    run,
)
from tests.unit.audio.demo_speech import said
from tests.unit.services.analysis.talking_models import LoadMortal
from tests.unit.services.analysis.test_processes import ends, results

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

from emotion_desktop.services.analysis.cluster import run_on_cluster
from tests.system.dask_cluster import DaskCluster

N_FILES = 6


@pytest.fixture
def jobs(tmp_path: Path) -> list[AnalysisJob]:
    (tmp_path / "out").mkdir()
    paths = [tmp_path / f"{i}.wav" for i in range(N_FILES)]
    for i, path in enumerate(paths):
        soundfile.write(path, said(i, i + 4), SAMPLE_RATE_HZ)
    return [AnalysisJob(path, tmp_path / "out" / path.name, ["csv"]) for path in paths]


@pytest.fixture
def models(tmp_path: Path) -> LoadMortal:
    (tmp_path / "models").mkdir()
    return LoadMortal(tmp_path / "models")


def test_a_killed_worker_costs_a_retry_and_the_results_are_those_of_one_process(
    jobs: list[AnalysisJob], models: LoadMortal, tmp_path: Path
) -> None:
    run(jobs, models(), lambda _event: None)
    alone = results(tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    events: list[JobEvent] = []
    with DaskCluster(tmp_path) as cluster:
        workers = [cluster.add_worker(name) for name in ("one", "two")]
        (models.folder / "held").touch()

        def hear(event: JobEvent) -> None:
            events.append(event)
            begun = [one for one in events if isinstance(one, JobStarted)]
            if isinstance(event, JobStarted) and len(begun) == 2:  # each holds a file
                while len(list(models.folder.glob("loaded-*"))) < 1 + 2:
                    time.sleep(0.01)  # other processes load them
                workers[0].send_signal(signal.SIGKILL)
                workers[0].wait()
                (models.folder / "held").unlink()

        run_on_cluster(jobs, models, cluster.address, hear)
    assert [repr(event.error) for event in events if isinstance(event, JobFailed)] == []
    assert results(tmp_path / "out") == alone
    assert len(alone) == N_FILES
    assert ends(events) == {job.path.name: ["JobDone"] for job in jobs}
    assert len([one for one in events if isinstance(one, JobStarted)]) == N_FILES + 1
    assert len(list(models.folder.glob("loaded-*"))) == 1 + 2  # once here, once a worker


def test_a_poisoned_file_is_given_up_after_three_workers(
    jobs: list[AnalysisJob], models: LoadMortal, tmp_path: Path
) -> None:
    soundfile.write(jobs[2].path, said(0, 12), SAMPLE_RATE_HZ)
    (models.folder / "deadly-8-ever").touch()
    events: list[JobEvent] = []
    with DaskCluster(tmp_path) as cluster:
        for name in ("one", "two", "three", "four"):
            cluster.add_worker(name)
        run_on_cluster(jobs, models, cluster.address, events.append)
    [failed] = [event for event in events if isinstance(event, JobFailed)]
    assert len((models.folder / "deaths").read_text()) == 3
    assert failed.job is jobs[2]
    assert "given up: 3 times" in str(failed.error)
    done = [event for event in events if isinstance(event, JobDone)]
    assert sorted(event.job.path.name for event in done) == [
        job.path.name for job in jobs if job is not jobs[2]
    ]


def test_a_scheduler_that_does_not_answer_is_told(jobs: list[AnalysisJob]) -> None:
    with pytest.raises(UserFacingError, match="No Dask scheduler answers"):
        run_on_cluster(jobs, LoadMortal(Path()), "tcp://127.0.0.1:9", lambda _event: None)
