"""Data folders, plain and encrypted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emotion_desktop.storage import encryption
from emotion_desktop.system.sealing.keys import (
    forget_key,
)
from tests.encrypted_folders import (
    PASSPHRASE,
    QUICK,
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    data = tmp_path / "data"
    yield data
    forget_key(data)


@pytest.fixture
def encrypted(folder: Path) -> Path:
    encryption.encrypt(folder, PASSPHRASE, cost=QUICK)
    return folder
