"""Results that exist: which of them a new run keeps, and which it makes again."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.services.analysis.jobs import AnalysisJob, JobDone, JobEvent, run
from tests.unit.audio.demo_speech import said
from tests.unit.services.analysis.test_speakers import Models


class Newer(Models):
    def describe(self) -> dict[str, object]:
        return {"bundle": "newer"}


@pytest.fixture
def job(tmp_path: Path) -> AnalysisJob:
    path = tmp_path / "talk.wav"
    soundfile.write(path, said(0, 4), SAMPLE_RATE_HZ)
    job = AnalysisJob(path, path, ["json", "csv"], keeps_results=True)
    assert not is_kept(job)
    return job


def is_kept(job: AnalysisJob, models: Models | None = None) -> bool:
    events: list[JobEvent] = []
    run([job], models or Models(), events.append)
    [done] = [event for event in events if isinstance(event, JobDone)]
    assert all(path.is_file() for path in done.written)
    assert len(done.document.utterances) == 1
    return done.kept


def results(job: AnalysisJob) -> list[Path]:
    return sorted(job.base.parent.glob("*.emotion.*"), reverse=True)


def test_whole_results_of_the_same_kind_are_kept_and_untouched(job: AnalysisJob) -> None:
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in results(job)]
    assert is_kept(job)
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in results(job)] == before


def test_without_the_wish_everything_is_made_again(job: AnalysisJob) -> None:
    assert not is_kept(replace(job, keeps_results=False))


def cut_json(job: AnalysisJob) -> AnalysisJob:
    path = results(job)[0]
    path.write_bytes(path.read_bytes()[:-100])
    return job


def remove_csv(job: AnalysisJob) -> AnalysisJob:
    results(job)[1].unlink()
    return job


def age_csv(job: AnalysisJob) -> AnalysisJob:
    os.utime(results(job)[1], (0, 0))  # of a run before the one that wrote the JSON
    return job


def change_recording(job: AnalysisJob) -> AnalysisJob:
    soundfile.write(job.path, said(0, 5), SAMPLE_RATE_HZ)
    return job


@pytest.mark.parametrize(
    "change",
    [
        cut_json,
        remove_csv,
        age_csv,
        change_recording,
        lambda job: replace(job, channel="left"),
        lambda job: replace(job, normalise_speakers=False),
        lambda job: replace(job, formats=["json", "csv", "srt"]),
    ],
)
def test_what_is_not_whole_or_of_another_kind_is_made_again(
    job: AnalysisJob, change: Callable[[AnalysisJob], AnalysisJob]
) -> None:
    changed = change(job)
    assert not is_kept(changed)
    assert is_kept(changed)


def test_results_of_other_models_are_made_again(job: AnalysisJob) -> None:
    assert not is_kept(job, Newer())
    assert is_kept(job, Newer())
    assert not is_kept(job)
