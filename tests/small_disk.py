"""A disk that fills up."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def disk_with_room_for(n_bytes: int) -> Iterator[None]:
    """Let the system itself refuse to write longer files, as a full disk does.

    Not for a whole test: pytest's own log may be such a file.
    """
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of a file")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
