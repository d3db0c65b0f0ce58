"""The same files on a Dask cluster of one worker and of two, with the models."""

import time
from pathlib import Path

import pytest
import soundfile

from emotion_desktop.services.analysis.engine_choice import EngineChoice
from emotion_desktop.services.analysis.jobs import AnalysisJob, JobDone, JobEvent, JobStarted
from tests.bench.conversations import RATE_HZ, join_clips

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

from emotion_desktop.services.analysis.cluster import run_on_cluster
from tests.system.dask_cluster import DaskCluster

N_FILES, FILE_S = 8, 30


def test_two_workers_against_one(shared_data: Path, tmp_path: Path) -> None:
    whole, _ = soundfile.read(join_clips(shared_data, tmp_path / "all.wav", N_FILES * FILE_S))
    jobs = []
    for i in range(N_FILES):
        path = tmp_path / f"{i}.wav"
        soundfile.write(path, whole[i * FILE_S * RATE_HZ :][: FILE_S * RATE_HZ], RATE_HZ)
        jobs.append(AnalysisJob(path, path, ["json"]))
    took_s = {}
    for n_workers in (1, 2):
        with DaskCluster(tmp_path) as cluster:
            for name in ("one", "two")[:n_workers]:
                cluster.add_worker(name)
            # Once to load the models of every worker, once to measure.
            for _ in range(2):
                ends: list[tuple[float, JobEvent]] = []
                run_on_cluster(
                    jobs,
                    EngineChoice("cpu").load_on_worker,
                    cluster.address,
                    lambda event: ends.append((time.monotonic(), event)),  # noqa: B023
                )
            assert len([1 for _, event in ends if isinstance(event, JobDone)]) == N_FILES
            began_s = next(at_s for at_s, event in ends if isinstance(event, JobStarted))
            took_s[n_workers] = ends[-1][0] - began_s
    speed_up = took_s[1] / took_s[2]
    print(f"\n{N_FILES} files of {FILE_S} s: {took_s[1]:.1f} s on one worker with one thread,")
    print(f"{took_s[2]:.1f} s on two: {speed_up:.2f} times as fast")
    assert speed_up > 1.2
