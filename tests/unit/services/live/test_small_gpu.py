"""A GPU that runs out of memory: the models go on on the CPU, it is told, and nothing is lost."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, Segment
from emotion_desktop.domain.estimate import Utterance
from emotion_desktop.domain.live_events import Failed, SourceEnded, SourceNotice, UtteranceReady
from emotion_desktop.inference.compute_device import Device
from emotion_desktop.inference.out_of_memory import MOVED_TO_CPU
from emotion_desktop.inference.prediction import AnalysedUtterance
from emotion_desktop.services.analysis.jobs import (
    AnalysisJob,
    JobDone,
    JobEvent,
    JobFailed,
    ModelsMoved,
    run,
)
from tests.engine_double import EngineDouble
from tests.live_doubles import HandFedSource, Listening
from tests.tiny_bundle import tiny_engine
from tests.unit.audio.demo_speech import said
from tests.unit.services.analysis.test_speakers import Models

#: What PyTorch, CTranslate2 and cuBLAS say.
TOO_SMALL = [
    "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 2.00 GiB",
    "CUDA failed with error out of memory",
    "cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED",
]


class SmallGpu(EngineDouble):
    """Has memory for windows, but for no utterance before it moved."""

    def __init__(self, says: str) -> None:
        super().__init__()
        self.moved = 0
        self._says = says

    def fall_back_to_cpu(self) -> bool:
        self.moved += 1
        return self.moved == 1

    def utterances(self, segments: Sequence[Segment], **more: object) -> list[Utterance]:
        if not self.moved:
            raise RuntimeError(self._says)
        return super().utterances(segments, **more)


@pytest.mark.parametrize("says", TOO_SMALL)
def test_a_live_session_goes_on_on_the_cpu_and_tells_it_once(says: str) -> None:
    source, engine = HandFedSource(), SmallGpu(says)
    live = Listening(source, lambda: engine)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(3)
    live.wait_for(UtteranceReady, 3)
    assert live.pipeline.stop(20)
    assert engine.moved == 1
    [notice] = live.of(SourceNotice)
    assert (notice.kind, notice.message) == ("models", MOVED_TO_CPU)
    assert notice.at_s == pytest.approx(1.0)
    assert [event.utterance.segment_id for event in live.of(UtteranceReady)] == [0, 1, 2]
    assert live.events[-1] == SourceEnded(None)


@pytest.mark.logs
def test_any_other_error_of_a_library_is_a_failure_as_ever() -> None:
    source, engine = HandFedSource(), SmallGpu("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED")
    live = Listening(source, lambda: engine)
    live.pipeline.start()
    assert source.started.wait(20)
    source.feed(1)
    [failed] = live.wait_for(Failed)
    assert "CUDNN_STATUS" in str(failed.error)
    assert engine.moved == 0
    assert live.pipeline.stop(20)


class SmallGpuInBatches(Models):
    def __init__(self, *, on_gpu: bool) -> None:
        self.on_gpu = on_gpu

    def fall_back_to_cpu(self) -> bool:
        was, self.on_gpu = self.on_gpu, False
        return was

    def understand(self, segments: Sequence[Segment], **more: object) -> list[AnalysedUtterance]:
        if self.on_gpu:
            raise RuntimeError(TOO_SMALL[0])
        return super().understand(segments, **more)


def test_a_batch_does_the_file_again_on_the_cpu_and_tells_it_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.wav" for name in "ab"]
    for path in paths:
        soundfile.write(path, said(0, 4), SAMPLE_RATE_HZ)
    events: list[JobEvent] = []
    jobs = [AnalysisJob(path, path, ["csv"]) for path in paths]
    run(jobs, SmallGpuInBatches(on_gpu=True), events.append)
    assert [event.job for event in events if isinstance(event, ModelsMoved)] == [jobs[0]]
    done = [event for event in events if isinstance(event, JobDone)]
    assert [event.job for event in done] == jobs
    assert all(len(event.document.utterances) == 1 for event in done)


def test_a_cpu_that_has_too_little_memory_fails_the_file(tmp_path: Path) -> None:
    class SmallCpu(SmallGpuInBatches):
        def understand(self, segments: Sequence[Segment], **more: object) -> list:
            raise RuntimeError("DefaultCPUAllocator: out of memory")

    soundfile.write(tmp_path / "a.wav", said(0, 4), SAMPLE_RATE_HZ)
    events: list[JobEvent] = []
    job = AnalysisJob(tmp_path / "a.wav", tmp_path / "a.wav", ["csv"])
    run([job], SmallCpu(on_gpu=False), events.append)
    assert isinstance(events[-1], JobFailed)
    assert not any(isinstance(event, ModelsMoved) for event in events)


def test_the_engine_estimates_the_same_after_it_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = tiny_engine()
    engine.normalise_speakers(True)
    sound = said(0, 2)
    before = engine.window(sound).probabilities
    assert not engine.fall_back_to_cpu()  # it is there
    # Stands in for a GPU that this computer lacks.
    monkeypatch.setattr(engine, "_device", Device("cuda", "cuda"))
    assert engine.fall_back_to_cpu()
    assert engine.describe()["device"] == "cpu"
    assert engine.window(sound).probabilities == pytest.approx(before)
