"""What a benchmark prints is its result: it is shown, and kept in RESULTS.md."""

import io
import sys
from collections.abc import Iterator

import pytest

from tests.bench.results import record

_OUTCOME = pytest.StashKey[str]()


class _Tee(io.StringIO):
    """Shows and keeps what is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = sys.stdout

    def write(self, text: str) -> int:
        self._shown.write(text)
        return super().write(text)

    def flush(self) -> None:
        self._shown.flush()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if call.when == "call":
        item.stash[_OUTCOME] = report.outcome
    return report


@pytest.fixture(autouse=True)
def kept_in_the_results(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    tee = _Tee()
    monkeypatch.setattr(sys, "stdout", tee)
    yield
    if tee.getvalue().strip():
        name = request.node.name.removeprefix("test_").replace("_", " ")
        outcome = request.node.stash.get(_OUTCOME, "broken off")
        record(f"{request.path.stem.removeprefix('test_')}: {name}", outcome, tee.getvalue())
