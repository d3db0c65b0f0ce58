from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.services.recording.recorder_desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "data")
    yield made
    made.recorder.close()
