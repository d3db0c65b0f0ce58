"""Loading is not interrupted by looking for garbage, and the search goes on after it."""

import gc
from collections.abc import Iterator

import pytest

from emotion_desktop.system.gc_pause import gc_paused


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_was_loaded_is_never_looked_through_again() -> None:
    with gc_paused():
        assert not gc.isenabled()
        loaded = [[] for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(loaded)


def test_garbage_is_collected_again_after_loading_failed() -> None:
    with pytest.raises(OSError, match="gone"), gc_paused():
        raise OSError("gone")
    assert gc.isenabled()
