from collections.abc import Iterator
from pathlib import Path

import pytest

from emotion_desktop.storage.store import SessionStore
from tests.review_doubles import keep_session, utterance


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    with SessionStore(tmp_path, pytest.fail) as opened:
        keep_session(opened, [utterance(0, 1.0), utterance(1, 3.0, label=0), utterance(2, 6.0)])
        yield opened
