"""Pauses garbage collection while libraries and models are loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause garbage collection, and exempt what was loaded from later collections.

    The libraries make a million objects that stay; to look through them again and again holds
    up every thread for tenths of a second each time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
