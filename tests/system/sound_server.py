"""A private PulseAudio server with virtual microphones, and a process that listens to one.

The listener is a process of its own because ALSA reads ``HOME`` once a process.
"""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import soundfile

_TOOLS = ("pulseaudio", "pactl", "paplay")
_ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


class SoundServer:
    """Runs until `close`; microphones are plugged into it and unplugged."""

    def __init__(self, folder: Path) -> None:
        missing = [tool for tool in _TOOLS if not shutil.which(tool)]
        if missing:
            pytest.skip(f"not installed: {', '.join(missing)}")
        home, runtime = folder / "home", folder / "run"
        for path in (home, runtime):
            path.mkdir(mode=0o700)
        (home / ".asoundrc").write_text(_ALSA)
        self.environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
        }
        arguments = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes"]
        self._process = subprocess.Popen(
            ["pulseaudio", *arguments, "-L", "module-native-protocol-unix"],
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )
        ready = "for i in $(seq 100); do pactl info >&2 && exit 0; sleep 0.1; done; exit 1"
        self.run("sh", "-c", ready)

    def run(self, *command: str, timeout_s: float = 30.0) -> str:
        return subprocess.run(
            command,
            env=self.environment,
            check=True,
            timeout=timeout_s,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ).stdout

    def plug_line(self, name: str, channels: int = 1, rate_hz: int = 48_000) -> str:
        """Plug a line that `play` can be heard on, its monitor being a microphone; give its id."""
        return self._load(
            "module-null-sink", f"sink_name={name} rate={rate_hz} channels={channels}"
        )

    def plug_microphone(self, name: str, line: str) -> str:
        """Plug a microphone that people see as `name`, listening to a line; give its id."""
        properties = f"source_properties=device.description={name}"
        return self._load(
            "module-remap-source", f"source_name={name} master={line}.monitor {properties}"
        )

    def _load(self, module: str, arguments: str) -> str:
        return self.run("pactl", "load-module", module, *arguments.split()).strip()

    def unplug(self, module_id: str) -> None:
        self.run("pactl", "unload-module", module_id)

    def play(self, clip: Path, line: str) -> None:
        """Play to the end."""
        length_s = soundfile.info(clip).duration
        self.run("paplay", "-d", line, str(clip), timeout_s=30.0 + length_s)

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


class HelperProcess:
    """Runs a program of this folder that does what it is told, and tells what happens."""

    def __init__(self, server: SoundServer, program: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name(program)), *arguments],
            env={**server.environment, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._events: queue.Queue[dict[str, object]] = queue.Queue()
        self._readers = [threading.Thread(target=read) for read in (self._read, self._read_errors)]
        self.errors = ""
        for reader in self._readers:
            reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        self.errors = self._process.stderr.read()

    def wait_for(self, event: str, within_s: float) -> dict[str, object]:
        """Return the next event of this name, passing over others."""
        deadline_s = time.monotonic() + within_s
        passed = []
        while True:
            try:
                message = self._events.get(timeout=max(0.0, deadline_s - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"no {event} within {within_s} s, but {passed}")
            if message["event"] == event:
                return message
            passed.append(message)

    def expect_nothing(self, for_s: float) -> None:
        """Fail where the process tells anything within that time, its end included."""
        try:
            message = self._events.get(timeout=for_s)
        except queue.Empty:
            assert self._process.poll() is None
        else:
            pytest.fail(f"told {message}")

    def sleep(self, for_s: float) -> None:
        """Stop the process for a while, as a computer does that is suspended."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            self.expect_nothing(for_s)
        finally:
            self._process.send_signal(signal.SIGCONT)

    def tell(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()

    def leave(self, within_s: float) -> int:
        """Let the process end by itself, and return its status."""
        self.tell("leave")
        return self._process.wait(within_s)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()


class ListeningProcess(HelperProcess):
    """Listens to a microphone until it is told to stop, and tells what happens."""

    def __init__(self, server: SoundServer, *microphone: str) -> None:
        super().__init__(server, "listen.py", *microphone)
