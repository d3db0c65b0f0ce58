"""A soak: the program listens for hours to a virtual microphone that is unplugged now and then.

A run gives how sound time drifts against the clock, which blocks were lost while the microphone
was plugged, and how memory, threads and open files grow.
"""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

import numpy as np
import soundfile

from emotion_desktop.domain.audio import SAMPLE_RATE_HZ, FloatArray
from emotion_desktop.system.environment import ENVIRONMENT
from emotion_desktop.system.paths import resources_dir
from tests.system.sound_server import SoundServer

#: How long a microphone stays unplugged.
UNPLUGGED_S = 4.0
#: After it was plugged again, opening it may take so long.
REOPENING_S = 8.0
#: Memory, threads and handles are only looked at from then on.
SETTLED_S = 600.0
#: Drift is only seen in sessions with so many reports, one a second.
_LONG_SESSION = 15
#: The microphone's name at the sound server.
LINE = "line"


@dataclass(frozen=True, slots=True)
class Growth:
    """Slopes of what a program uses after `SETTLED_S`, or after a third of a shorter run.

    `memory_mb` is what it uses at the end.
    """

    memory_mb_per_h: float
    threads_per_h: float
    handles_per_h: float
    memory_mb: float

    def __str__(self) -> str:
        return (
            f"memory {self.memory_mb_per_h:+.1f} MB/h (at {self.memory_mb:.0f} MB), threads"
            f" {self.threads_per_h:+.2f}/h, handles {self.handles_per_h:+.2f}/h"
        )


@dataclass(frozen=True, slots=True)
class SoakFigures:
    """What a soak measured.

    Attributes
    ----------
    heard_s : float
        Sound time of all sessions: a kiosk begins a new one every hour.
    drift_ms : float
        How much more sound time than clock time passed from the first to the last third of a
        session, in that with the most.
    lost_s : float
        Sound that was lost while the microphone was plugged.
    unplugged : int
        How often it was not.
    growth : Growth
        What it used.
    skipped_segments : int
        Utterances for which there was no time.
    """

    heard_s: float
    drift_ms: float
    lost_s: float
    unplugged: int
    growth: Growth
    skipped_segments: int


def soundtrack(speech: FloatArray, length_s: float, path: Path) -> Path:
    """Write speech, silence, noise and music, a quarter each, in a loop's length."""
    n = round(length_s / 4 * SAMPLE_RATE_HZ)
    rng = np.random.default_rng(0)
    time_s = np.arange(n) / SAMPLE_RATE_HZ
    bars = (time_s // 2).astype(int) % 4
    roots_hz = np.array([220.0, 174.6, 261.6, 196.0])[bars]
    chord = sum(np.sin(2 * np.pi * roots_hz * ratio * time_s) for ratio in (1, 5 / 4, 3 / 2))
    parts = [
        np.resize(speech, n),
        np.zeros(n),
        rng.standard_normal(n) * 0.05,
        chord * 0.1 * (1 - time_s % 0.5),
    ]
    soundfile.write(path, np.concatenate(parts).astype(np.float32), SAMPLE_RATE_HZ)
    return path


def demo_speech() -> FloatArray:
    """Return the demo recording."""
    speech: FloatArray = soundfile.read(resources_dir() / "demo" / "demo.flac", dtype="float32")[0]
    return speech


class Player:
    """Plays a file into the line, again and again, whenever there is a line.

    Parameters
    ----------
    server : SoundServer
        Has the line.
    path : Path
        The file.
    """

    def __init__(self, server: SoundServer, path: Path) -> None:
        self._command = ["paplay", "-d", LINE, str(path)]
        self._server = server
        self._process: subprocess.Popen[bytes] | None = None

    def keep_playing(self) -> None:
        """Begin, or begin again."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command, env=self._server.environment, stderr=subprocess.DEVNULL
            )

    def close(self) -> None:
        """End."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class WatchedProgram:
    """A `soak_program` in a process of its own, whose reports and resources are followed.

    Parameters
    ----------
    mode : list of str
        Arguments of `soak_program`.
    environment : mapping
        In addition to the program's own.
    """

    def __init__(self, mode: Sequence[str], environment: Mapping[str, str]) -> None:
        self.said: list[dict[str, Any]] = []
        self._usage: list[tuple[float, float, int, int]] = []
        self._listening = threading.Event()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.soak_program", *mode],
            cwd=Path(__file__).parents[2],
            env={**ENVIRONMENT, **environment, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def watch(self, goes_on: Callable[[float], bool]) -> None:
        """Follow it from when it listens, then end it properly.

        Every second, `goes_on` is told for how many it was followed.
        """
        assert self._listening.wait(300), "it never listened"
        began_s = time.monotonic()
        while goes_on(time.monotonic() - began_s):
            self._look_at(self._process.pid)
            time.sleep(1.0)
        assert self._process.stdin is not None
        self._process.stdin.write("stop\n")
        self._process.stdin.flush()
        assert self._process.wait(120) in {0, 128 + signal.SIGTERM}
        self._reader.join()

    def suspend(self, for_s: float) -> None:
        """Stop it for so long, as a computer that sleeps does."""
        self._process.send_signal(signal.SIGSTOP)
        time.sleep(for_s)
        self._process.send_signal(signal.SIGCONT)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            assert "ended" not in said, said
            self.said.append(said)
            if said["heard_s"] > 0:
                self._listening.set()

    def _look_at(self, pid: int) -> None:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        fields = dict(line.split(":", 1) for line in status.splitlines())
        memory_mb = int(fields["VmRSS"].split()[0]) / 1024
        handles = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
        self._usage.append((time.monotonic(), memory_mb, int(fields["Threads"]), handles))

    def heard_s(self) -> float:
        """Return how much sound it heard in all its sessions."""
        return sum(
            max(one["heard_s"] for one in self.said if one["session"] == session)
            for session in {one["session"] for one in self.said}
        )

    def sessions(self) -> list[list[dict[str, Any]]]:
        """Return what it said of each of its sessions since that heard something."""
        heard = (one for one in self.said if one["heard_s"] > 0)
        return [list(session) for _, session in groupby(heard, itemgetter("session"))]

    def growth(self) -> Growth:
        """Return how memory, threads and handles grew."""
        usage = np.array(self._usage)
        since_s = usage[:, 0] - usage[0, 0]
        settled = since_s >= min(SETTLED_S, since_s[-1] / 3)
        slopes = [np.polyfit(since_s[settled] / 3600, usage[settled, i], 1)[0] for i in (1, 2, 3)]
        return Growth(*map(float, slopes), memory_mb=float(usage[-1, 1]))


def _drift_ms(said: Sequence[dict[str, Any]]) -> float:
    ahead_s = np.array([one["heard_s"] - one["at_s"] for one in said])
    part = len(said) // 3
    # Sound that waits to be processed lags behind, so only the most of a part counts.
    return float(ahead_s[-part:].max() - ahead_s[:part].max()) * 1000


class Soak:
    """One run of `soak_program` at a virtual microphone.

    Parameters
    ----------
    folder : Path
        For the sound server.
    mode : str
        Of `soak_program`.
    track : Path
        What is played.
    """

    def __init__(self, folder: Path, mode: str, track: Path) -> None:
        self._server = SoundServer(folder)
        self._mode = mode
        self._track = track
        self._unplugged: list[tuple[float, float]] = []

    def run(self, duration_s: float, n_unplugged: int) -> SoakFigures:
        """Run for so long from the first report on, and unplug the microphone so often."""
        line = self._server.plug_line(LINE)
        player = Player(self._server, self._track)
        plan = [(i + 1) * duration_s / (n_unplugged + 1) for i in range(n_unplugged)]

        def play_on(now_s: float) -> bool:
            nonlocal line
            if plan and now_s >= plan[0]:
                plan.pop(0)
                line = self._replug(line)
            player.keep_playing()
            return now_s < duration_s

        try:
            with WatchedProgram([self._mode], self._server.environment) as program:
                program.watch(play_on)
        finally:
            player.close()
            self._server.close()
        return self._figures(program)

    def _replug(self, line: str) -> str:
        from_s = time.monotonic()
        self._server.unplug(line)
        time.sleep(UNPLUGGED_S)
        line = self._server.plug_line(LINE)
        self._unplugged.append((from_s - 1.0, time.monotonic() + REOPENING_S))
        return line

    def _figures(self, program: WatchedProgram) -> SoakFigures:
        sessions = program.sessions()
        drifts_ms = [_drift_ms(said) for said in sessions if len(said) >= _LONG_SESSION]
        lost = [
            later["dropped"] - earlier["dropped"]
            for said in sessions
            for earlier, later in pairwise(said)
            if not self._was_unplugged(earlier["at_s"], later["at_s"])
        ]
        return SoakFigures(
            heard_s=program.heard_s(),
            drift_ms=max(drifts_ms, key=abs),
            lost_s=sum(lost) / SAMPLE_RATE_HZ,
            unplugged=len(self._unplugged),
            growth=program.growth(),
            skipped_segments=sum(said[-1]["skipped_segments"] for said in sessions),
        )

    def _was_unplugged(self, from_s: float, to_s: float) -> bool:
        return any(begin <= to_s and from_s <= end for begin, end in self._unplugged)
