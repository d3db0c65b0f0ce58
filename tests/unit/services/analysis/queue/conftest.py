"""An analysis queue on doubles of the analysis, the models and the library."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emotion_desktop.domain.audio import AudioInfo
from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.services.analysis import analyse_file as analyser
from emotion_desktop.services.analysis.queue import AnalysisQueue
from emotion_desktop.services.engine import EngineCache
from tests.engine_double import EngineDouble
from tests.unit.services.analysis.queue.doubles import (
    CHOICES,
    WAIT_S,
    Analyses,
    Library,
    Watcher,
    write,
)


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch) -> Analyses:
    double = Analyses()
    monkeypatch.setattr(analyser, "analyse", double)
    return double


@pytest.fixture(autouse=True)
def lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    def probe(path: Path) -> AudioInfo:
        if path.name.startswith("bad"):
            raise UserFacingError("{path} is not an audio file", "Convert it.", path=path)
        try:
            length_s = float(path.stat().st_size)
        except FileNotFoundError as error:
            raise UserFacingError(f"{path} is not there", "Bring it back.") from error
        return AudioInfo(path, length_s, 16_000, 1)

    monkeypatch.setattr("emotion_desktop.audio.files.probe", probe)


@pytest.fixture
def engines() -> EngineCache[EngineDouble]:
    return EngineCache(EngineDouble)


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def make(
    engines: EngineCache[EngineDouble],
    data_folder: Path,
    library: Library,
    watcher: Watcher,
    analyses: Analyses,
) -> Iterator[Callable[..., AnalysisQueue]]:
    queues = []

    def make_queue(**options: object) -> AnalysisQueue:
        queue = AnalysisQueue(
            engines,
            data_folder,
            library,
            watcher.on_change,
            on_notice=watcher.notices.append,
            **options,
        )
        queues.append(queue)
        queue.start()
        return queue

    yield make_queue
    for queue in queues:
        assert queue.close(WAIT_S)


@pytest.fixture
def begin(
    make: Callable[..., AnalysisQueue], analyses: Analyses, tmp_path: Path
) -> Callable[..., AnalysisQueue]:
    """Make a queue of files, and wait until it is in the middle of the first, which is held."""

    def make_and_wait(*names: str) -> AnalysisQueue:
        analyses.held = {names[0]}
        queue = make()
        queue.add(write(tmp_path / "in", *names), CHOICES)
        assert analyses.reached.wait(WAIT_S)
        return queue

    return make_and_wait
