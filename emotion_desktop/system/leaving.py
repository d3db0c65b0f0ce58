"""Ends the process while threads are left that do not end in time."""

import logging
import os
import sys
from typing import NoReturn


def leave_at_once(status: int) -> NoReturn:
    """End this process without Python's own end, which waits for nobody either.

    Native code that still runs in a thread, such as models that are being loaded, would meet
    objects that are gone, and abort the process as if it had crashed.

    Parameters
    ----------
    status : int
        Exit status of this process.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a window without a console has none
            stream.flush()
    os._exit(status)
