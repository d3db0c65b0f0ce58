"""Files in several processes: the same results as in one, and what a process that dies costs."""

import json
import multiprocessing
from collections.abc import Sequence
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
from emotion_desktop.services.analysis.processes import MOST_ATTEMPTS, run_in_processes
from tests.unit.audio.demo_speech import said
from tests.unit.services.analysis.talking_models import LoadMortal, LoadNothing


@pytest.fixture
def models(tmp_path: Path) -> LoadMortal:
    (tmp_path / "models").mkdir()
    return LoadMortal(tmp_path / "models")


@pytest.fixture
def jobs(tmp_path: Path) -> list[AnalysisJob]:
    """Two short files, a long one, and one that is no audio."""
    (tmp_path / "out").mkdir()
    paths = [tmp_path / f"{name}.wav" for name in ("a", "b", "long")]
    for path, seconds in zip(paths, (4, 4, 12), strict=True):
        soundfile.write(path, said(0, seconds), SAMPLE_RATE_HZ)
    paths.append(tmp_path / "text.wav")
    paths[-1].write_text("no audio")
    return [AnalysisJob(path, tmp_path / "out" / path.name, ["csv"]) for path in paths]


def ends(events: Sequence[JobEvent]) -> dict[str, list[str]]:
    """How each file ended, by its name."""
    found: dict[str, list[str]] = {}
    for event in events:
        if isinstance(event, JobDone | JobFailed):
            found.setdefault(event.job.path.name, []).append(type(event).__name__)
    return found


def results(folder: Path) -> dict[str, str]:
    """What was written, without the hidden list of owners."""
    return {path.name: path.read_text() for path in folder.glob("[!.]*")}


def test_processes_write_what_one_writes_and_each_loads_the_models_once(
    jobs: list[AnalysisJob], models: LoadMortal, tmp_path: Path
) -> None:
    run(jobs, models(), lambda _event: None)
    alone = results(tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    events: list[JobEvent] = []
    run_in_processes(jobs, models, 2, events.append)
    assert len(alone) == 3
    assert results(tmp_path / "out") == alone
    owners = json.loads((tmp_path / "out" / ".emotion-results.json").read_text())
    assert sorted(owners) == ["a.wav", "b.wav", "long.wav"]
    assert ends(events) == {
        **{f"{name}.wav": ["JobDone"] for name in ("a", "b", "long")},
        "text.wav": ["JobFailed"],
    }
    [failed] = [event for event in events if isinstance(event, JobFailed)]
    assert isinstance(failed.error, UserFacingError)
    assert len(list(models.folder.glob("loaded-*"))) == 1 + 2
    assert not multiprocessing.active_children()


def test_a_process_that_dies_costs_a_new_attempt_at_its_file(
    jobs: list[AnalysisJob], models: LoadMortal, tmp_path: Path
) -> None:
    (models.folder / "deadly-8-once").touch()
    events: list[JobEvent] = []
    run_in_processes(jobs, models, 2, events.append)
    assert set(results(tmp_path / "out")) == {f"{n}.wav.emotion.csv" for n in ("a", "b", "long")}
    assert all(len(told) == 1 for told in ends(events).values())
    started = [event.job.path.name for event in events if isinstance(event, JobStarted)]
    assert started.count("long.wav") == 2
    assert len(started) == len(jobs) + 1


def test_a_file_that_ends_every_process_is_given_up_after_three(
    jobs: list[AnalysisJob], models: LoadMortal, tmp_path: Path
) -> None:
    (models.folder / "deadly-8-ever").touch()
    events: list[JobEvent] = []
    run_in_processes(jobs, models, 2, events.append)
    assert len((models.folder / "deaths").read_text()) == MOST_ATTEMPTS
    assert ends(events)["long.wav"] == ["JobFailed"]
    [failed] = [e for e in events if isinstance(e, JobFailed) and e.job.path.name == "long.wav"]
    assert "given up: 3 times" in str(failed.error)
    assert set(results(tmp_path / "out")) == {f"{n}.wav.emotion.csv" for n in ("a", "b")}


def test_models_that_cannot_be_loaded_end_the_batch(jobs: list[AnalysisJob]) -> None:
    with pytest.raises(UserFacingError, match="no models"):
        run_in_processes(jobs, LoadNothing(), 2, lambda _event: None)
    assert not multiprocessing.active_children()
