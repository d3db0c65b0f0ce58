import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from model_training.__main__ import app
from model_training.parallel import run_at_once
from model_training.pipeline import STAGES


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands instead of their processes, on a machine with eight cores; `fusion` fails."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command[3:])
        return subprocess.CompletedProcess(command, 3 if command[3] == "fusion" else 0)

    monkeypatch.setattr("model_training.parallel.subprocess.run", run)
    monkeypatch.setattr("model_training.__main__._WORKERS", 8)
    return commands


def test_every_step_gets_the_flags_that_it_knows_until_one_fails(
    started: list[list[str]], tmp_path: Path
) -> None:
    settings = tmp_path / "run.toml"
    settings.write_text("bundle = 'mine'\n", encoding="utf-8")
    flags = ["--config", str(settings), "--seed", "4", "--devices", "2"]
    result = CliRunner().invoke(app, ["train-all", *flags])
    assert result.exit_code == 3
    config = ["--config", str(settings)]
    trained = [*config, "--seed", "4", "--devices", "2", "--resume"]
    assert started == [
        ["prepare", *config],
        ["folds", *config, "--seed", "4", "--resume"],
        ["text", *trained],
        ["speech", *trained],
        ["calibrate", *config, "--resume"],
        ["fusion", *trained],
    ]
    assert [command[0] for command in started] == [
        step for stage in STAGES[:4] for step, *_ in stage
    ]


def test_steps_at_once_share_the_cores(started: list[list[str]]) -> None:
    CliRunner().invoke(app, ["train-all"])
    assert started[0] == ["prepare"]
    assert ["folds", "--workers", "2", "--resume"] in started[1:4]


def test_a_finished_step_tells_how_long_it_took(started: list[list[str]], tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["train-all", "--runs", str(tmp_path)]).output
    assert "== text: took 0.0 min" in printed
    assert "== fusion\n" in printed
    assert "== fusion: failed with exit status 3 after 0.0 min" in printed
    assert "== export" not in printed


def test_at_once_means_at_once_and_a_failure_starts_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both_run = threading.Barrier(2, timeout=10)
    threads: dict[str, str] = {}

    def run(
        command: list[str], env: dict[str, str], **_: object
    ) -> subprocess.CompletedProcess[str]:
        threads[command[0]] = env["OMP_NUM_THREADS"]
        both_run.wait()
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr("model_training.parallel.subprocess.run", run)
    assert run_at_once({name: [name] for name in "abcdef"}, 2, 3) == 1
    assert threads == {"a": "3", "b": "3"}


def test_a_step_alone_finds_the_environment_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    found = "import os, sys; sys.exit(7 if 'OMP_NUM_THREADS' in os.environ else 0)"
    assert run_at_once({"alone": [sys.executable, "-c", found]}, 1, 4) == 0
    assert os.environ.get("OMP_NUM_THREADS") is None


def test_missing_packages_of_training_are_named(tmp_path: Path) -> None:
    without = "import sys; sys.modules['audiomentations'] = None; "
    start = "from model_training.__main__ import main; main()"
    command = [sys.executable, "-c", without + start, "prepare", "--runs", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "audiomentations is not installed" in done.stderr
    assert "Traceback" not in done.stderr
