"""Files one after the other: what is told of each, and how one or all are cancelled."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.analysis.analyse_file import AnalysisStoppedError, analyse
from emotion_desktop.services.analysis.jobs import (
    AnalysisJob,
    JobDone,
    JobEvent,
    JobFailed,
    JobProgressed,
    run,
)
from tests.unit.audio.demo_speech import said
from tests.unit.services.analysis.test_speakers import Models


class Reader:
    """Keeps what it is told, and cancels when a test says so."""

    def __init__(self) -> None:
        self.events: list[JobEvent] = []
        self.cancelled: set[str] = set()
        self.on_progress: Callable[[JobProgressed], None] = lambda _event: None

    def read(self, event: JobEvent) -> None:
        self.events.append(event)
        if isinstance(event, JobProgressed):
            self.on_progress(event)

    def should_stop(self, job: AnalysisJob) -> bool:
        return job.path.name in self.cancelled

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was told but for progress, with the file."""
        return [
            (type(event).__name__, event.job.path.name)
            for event in self.events
            if not isinstance(event, JobProgressed)
        ]


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def jobs(tmp_path: Path) -> list[AnalysisJob]:
    """Three files of six seconds of speech, read in one block each."""
    paths = [tmp_path / f"{name}.wav" for name in "abc"]
    for path in paths:
        soundfile.write(path, said(0, 6), SAMPLE_RATE_HZ)
    return [AnalysisJob(path, path, ["json", "csv"]) for path in paths]


def results(jobs: list[AnalysisJob]) -> set[str]:
    return {path.name for job in jobs for path in job.base.parent.glob("*.emotion.*")}


def test_each_job_tells_its_start_its_progress_and_its_results(
    jobs: list[AnalysisJob], reader: Reader
) -> None:
    run(jobs, Models(), reader.read)
    assert reader.told == [
        (kind, f"{name}.wav") for name in "abc" for kind in ("JobStarted", "JobDone")
    ]
    progress = [e for e in reader.events if isinstance(e, JobProgressed) and e.job is jobs[1]]
    shares = [event.done_s / event.total_s for event in progress]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    for event in reader.events:
        if isinstance(event, JobDone):
            assert [path.suffix for path in event.written] == [".json", ".csv"]
            written = json.loads(event.written[0].read_text("utf-8"))
            assert len(written["segments"]) == len(event.document.utterances) > 0


def test_one_that_fails_leaves_the_others(jobs: list[AnalysisJob], reader: Reader) -> None:
    jobs[1].path.write_bytes(b"no sound")
    run(jobs, Models(), reader.read)
    assert [kind for kind, _ in reader.told] == [
        *("JobStarted", "JobDone"),
        *("JobStarted", "JobFailed"),
        *("JobStarted", "JobDone"),
    ]
    [failed] = [event for event in reader.events if isinstance(event, JobFailed)]
    assert isinstance(failed.error, UserFacingError)
    assert "b.wav" in str(failed.error)


def test_results_that_cannot_be_written_are_a_failure(
    jobs: list[AnalysisJob], reader: Reader
) -> None:
    (jobs[0].base.parent / "a.wav.emotion.csv").mkdir()
    run(jobs[:1], Models(), reader.read)
    assert [kind for kind, _ in reader.told] == ["JobStarted", "JobFailed"]


def test_a_job_is_cancelled_in_the_middle_and_the_others_go_on(
    jobs: list[AnalysisJob], reader: Reader
) -> None:
    def cancel_b(event: JobProgressed) -> None:
        if event.job is jobs[1]:
            reader.cancelled.add("b.wav")

    reader.on_progress = cancel_b
    run(jobs, Models(), reader.read, reader.should_stop)
    assert reader.told == [
        ("JobStarted", "a.wav"),
        ("JobDone", "a.wav"),
        ("JobStarted", "b.wav"),
        ("JobCancelled", "b.wav"),
        ("JobStarted", "c.wav"),
        ("JobDone", "c.wav"),
    ]
    assert "b.wav.emotion.json" not in results(jobs)


def test_all_that_wait_are_cancelled_without_being_begun(
    jobs: list[AnalysisJob], reader: Reader
) -> None:
    reader.on_progress = lambda _event: reader.cancelled.update(job.path.name for job in jobs)
    run(jobs, Models(), reader.read, reader.should_stop)
    assert reader.told == [
        ("JobStarted", "a.wav"),
        *(("JobCancelled", f"{name}.wav") for name in "abc"),
    ]
    assert results(jobs) == set()


def test_ctrl_c_ends_everything_at_once(
    jobs: list[AnalysisJob], reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(analyser, "analyse", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(jobs, Models(), reader.read)
    assert reader.told == [("JobStarted", "a.wav")]


class StopAt:
    """Says yes when it is asked for the nth time, counted from 1."""

    def __init__(self, n: int) -> None:
        self.n_asked = 0
        self._n = n

    def __call__(self) -> bool:
        self.n_asked += 1
        return self.n_asked == self._n


@pytest.mark.parametrize("channel", ["mix", "each"])
def test_an_analysis_stops_in_whichever_pass_it_is(channel: str, jobs: list[AnalysisJob]) -> None:
    path = jobs[0].path
    never = StopAt(-1)
    assert analyse(path, Models(), channel=channel, should_stop=never).utterances
    for last in {1, 2, never.n_asked}:
        with pytest.raises(AnalysisStoppedError):
            analyse(path, Models(), channel=channel, should_stop=StopAt(last))
