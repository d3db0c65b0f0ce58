"""What every start of the program needs: the process environment and error exits."""

import ctypes
import os
import platform
import sys
from typing import Final, NoReturn

from emotion_desktop.domain.errors import UserFacingError
from emotion_desktop.domain.printable import printable

#: Read once by OpenMP, numpy's OpenBLAS, the hub's client and the tokenizers, when they are
#: imported: models come with the installation, and idle threads of OpenMP or OpenBLAS spin
#: while others want to compute. Only spectrograms use OpenBLAS; a thread is enough for them.
ENVIRONMENT: Final[dict[str, str]] = {
    "OMP_WAIT_POLICY": "PASSIVE",
    "OPENBLAS_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

EXIT_SOME_FAILED: Final[int] = 1
EXIT_WRONG_USE: Final[int] = 2
EXIT_INTERRUPTED: Final[int] = 130

#: `mallopt` of glibc: from which size on a block is given back to the system when it is freed.
_MMAP_THRESHOLD: Final = -3
_GIVEN_BACK_FROM_BYTES: Final = 8 * 2**20
#: The same: how many heaps the threads share. glibc gives many threads one of their own, and a
#: session's threads would leave theirs with holes to those of the next.
_ARENA_MAX: Final = -8
_MOST_HEAPS: Final = 2


def prepare() -> None:
    """Set environment variables that libraries read on import, unless the user set them."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        # Batches of every length leave holes otherwise: half a gigabyte in three hours.
        libc.mallopt(_MMAP_THRESHOLD, _GIVEN_BACK_FROM_BYTES)
        libc.mallopt(_ARENA_MAX, _MOST_HEAPS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # file names need not be text


def fail(error: UserFacingError) -> NoReturn:
    """Print an error on one line and exit."""
    print_error(error)
    sys.exit(EXIT_WRONG_USE)


def print_error(error: UserFacingError) -> None:
    """Print an error on one line."""
    print(f"error: {printable(' '.join(str(error).split()))}", file=sys.stderr)  # noqa: T201
