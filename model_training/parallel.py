"""Runs independent steps in parallel, each on its share of the cores.

Networks as small as these benefit less from a second core than from a second step beside them.
"""

import os
import subprocess
import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import typer


def run_at_once(commands: Mapping[str, Sequence[str]], n: int, cores_of_each: int) -> int:
    """Run processes, at most `n` at a time, and print how long each took.

    Parameters
    ----------
    commands : mapping of str to sequence of str
        The commands by title, in the order in which they start.
    n : int
        Number of processes at a time.
    cores_of_each : int
        Cores for each if there are several at a time.

    Returns
    -------
    int
        Exit status of the first that failed, or 0. Other running processes are waited for, so
        that their work is kept; nothing else is started.
    """
    # Alone, a step shares the cores itself among what it starts.
    changed = {"OMP_NUM_THREADS": str(cores_of_each)} if n > 1 else {}
    failures: list[int] = []

    def run(title: str, command: Sequence[str]) -> None:
        if not failures and (status := _run(title, command, os.environ | changed)):
            failures.append(status)

    with ThreadPoolExecutor(n) as pool:
        deque(pool.map(run, commands, commands.values()), maxlen=0)
    return failures[0] if failures else 0


def _run(title: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
    typer.echo(f"== {title}")
    began_s = time.monotonic()
    done = subprocess.run(command, env=environment, check=False)  # noqa: S603
    took_min = (time.monotonic() - began_s) / 60
    ended = f"failed with exit status {done.returncode} after" if done.returncode else "took"
    typer.echo(f"== {title}: {ended} {took_min:.1f} min")
    return done.returncode
