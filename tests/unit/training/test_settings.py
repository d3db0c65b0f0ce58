import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from emotion_desktop.domain.errors import UserFacingError
from model_training.__main__ import app
from model_training.fusion import FusionConfig
from model_training.settings import SettingsFile, make_config

found: dict[str, object] = {}
commands = typer.Typer()


@commands.command()
def fusion(
    context: typer.Context,
    config: SettingsFile = None,
    runs: Path = Path("runs"),
    epochs: int | None = None,
    seed: int | None = None,
) -> None:
    found.update(runs=runs, config=make_config(context, FusionConfig, epochs=epochs, seed=seed))


@commands.command()
def export(config: SettingsFile = None, name: str = "default") -> None:
    found.update(name=name)


def run(*arguments: object) -> None:
    found.clear()
    CliRunner().invoke(commands, [str(value) for value in arguments], catch_exceptions=False)


SETTINGS = """
seed = 3
runs = "elsewhere"
[fusion]
epochs = 9
weight-decay = 0.5
"""


def test_flags_go_before_the_file_and_the_file_before_the_recipe(tmp_path: Path) -> None:
    file = tmp_path / "run.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    run("fusion", "--config", file, "--epochs", 2)
    assert found["runs"] == Path("elsewhere")
    assert found["config"] == FusionConfig(epochs=2, weight_decay=0.5, seed=3)
    run("fusion")
    assert found["config"] == FusionConfig()


def test_json_is_as_good_as_toml(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(json.dumps({"fusion": {"batch_size": 8}, "name": "mine"}), encoding="utf-8")
    run("fusion", "--config", file)
    assert found["config"] == FusionConfig(batch_size=8)
    run("export", "--config", file)
    assert found["name"] == "mine"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("sede = 3", "fusion"),
        ("[fusoin]\nepochs = 3", "fusion"),
        ("[fusion]\nepoch = 3", "fusion"),
        ("[export]\nnaem = 'x'", "export"),
        ("seed = ", "fusion"),
    ],
)
def test_a_misspelt_setting_is_refused(tmp_path: Path, text: str, command: str) -> None:
    file = tmp_path / "run.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError):
        run(command, "--config", file)


def test_every_step_has_help_and_a_settings_file() -> None:
    steps = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert {"prepare", "speech", "text", "calibrate", "fusion", "export"} < set(steps)
    for name, command in steps.items():
        assert "--config" in CliRunner().invoke(app, [name, "--help"], terminal_width=200).output
        assert command.help
