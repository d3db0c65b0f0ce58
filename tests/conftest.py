"""What every test may rely on: no screen needed, no thread left behind, the shared corpora."""

import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Before anything imports Qt, OpenMP, OpenBLAS, a tokenizer or ONNX Runtime: they read these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

# Nobody's own settings and recordings; the folder is removed when the tests end.
_HOME = tempfile.TemporaryDirectory(prefix="emotion-desktop-tests-", ignore_cleanup_errors=True)
os.environ["XDG_CONFIG_HOME"] = f"{_HOME.name}/config"
os.environ["XDG_DATA_HOME"] = f"{_HOME.name}/data"
os.environ["XDG_CACHE_HOME"] = f"{_HOME.name}/cache"

# The same examples every time, on machines of every speed.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")

REPOSITORY = Path(__file__).resolve().parent.parent

#: How long a thread that was told to stop may take to do so.
THREAD_GRACE_S = 5.0


def _is_ours(thread: threading.Thread) -> bool:
    """Distinguish threads that a test can end from those that belong to a library."""
    if thread.name.startswith(("Dask-Callback-Thread", "IO loop")):  # Dask's, one per process
        return False
    # A native thread that once called Python, and tqdm's, one per process.
    return type(thread).__name__ not in {"_DummyThread", "TMonitor"}


#: Tests of windows and of the whole program: they time what happens, so none runs beside another.
ONE_AT_A_TIME = (REPOSITORY / "tests" / "ui", REPOSITORY / "tests" / "system")
#: Of these the ones that only wait for commands to end.
COMMANDS = {
    REPOSITORY / "tests" / "system" / f"test_{name}.py"
    for name in ("analyze", "cluster", "evaluate", "nothing_is_reported", "training")
}


class Sharing(LoadScopeScheduling):
    """Shares the tests between processes: file by file, and what runs one at a time to one.

    `--dist loadgroup` would do, but has no effect with pytest 9.2: xdist 3.8 renames tests by an
    attribute that pytest no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = REPOSITORY / nodeid.partition("::")[0]
        alone = path not in COMMANDS and any(map(path.is_relative_to, ONE_AT_A_TIME))
        return "one at a time" if alone else str(path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    return Sharing(config, log)


@pytest.fixture(autouse=True)
def no_thread_left_running() -> Iterator[None]:
    """Fail the test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    started = [t for t in threading.enumerate() if t not in before and _is_ours(t)]
    for thread in started:
        thread.join(THREAD_GRACE_S)
    left = [thread.name for thread in started if thread.is_alive()]
    assert not left, f"threads left running: {left}"


class _Warnings(logging.Handler):
    """Keeps what the program logs as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test in which the program logs a warning that the test does not look for.

    A test that takes `caplog` looks for itself; one in which the warning is beside the point is
    marked `logs`.
    """
    if "caplog" in request.fixturenames or request.node.get_closest_marker("logs"):
        yield
        return
    kept = _Warnings()
    loggers = [logging.getLogger(name) for name in ("emotion_desktop", "model_training")]
    for logger in loggers:
        logger.addHandler(kept)
    yield
    for logger in loggers:
        logger.removeHandler(kept)
    assert not kept.lines, "unexpected in the log:\n" + "\n".join(kept.lines)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of the shared corpora, which lies beside the repository."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared corpora (../shared/data) are not on this machine")
    return folder
