"""Starts the program anew in place of this process, whose memory is gone then."""

import os
import subprocess
import sys


def relaunch() -> int:
    """Start the program with the same arguments; returns only where it is a new process.

    Returns
    -------
    int
        Exit status of this process.
    """
    command = [sys.executable, *sys.orig_argv[1:]]
    if os.name != "nt":
        os.execv(sys.executable, command)  # noqa: S606
    subprocess.Popen(command)  # noqa: S603 (our own program; exec would return to the shell here)
    return 0
