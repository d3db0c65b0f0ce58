"""Lets other threads run while libraries and models are loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Collect no garbage meanwhile, nor ever look through what was made by then.

    The libraries make a million objects that stay; to look through them again and again holds
    up every thread for tenths of a second each time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
