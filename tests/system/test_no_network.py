"""Nothing leaves the machine: no command and no page opens a socket of the internet."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from emotion_desktop.cli.main import app
from emotion_desktop.system.paths import resources_dir
from tests.golden.inputs import SESSION_ID, store_session
from tests.system import no_network

REPOSITORY = Path(__file__).resolve().parents[2]
DEMO = resources_dir() / "demo" / "demo.flac"
#: Of the demo: two words, of which the second is a recording of its own.
SHORT_S = 4.0


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept_out = {"DISPLAY", "WAYLAND_DISPLAY", "HF_HUB_OFFLINE", "ORT_DISABLE_TELEMETRY"}
    environment = {name: value for name, value in os.environ.items() if name not in kept_out}
    return subprocess.run(
        [sys.executable, Path(no_network.__file__), *arguments],
        cwd=tmp_path,
        env=environment
        | {
            "PYTHONPATH": str(REPOSITORY),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_DATA_HOME": str(tmp_path),
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )


def test_a_socket_of_the_internet_ends_the_program(tmp_path: Path) -> None:
    assert run(tmp_path, "socket").returncode == -signal.SIGKILL


@pytest.mark.skipif(not no_network.can_forbid(), reason="only Linux forbids it to libraries too")
def test_the_kernel_forbids_it_to_libraries_and_children_too(tmp_path: Path) -> None:
    program = (
        "import subprocess, sys; from tests.system.no_network import forbid_internet; "
        "forbid_internet(); "
        "print(subprocess.run([sys.executable, '-c', 'import socket; socket.socket()']).returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(-signal.SIGSYS)


@pytest.mark.timeout(600)
def test_no_command_opens_a_socket_of_the_internet(tmp_path: Path) -> None:
    samples, rate_hz = soundfile.read(DEMO, stop=int(SHORT_S * soundfile.info(DEMO).samplerate))
    for name in ("a", "b"):
        soundfile.write(tmp_path / f"{name}.flac", samples, rate_hz)
    (tmp_path / "m.csv").write_text(
        "path,corpus,speaker,emotion,label,text,seconds\n"
        "a.flac,c,a,neutral,neutral,Hello,4\nb.flac,c,b,neutral,neutral,Hello,4\n"
    )
    rating = "start_s,end_s,label,rater\n0,1,anger,a\n0,1,anger,b\n"
    (tmp_path / "ratings.csv").write_text(rating)
    shutil.rmtree(tmp_path / "Emotion Desktop", ignore_errors=True)
    store_session(tmp_path / "Emotion Desktop")
    commands = [
        ["analyze", "a.flac", "-o", "out", "--format", "json", "--library"],
        ["export", "out/a.flac.emotion.json", "-o", "out", "--format", "html,csv,pdf"],
        ["agreement", "ratings.csv", "--json", "agreement.json"],
        ["import", SESSION_ID, "ratings.csv", "--rater", "c", "--tier", "label (a)"],
        ["library"],
        ["evaluate", "m.csv", "--json", "figures.json"],
        ["evaluate-speakers", "m.csv", "--json", "speakers.json", "--conversations", "1"],
        ["sessions"],
        ["sessions", "export", SESSION_ID, "-o", "out"],
        ["devices"],
        ["doctor"],
        ["demo"],
        ["--version"],
    ]
    named = {command.name or command.callback.__name__ for command in app.registered_commands}
    named |= {group.name for group in app.registered_groups}
    tried = {one[0] for one in commands[:-1]}
    assert {name.replace("_", "-") for name in named} - tried == {"open"}  # that is the window

    done = run(tmp_path, "commands", json.dumps(commands))

    assert done.returncode == 0, done.stderr[-3000:]
    for command in commands:
        assert f"{json.dumps(command[:2])} 0\n" in done.stderr


def test_no_page_opens_a_socket_of_the_internet(tmp_path: Path) -> None:
    done = run(tmp_path, "window")
    assert done.returncode == 0, done.stderr[-3000:]
    for page in ("live", "analyse", "review", "settings", "show_keys", "show_about"):
        assert f"shown: {page}\n" in done.stdout


def test_kiosk_mode_opens_no_socket_of_the_internet(tmp_path: Path) -> None:
    done = run(tmp_path, "kiosk")
    assert "shown: KioskWindow\n" in done.stdout, done.stderr[-3000:]
    assert done.returncode not in {-signal.SIGKILL, -signal.SIGSYS}, done.stderr[-3000:]
