"""A real GPU: the same results as on the CPU, and a memory that is too small for them.

The double of a GPU, for computers without one, is in `tests/unit/services/live/test_small_gpu.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emotion_desktop.domain.document import SessionDocument
from emotion_desktop.inference.compute_device import has_gpu
from emotion_desktop.inference.engine import EmotionEngine
from emotion_desktop.services.analysis.jobs import (
    AnalysisJob,
    JobDone,
    JobEvent,
    ModelsMoved,
    run,
)
from emotion_desktop.system.paths import resources_dir

pytestmark = pytest.mark.skipif(not has_gpu(), reason="there is no GPU that PyTorch can use")


def analysed(engine: EmotionEngine, folder: Path) -> tuple[SessionDocument, list[JobEvent]]:
    """Analyse the demo."""
    events: list[JobEvent] = []
    demo = resources_dir() / "demo" / "demo.flac"
    run([AnalysisJob(demo, folder / "demo", ["json"])], engine, events.append)
    [document] = [event.document for event in events if isinstance(event, JobDone)]
    return document, events


@pytest.fixture(scope="module")
def on_the_cpu(tmp_path_factory: pytest.TempPathFactory) -> SessionDocument:
    return analysed(EmotionEngine.load(device="cpu"), tmp_path_factory.mktemp("cpu"))[0]


def assert_same(here: SessionDocument, there: SessionDocument) -> None:
    """Labels are the same; bfloat16 has three digits."""
    assert len(here.utterances) == len(there.utterances) > 0
    for one, other in zip(here.utterances, there.utterances, strict=True):
        assert one.transcript.text == other.transcript.text
        assert one.estimate.label == other.estimate.label
        there_are = other.estimate.probabilities
        assert one.estimate.probabilities == pytest.approx(there_are, abs=0.03)


def test_results_on_the_gpu_are_those_on_the_cpu(
    on_the_cpu: SessionDocument, tmp_path: Path
) -> None:
    engine = EmotionEngine.load(device="cuda")
    assert engine.describe()["device"] == "cuda"
    document, events = analysed(engine, tmp_path)
    assert_same(document, on_the_cpu)
    assert not any(isinstance(event, ModelsMoved) for event in events)


@pytest.fixture
def no_more_memory() -> Iterator[None]:
    """PyTorch may take no more of the GPU than it has."""
    import torch  # noqa: PLC0415 (takes seconds)

    engine = EmotionEngine.load(device="cuda")
    torch.cuda.empty_cache()
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(torch.cuda.memory_reserved() / total)
    del engine
    yield
    torch.cuda.set_per_process_memory_fraction(1.0)


@pytest.mark.usefixtures("no_more_memory")
def test_a_gpu_whose_memory_is_full_hands_over_to_the_cpu(
    on_the_cpu: SessionDocument, tmp_path: Path
) -> None:
    engine = EmotionEngine.load(device="cuda")
    document, events = analysed(engine, tmp_path)
    assert [event for event in events if isinstance(event, ModelsMoved)]
    assert engine.describe()["device"] == "cpu"
    assert_same(document, on_the_cpu)
