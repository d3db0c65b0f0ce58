"""Starts modules of the program as processes of their own, which can be killed."""

import subprocess

from emotion_desktop.system.frozen import module_command, module_environment


def start_module(
    module: str, *arguments: str, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a module as a process.

    Parameters
    ----------
    module : str
        Its full name.
    *arguments : str
        For its command line.
    stdin : int
        `subprocess.PIPE` to write to it; it reads nothing otherwise.

    Returns
    -------
    subprocess.Popen
        Its output is a pipe; its messages go nowhere.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        [*module_command(module), *arguments],
        env=module_environment(),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Absent elsewhere; on Windows it keeps a console from flashing up.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
