import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from model_training.__main__ import app
from model_training.steps import STEPS


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command[3:])
        return subprocess.CompletedProcess(command, 3 if command[3] == "fusion" else 0)

    monkeypatch.setattr("model_training.__main__.subprocess.run", run)
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
        [
            "folds",
            *(f"--hold-out=fold{i}" for i in range(1, 6)),
            *config,
            "--seed",
            "4",
            "--resume",
        ],
        ["speech", *trained],
        ["speech", "--everybody", *trained],
        ["text", *trained],
        ["calibrate", *config, "--resume"],
        ["fusion", *trained],
    ]
    assert [command[0] for command in started] == [step for step, *_ in STEPS[:7]]


def test_a_finished_step_tells_how_long_it_took(started: list[list[str]], tmp_path: Path) -> None:
    printed = CliRunner().invoke(app, ["train-all", "--runs", str(tmp_path)]).output
    assert "== text: took 0.0 min" in printed
    assert "== fusion\n" in printed
    assert "== fusion: took" not in printed


def test_missing_packages_of_training_are_named(tmp_path: Path) -> None:
    without = "import sys; sys.modules['audiomentations'] = None; "
    start = "from model_training.__main__ import main; main()"
    command = [sys.executable, "-c", without + start, "prepare", "--runs", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "audiomentations is not installed" in done.stderr
    assert "Traceback" not in done.stderr
